// The first visit: a message is sent, watched as it arrives on a phone of the simulated carrier, and answered from there.
// What was done is ticked off, the next step has the button; where a real carrier is connected, the first step is all.
import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';

import type { Message } from '../../api/schema';
import { useCan } from '../../api/session';
import { t } from '../../i18n/t';
import { Card } from '../../parts/Card';
import { messagesQuery } from '../messages/queries';
import { providersQuery } from '../providers/queries';
import classes from './Dashboard.module.css';

const LISTED = 8;

/** Where the phone of the first message is. */
const phoneOf = (messages: Message[]) => {
  const sent = messages.findLast((one) => one.direction === 'OUTBOUND');
  return sent && !sent.to.includes('•') ? `/handsets/${encodeURIComponent(sent.to)}` : '/handsets';
};

export function FirstSend({ after }: { after: boolean }) {
  const can = useCan();
  const any = useQuery({ ...messagesQuery({}, undefined, LISTED), enabled: after && can('messages:read') });
  const providers = useQuery({ ...providersQuery, enabled: after && can('providers:read') });
  if (!can('messages:send') || !any.data) return null;
  const { messages } = any.data;
  const simulated = providers.data?.providers.some((one) => one.kind === 'simulator') ?? false;
  const sent = messages.some((one) => one.direction === 'OUTBOUND');
  const arrived = messages.some((one) => one.status === 'DELIVERED');
  const answered = messages.some((one) => one.direction === 'INBOUND');
  const early = messages.length < LISTED && !answered && simulated;
  if (sent && !early) return null;
  return (
    <Card title={t('first.title')}>
      <ol className={classes.steps}>
        <Step name={t('first.send')} text={t('first.sendText')} done={sent} />
        <Step name={t('first.watch')} text={t('first.watchText')} done={arrived} />
        <Step name={t('first.answer')} text={t('first.answerText')} done={answered} />
      </ol>
      <div>
        {sent ? <Button variant="light" component={Link} href={phoneOf(messages)}>{t('first.phone')}</Button>
          : <Button variant="light" component={Link} href="/send?to=%2B254712345678&body=Hello">{t('messages.first')}</Button>}
      </div>
    </Card>
  );
}

function Step({ name, text, done }: { name: string; text: string; done: boolean }) {
  return (
    <li data-done={done ? '' : undefined}>
      <strong>{name} {done && <IconCheck size={15} role="img" aria-label={t('first.done')} />}</strong>
      <p>{text}</p>
    </li>
  );
}
