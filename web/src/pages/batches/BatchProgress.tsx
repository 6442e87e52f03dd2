// A batch while it is taken and after: how many rows were accepted, which were left out and why.
import { Button, Group, Progress } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';

import { faultText } from '../../api/error';
import type { Batch } from '../../api/schema';
import { number } from '../../i18n/format';
import { t, word } from '../../i18n/t';
import { Fact, Facts } from '../../parts/Fact';
import { StatePill } from '../../parts/Pill';
import { Loaded } from '../../parts/States';
import classes from './BatchProgress.module.css';
import { batchQuery } from './queries';

export function BatchProgress({ batchId, onAnother }: { batchId: string; onAnother: () => void }) {
  const batch = useQuery(batchQuery(batchId));
  return (
    <section className="tuma-card" aria-label={t('batch.title')}>
      <Loaded query={batch}>
        {(data) => (
          <>
            <BatchDetail batch={data} />
            <Group justify="flex-end" mt="lg"><Button onClick={onAnother}>{t('progress.another')}</Button></Group>
          </>
        )}
      </Loaded>
    </section>
  );
}

/** All that is known of a batch. */
export function BatchDetail({ batch }: { batch: Batch }) {
  const total = batch.totalRecipients ?? batch.row;
  const share = batch.status === 'RUNNING' ? (total > 0 ? (batch.row / total) * 100 : 0) : 100;
  return (
    <div className={classes.batch}>
      <div className={classes.head} role="status">
        <h2 className={classes.title}>{word('batch.is', batch.status)}</h2>
        <StatePill state={batch.status} />
      </div>
      <Progress value={share} animated={batch.status === 'RUNNING'} aria-label={t('batch.progress')} />
      <Facts>
        <Fact name={t('batch.accepted')}>{number(batch.accepted)}</Fact>
        <Fact name={t('batch.refused')}>{number(batch.refused)}</Fact>
        <Fact name={t('batch.duplicates')}>{number(batch.duplicates)}</Fact>
        <Fact name={t('batch.rows')}>{number(total)}</Fact>
      </Facts>
      {batch.failure && <p className={classes.failure} role="alert"><bdi>{batch.failure}</bdi></p>}
      {batch.faults.length > 0 && (
        <section aria-label={t('batch.faults')}>
          <h3 className={classes.title}>{t('batch.faults')}</h3>
          <ul className={classes.faults} tabIndex={0}>
            {batch.faults.map((one) => (
              <li key={`${one.row}-${one.field}-${one.kind}`}>
                <span className={classes.row}>{t('batch.row', { row: one.row })}</span>
                <span><strong>{word('batch.kind', one.kind)}</strong> · <bdi>{faultText(one)}</bdi></span>
              </li>
            ))}
          </ul>
          {batch.moreFaults && <p className="tuma-meta">{t('batch.more')}</p>}
        </section>
      )}
      <Group justify="flex-end">
        <Button variant="default" component={Link} href={`/messages?batchId=${batch.batchId}`}>{t('batch.messages')}</Button>
      </Group>
    </div>
  );
}
