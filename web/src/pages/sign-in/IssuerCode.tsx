// Back from an issuer with a second factor: its code is still asked for.
import { Anchor, Button, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';

import { answer, api } from '../../api/client';
import { faultsOf } from '../../api/error';
import type { Me } from '../../api/schema';
import { t } from '../../i18n/t';
import { Refused } from '../../parts/Refused';

export function IssuerCode({ onIn, onBack }: { onIn: (me: Me) => void; onBack: () => void }) {
  const [code, setCode] = useState('');
  const enter = useMutation({
    mutationFn: () => answer(api.POST('/api/auth/issuers/code', { body: { code: code.trim() } })),
    onSuccess: onIn,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    enter.mutate();
  };
  return (
    <form noValidate onSubmit={submit}>
      <Stack>
        <Text c="dimmed">{t('issuer.codeText')}</Text>
        <Refused error={enter.error} fields={['code']} />
        <TextInput data-autofocus label={t('signIn.code')} description={t('signIn.codeHelp')} inputMode="numeric" autoComplete="one-time-code"
          dir="ltr" value={code} error={faultsOf(enter.error).code} onChange={(event) => setCode(event.currentTarget.value)} />
        <Button type="submit" fullWidth loading={enter.isPending}>{t('signIn.go')}</Button>
        <Anchor component="button" type="button" size="sm" onClick={onBack}>{t('forgot.back')}</Anchor>
      </Stack>
    </form>
  );
}
