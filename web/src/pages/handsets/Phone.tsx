// One phone: what arrived on it and what its person wrote, and the keyboard to answer with.
import { ActionIcon, Textarea, TextInput } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, type FormEvent, type KeyboardEvent } from 'react';

import { answer, api } from '../../api/client';
import { faultsOf } from '../../api/error';
import { useCan } from '../../api/session';
import { clock } from '../../i18n/format';
import { t } from '../../i18n/t';
import { Refused } from '../../parts/Refused';
import { Lines, Loaded } from '../../parts/States';
import classes from './Phone.module.css';
import { handsetQuery } from './queries';

/** A shortcode to write to where the sender of the last message is not known. */
const SHORTCODE = '20880';

interface Line {
  id: string;
  body: string;
  at: string;
  with: string;
  mine: boolean;
}

export function Phone({ number }: { number: string }) {
  const can = useCan();
  const phone = useQuery(handsetQuery(number));
  const lines: Line[] = [
    ...(phone.data?.got ?? []).map((one) => ({ id: one.messageId, body: one.body, at: one.arrivedAt, with: one.from ?? '', mine: false })),
    ...(phone.data?.wrote ?? []).map((one) => ({ id: one.messageId, body: one.body, at: one.queuedAt, with: one.to, mine: true })),
  ].sort((a, b) => a.at.localeCompare(b.at));
  return (
    <section className={classes.phone} aria-label={t('handsets.phone', { number })}>
      <header className={classes.bar}>
        <span className={classes.ear} aria-hidden="true" />
        <h2 className="tuma-ltr">{number}</h2>
      </header>
      <Loaded query={phone} waiting={<div className={classes.log}><Lines count={3} height={32} /></div>}>
        {() => <Log lines={lines} />}
      </Loaded>
      {can('messages:send') && <Write number={number} last={lines.findLast((one) => one.with)?.with ?? SHORTCODE} />}
    </section>
  );
}

function Log({ lines }: { lines: Line[] }) {
  const log = useRef<HTMLDivElement>(null);
  const newest = lines.at(-1)?.id;
  useEffect(() => {
    log.current?.scrollTo({ top: log.current.scrollHeight });
  }, [newest]);
  return (
    <div ref={log} className={classes.log} role="log" aria-label={t('handsets.messages')} tabIndex={0}>
      {lines.map((one) => (
        <div key={one.id} className={classes.bubble} data-mine={one.mine ? '' : undefined}>
          <p dir="auto">{one.body}</p>
          <span><bdi>{one.with || t('handsets.unnamed')}</bdi> · {clock(one.at)}</span>
        </div>
      ))}
    </div>
  );
}

function Write({ number, last }: { number: string; last: string }) {
  const [body, setBody] = useState('');
  const [to, setTo] = useState<string | null>(null);
  const cache = useQueryClient();
  const address = to ?? last;
  const write = useMutation({
    mutationFn: () => answer(api.POST('/api/sms/handsets/{number}/text', { params: { path: { number } }, body: { to: address, body } })),
    onSuccess: () => {
      setBody('');
      void cache.invalidateQueries({ queryKey: ['inbox'] });
      return cache.invalidateQueries({ queryKey: ['handset', number] });
    },
  });
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (body.trim() && !write.isPending) write.mutate();
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    submit();
  };
  const faults = faultsOf(write.error);
  return (
    <form noValidate className={classes.write} onSubmit={submit}>
      <Refused error={write.error} fields={['to', 'body']} />
      <TextInput size="xs" label={t('handsets.to')} dir="ltr" value={address} error={faults.to} onChange={(event) => setTo(event.currentTarget.value)} />
      <div className={classes.line}>
        <Textarea className={classes.area} autosize minRows={1} maxRows={4} dir="auto" aria-label={t('handsets.write')} placeholder={t('handsets.write')}
          value={body} error={faults.body} onChange={(event) => setBody(event.currentTarget.value)} onKeyDown={keys} />
        <ActionIcon type="submit" size={36} radius="xl" loading={write.isPending} aria-label={t('inbox.send')}><IconSend size={17} className="tuma-turn" /></ActionIcon>
      </div>
    </form>
  );
}
