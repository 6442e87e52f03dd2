// One message: who, what, how; measured while it is typed, followed to the phone once it is sent.
import { Button, Stack, Textarea, TextInput } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type FormEvent } from 'react';

import { answer, api } from '../../api/client';
import { faultsOf } from '../../api/error';
import { t } from '../../i18n/t';
import { Refused } from '../../parts/Refused';
import { Measure } from './Measure';
import { asked, NO_OPTIONS } from './options';
import { OptionFields } from './OptionFields';
import { usePreview } from './preview';
import { Progress } from './Progress';

const FIELDS = ['to', 'body', 'from', 'class', 'scheduledAt'];

export function Single({ to: firstTo, body: firstBody }: { to: string; body: string }) {
  const [to, setTo] = useState(firstTo);
  const [body, setBody] = useState(firstBody);
  const [options, setOptions] = useState(NO_OPTIONS);
  const key = useRef(crypto.randomUUID());
  const cache = useQueryClient();
  const preview = usePreview({ body, from: options.from.trim() || undefined, class: options.class, gsm7Rewrite: options.gsm7Rewrite });
  const send = useMutation({
    mutationFn: () => answer(api.POST('/api/sms/send', {
      params: { header: { 'Idempotency-Key': key.current } }, body: { to, body, ...asked(options) },
    })),
    onSuccess: () => {
      key.current = crypto.randomUUID();
      void cache.invalidateQueries({ queryKey: ['messages'] });
    },
    onError: (error) => {
      if (Object.keys(faultsOf(error)).length > 0) key.current = crypto.randomUUID();
    },
  });
  const wanted = { to: to.trim() ? '' : t('send.toWanted'), body: body.trim() ? '' : t('send.bodyWanted') };
  const [tried, setTried] = useState(false);
  const refused = faultsOf(send.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!wanted.to && !wanted.body && !send.isPending) send.mutate();
  };
  // The path answers another body in another shape; this one is ours.
  if (send.data && 'messageId' in send.data) {
    const another = () => { send.reset(); setTried(false); setBody(''); };
    return <Progress messageId={send.data.messageId} onAnother={another} />;
  }
  return (
    <form noValidate onSubmit={submit} className="tuma-card">
      <Stack>
        <Refused error={send.error} fields={FIELDS} />
        <TextInput label={t('send.to')} description={to.startsWith('msg_') ? t('send.toMessage') : t('send.toHelp')} type="tel" dir="ltr" autoComplete="off" value={to} withAsterisk
          error={(tried && wanted.to) || refused.to} onChange={(event) => setTo(event.currentTarget.value)} />
        <div>
          <Textarea label={t('send.body')} autosize minRows={3} maxRows={10} dir="auto" value={body} withAsterisk
            error={(tried && wanted.body) || refused.body} onChange={(event) => setBody(event.currentTarget.value)} />
          <Measure text={body} row={preview.data?.rows[0]}
            onRewrite={options.gsm7Rewrite ? undefined : () => setOptions({ ...options, gsm7Rewrite: true })} />
        </div>
        <OptionFields options={options} onChange={setOptions} faults={refused} />
        <Button type="submit" ms="auto" loading={send.isPending} leftSection={<IconSend size={16} />}>
          {options.scheduledAt ? t('send.schedule') : t('send.now')}
        </Button>
      </Stack>
    </form>
  );
}
