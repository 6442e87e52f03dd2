// The simulator as phones on the screen: see a message arrive, answer it.
import { Button } from '@mantine/core';
import { IconDeviceMobile } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'wouter';

import type { Handset } from '../../api/schema';
import { useCan } from '../../api/session';
import { ago } from '../../i18n/format';
import { t } from '../../i18n/t';
import { Page } from '../../parts/Page';
import { Empty, Lines, Loaded } from '../../parts/States';
import classes from './Handsets.module.css';
import { Phone } from './Phone';
import { handsetsQuery } from './queries';

export default function Handsets() {
  const { number } = useParams<{ number?: string }>();
  const can = useCan();
  const list = useQuery(handsetsQuery);
  return (
    <Page title={t('nav.handsets')} about={t('handsets.about')}>
      <Loaded query={list} waiting={<div className="tuma-card"><Lines /></div>}>
        {({ handsets }) => {
          const chosen = number ? decodeURIComponent(number) : handsets[0]?.number;
          if (!chosen) {
            return (
              <section className="tuma-card">
                <Empty icon={IconDeviceMobile} title={t('handsets.none')} text={t('handsets.noneText')}
                  action={can('messages:send') && <Button component={Link} href="/send?to=%2B254712345678">{t('messages.first')}</Button>} />
              </section>
            );
          }
          return (
            <div className={classes.desk}>
              <ul className={`tuma-card tuma-flush ${classes.list}`}>
                {handsets.map((one) => <Row key={one.number} handset={one} here={one.number === chosen} />)}
              </ul>
              <Phone key={chosen} number={chosen} />
            </div>
          );
        }}
      </Loaded>
    </Page>
  );
}

function Row({ handset, here }: { handset: Handset; here: boolean }) {
  return (
    <li>
      <Link href={`/handsets/${encodeURIComponent(handset.number)}`} className={classes.row} aria-current={here ? 'true' : undefined}>
        <IconDeviceMobile size={20} stroke={1.6} aria-hidden="true" />
        <span className={classes.words}>
          <span className={classes.line}>
            <strong className="tuma-ltr">{handset.number}</strong>
            <time dateTime={handset.last.arrivedAt}>{ago(handset.last.arrivedAt)}</time>
          </span>
          <span className="tuma-clip"><bdi>{handset.last.body}</bdi></span>
        </span>
      </Link>
    </li>
  );
}
