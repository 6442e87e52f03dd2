// A sent message on its way, live until it has ended.
import { Button, Group, Loader, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';

import { isFinal } from '../../api/states';
import { money } from '../../i18n/format';
import { t } from '../../i18n/t';
import { StatePill } from '../../parts/Pill';
import { Loaded } from '../../parts/States';
import { messageQuery } from '../messages/queries';
import { Timeline } from '../messages/Timeline';
import classes from './Progress.module.css';

export function Progress({ messageId, onAnother }: { messageId: string; onAnother: () => void }) {
  const message = useQuery(messageQuery(messageId));
  return (
    <section className={`tuma-card ${classes.progress}`} aria-label={t('progress.title')}>
      <Loaded query={message}>
        {(data) => (
          <>
            <div className={classes.head} role="status">
              <div>
                <h2 className={classes.title}>{isFinal(data.status) ? t('progress.ended') : t('progress.title')}</h2>
                <Text size="sm" c="dimmed"><span className="tuma-ltr">{data.to}</span> · {money(data.cost)}</Text>
              </div>
              <span className={classes.state}>
                {!isFinal(data.status) && data.status !== 'SCHEDULED' && <Loader size="xs" aria-label={t('state.loading')} role="img" />}
                <StatePill state={data.held ? 'HELD' : data.status} />
              </span>
            </div>
            <Timeline events={data.timeline} />
            <Group justify="flex-end">
              <Button variant="default" component={Link} href={`/messages/${messageId}`}>{t('progress.detail')}</Button>
              <Button onClick={onAnother}>{t('progress.another')}</Button>
            </Group>
          </>
        )}
      </Loaded>
    </section>
  );
}
