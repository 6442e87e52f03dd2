// A forgotten password: a link by mail, whether there is an account or not.
import { Anchor, Button, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';

import { answer, api } from '../../api/client';
import { faultsOf } from '../../api/error';
import { t } from '../../i18n/t';
import { Refused } from '../../parts/Refused';

export function Forgot({ onBack }: { onBack: () => void }) {
  const [email, setEmail] = useState('');
  const ask = useMutation({ mutationFn: () => answer(api.POST('/api/auth/forgot', { body: { email } })) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask.mutate();
  };
  return (
    <form noValidate onSubmit={submit}>
      <Stack>
        {ask.isSuccess ? <Text role="status">{t('forgot.mailed', { email })}</Text> : (
          <>
            <Text c="dimmed">{t('forgot.text')}</Text>
            <Refused error={ask.error} fields={['email']} />
            <TextInput data-autofocus label={t('signIn.email')} type="email" autoComplete="username" dir="ltr" value={email} error={faultsOf(ask.error).email}
              onChange={(event) => setEmail(event.currentTarget.value)} />
            <Button type="submit" fullWidth loading={ask.isPending}>{t('forgot.send')}</Button>
          </>
        )}
        <Anchor component="button" type="button" size="sm" onClick={onBack}>{t('forgot.back')}</Anchor>
      </Stack>
    </form>
  );
}
