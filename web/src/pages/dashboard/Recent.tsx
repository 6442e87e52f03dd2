// What happens now: the newest messages of either direction.
import { IconArrowDownLeft, IconArrowUpRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';

import type { Message } from '../../api/schema';
import { useCan } from '../../api/session';
import { ago } from '../../i18n/format';
import { t } from '../../i18n/t';
import { Card } from '../../parts/Card';
import { StatePill } from '../../parts/Pill';
import { useReveal } from '../../parts/reveal';
import { Empty, Lines, Loaded } from '../../parts/States';
import { messagesQuery } from '../messages/queries';
import classes from './Dashboard.module.css';

const SHOWN = 8;

export function Recent({ after }: { after: boolean }) {
  const can = useCan();
  const list = useQuery({ ...messagesQuery({}, undefined, SHOWN), enabled: after && can('messages:read') });
  if (!can('messages:read')) return null;
  return (
    <Card title={t('recent.title')} actions={<Link href="/messages" className="tuma-meta">{t('recent.all')}</Link>}>
      <Loaded query={list} waiting={<Lines count={6} height={26} />}>
        {({ messages }) => messages.length === 0 ? <Empty title={t('messages.none')} text={t('messages.noneText')} /> : (
          <ul className={classes.list}>{messages.map((one) => <Row key={one.messageId} message={one} />)}</ul>
        )}
      </Loaded>
    </Card>
  );
}

function Row({ message }: { message: Message }) {
  const inbound = message.direction === 'INBOUND';
  const Arrow = inbound ? IconArrowDownLeft : IconArrowUpRight;
  const { shown, button } = useReveal(message.messageId, (inbound ? message.from : message.to) ?? '');
  return (
    <li className={button ? classes.revealing : undefined}>
      <Link href={`/messages/${message.messageId}`} className={classes.row}>
        <Arrow size={17} stroke={1.7} aria-label={inbound ? t('messages.in') : t('messages.out')} role="img" />
        <span className={classes.words}>
          <strong className="tuma-ltr tuma-clip">{shown}</strong>
          <span className="tuma-meta tuma-clip"><bdi>{message.body}</bdi></span>
        </span>
        <time className={`tuma-meta ${classes.when}`} dateTime={message.queuedAt}>{ago(message.queuedAt)}</time>
        <StatePill state={message.held ? 'HELD' : message.status} />
      </Link>
      {button}
    </li>
  );
}
