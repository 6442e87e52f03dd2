// Where an answer is written: measured while it is typed, sent from the address that the phone wrote to.
import { Button, Textarea } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type FormEvent, type KeyboardEvent } from 'react';

import { answer, api } from '../../api/client';
import { t } from '../../i18n/t';
import { Refused } from '../../parts/Refused';
import { Measure } from '../send/Measure';
import { usePreview } from '../send/preview';
import classes from './Thread.module.css';

export function Composer({ phone, from }: { phone: string; from: string | undefined }) {
  const [body, setBody] = useState('');
  const [gsm7Rewrite, setRewrite] = useState(false);
  const key = useRef(crypto.randomUUID());
  const cache = useQueryClient();
  const preview = usePreview({ body, from, gsm7Rewrite });
  const send = useMutation({
    mutationFn: () => answer(api.POST('/api/sms/send', {
      params: { header: { 'Idempotency-Key': key.current } },
      body: { to: phone, body, from, gsm7Rewrite },
    })),
    onSuccess: () => {
      key.current = crypto.randomUUID();
      setBody('');
      return cache.invalidateQueries({ queryKey: ['messages', 'thread', phone] });
    },
  });
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (body.trim() && !send.isPending) send.mutate();
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    submit();
  };
  return (
    <form noValidate className={classes.composer} onSubmit={submit}>
      <Refused error={send.error} fields={[]} />
      <div className={classes.write}>
        <Textarea className={classes.area} autosize minRows={1} maxRows={5} dir="auto" aria-label={t('inbox.write')} placeholder={t('inbox.write')}
          value={body} onChange={(event) => setBody(event.currentTarget.value)} onKeyDown={keys} />
        <Button type="submit" loading={send.isPending} rightSection={<IconSend size={16} className="tuma-turn" />}>{t('inbox.send')}</Button>
      </div>
      <Measure text={body} row={preview.data?.rows[0]} onRewrite={gsm7Rewrite ? undefined : () => setRewrite(true)} />
    </form>
  );
}
