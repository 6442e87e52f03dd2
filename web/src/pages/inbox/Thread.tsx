// A conversation, oldest first, and the place to answer in.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';

import type { Message } from '../../api/schema';
import { useCan } from '../../api/session';
import { clock, date } from '../../i18n/format';
import { t, word } from '../../i18n/t';
import { Lines, Loaded } from '../../parts/States';
import { Composer } from './Composer';
import { threadQuery } from './queries';
import classes from './Thread.module.css';

export function Thread({ phone }: { phone: string }) {
  const can = useCan();
  const thread = useQuery(threadQuery(phone));
  const messages = thread.data?.messages.toReversed() ?? [];
  const last = messages.findLast((one) => one.direction === 'INBOUND');
  return (
    <>
      <Loaded query={thread} waiting={<div className={classes.log}><Lines count={4} height={36} /></div>}>
        {() => <Log messages={messages} phone={phone} />}
      </Loaded>
      {can('messages:send') && <Composer phone={phone} from={last?.to} />}
    </>
  );
}

function Log({ messages, phone }: { messages: Message[]; phone: string }) {
  const log = useRef<HTMLDivElement>(null);
  const newest = messages.at(-1)?.messageId;
  useEffect(() => {
    log.current?.scrollTo({ top: log.current.scrollHeight });
  }, [newest]);
  return (
    <div ref={log} className={classes.log} role="log" aria-label={phone.startsWith('msg_') ? t('inbox.conversation') : t('inbox.with', { phone })} tabIndex={0}>
      {messages.map((one, at) => {
        const day = date(one.queuedAt);
        const before = messages[at - 1];
        return (
          <div key={one.messageId} className={classes.turn}>
            {(!before || date(before.queuedAt) !== day) && <p className={classes.day}>{day}</p>}
            <Bubble message={one} />
          </div>
        );
      })}
    </div>
  );
}

function Bubble({ message }: { message: Message }) {
  const [, go] = useLocation();
  const out = message.direction === 'OUTBOUND';
  return (
    <div className={classes.bubble} data-out={out ? '' : undefined}>
      <p className={classes.text} dir="auto">{message.body}</p>
      <button type="button" className={classes.state} onClick={() => go(`/messages/${message.messageId}`)}>
        {clock(message.queuedAt)}{out && ` · ${word('is', message.status).toLocaleLowerCase()}`}
      </button>
    </div>
  );
}
