// The log of what was told: each try, by event and outcome; one in a drawer; and telling again.
import { Button, Drawer, NativeSelect, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconRepeat, IconSend2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import type { Delivery } from '../../api/schema';
import { useCan } from '../../api/session';
import { clock, dateTime, number } from '../../i18n/format';
import { t } from '../../i18n/t';
import { Grid, type Column } from '../../parts/Grid';
import { usePages } from '../../parts/pages';
import { Empty } from '../../parts/States';
import { Attempt, OutcomePill } from './Attempt';
import { attemptsQuery, eventName, EVENTS } from './queries';
import { Replay } from './Replay';

const answered = ({ httpStatus, error }: Delivery) => (httpStatus ? <span className="tuma-ltr">{httpStatus}</span> : <bdi>{error ?? '–'}</bdi>);

const columns = (): Column<Delivery>[] => [
  { key: 'at', head: t('messages.time'), cell: (row) => <time dateTime={row.createdAt} title={clock(row.createdAt)}>{dateTime(row.createdAt)}</time>, card: 'meta' },
  { key: 'event', head: t('hooks.event'), cell: (row) => eventName(row.eventType), card: 'title' },
  { key: 'answer', head: t('hooks.answer'), cell: answered, wide: true, card: 'body' },
  { key: 'attempt', head: t('hooks.attempt'), cell: (row) => (row.attempt ? number(row.attempt) : t('hooks.test')), end: true },
  { key: 'took', head: t('hooks.took'), cell: (row) => t('timeline.ms', { count: row.latencyMs }), end: true, card: 'meta' },
  { key: 'outcome', head: t('messages.status'), cell: (row) => <OutcomePill delivery={row} />, card: 'side' },
];

const outcomes = () => [{ value: '', label: t('messages.anyStatus') }, { value: 'true', label: t('hooks.taken') }, { value: 'false', label: t('hooks.notTaken') }];

/** Of one webhook, or of callbacks. */
export function Attempts({ webhookId }: { webhookId: string | null }) {
  const can = useCan();
  const [eventType, setEvent] = useState('');
  const [success, setSuccess] = useState('');
  const [typed, setTyped] = useState('');
  const [messageId] = useDebouncedValue(typed.trim(), 250);
  const [open, setOpen] = useState<Delivery | null>(null);
  const [replaying, setReplaying] = useState(false);
  const filter = { eventType: eventType || undefined, success: success ? success === 'true' : undefined, messageId: messageId || undefined };
  const pages = usePages(JSON.stringify([webhookId, filter]));
  const list = useQuery(attemptsQuery(webhookId, filter, pages.cursor));
  const filtered = Boolean(eventType || success || messageId);
  const kinds = [...(webhookId ? EVENTS : EVENTS.filter((one) => one.startsWith('message.'))).filter((one) => !one.endsWith('*')), ...(webhookId ? ['webhook.test'] : [])];
  return (
    <>
      <Grid label={t('hooks.attempts')} columns={columns()} rows={list.data?.deliveries} keyOf={(row) => row.deliveryId} error={list.error}
        again={() => void list.refetch()} busy={list.isPlaceholderData} pages={pages} nextCursor={list.data?.nextCursor} onOpen={setOpen}
        tools={
          <>
            <NativeSelect label={t('hooks.event')} value={eventType} onChange={(event) => setEvent(event.currentTarget.value)}
              data={[{ value: '', label: t('messages.anyStatus') }, ...kinds.map((one) => ({ value: one, label: eventName(one) }))]} />
            <NativeSelect label={t('messages.status')} value={success} onChange={(event) => setSuccess(event.currentTarget.value)} data={outcomes()} />
            <TextInput label={t('message.title')} placeholder="msg_…" dir="ltr" value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
            {can('webhooks:write') && (
              <Button variant="default" mt="auto" leftSection={<IconRepeat size={16} />} onClick={() => setReplaying(true)}>{t('hooks.replayMany')}</Button>
            )}
          </>
        }
        empty={<Empty icon={IconSend2} title={filtered ? t('messages.noneFound') : t('hooks.noAttempts')}
          text={filtered ? t('hooks.noneFoundText') : t('hooks.noAttemptsText')} />} />
      {open && (
        <Drawer opened onClose={() => setOpen(null)} position="right" size={560} closeButtonProps={{ 'aria-label': t('close') }}
          title={<Text fw={650} size="lg" component="span">{eventName(open.eventType)}</Text>}>
          <Attempt webhookId={webhookId} delivery={open} />
        </Drawer>
      )}
      {replaying && <Replay webhookId={webhookId} onClose={() => setReplaying(false)} />}
    </>
  );
}
