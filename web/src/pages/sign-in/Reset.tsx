// A new password for whoever has the link of the mail; the token stands behind the # and never reaches a server's log.
import { Anchor, Button, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';

import { answer, api } from '../../api/client';
import { faultsOf } from '../../api/error';
import { t } from '../../i18n/t';
import { Refused } from '../../parts/Refused';

export function Reset({ token, onBack }: { token: string; onBack: () => void }) {
  const [password, setPassword] = useState('');
  const set = useMutation({ mutationFn: () => answer(api.POST('/api/auth/reset', { body: { token, password } })) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    set.mutate();
  };
  return (
    <form noValidate onSubmit={submit}>
      <Stack>
        {set.isSuccess ? <Text role="status">{t('reset.done')}</Text> : (
          <>
            <Text c="dimmed">{t('reset.text')}</Text>
            <Refused error={set.error} fields={['password']} />
            <PasswordInput label={t('profile.new')} description={t('profile.newHelp', { count: 10 })} autoComplete="new-password" dir="ltr" value={password}
              error={faultsOf(set.error).password} visibilityToggleButtonProps={{ 'aria-label': t('signIn.show') }}
              onChange={(event) => setPassword(event.currentTarget.value)} />
            <Button type="submit" fullWidth loading={set.isPending}>{t('reset.set')}</Button>
          </>
        )}
        <Anchor component="button" type="button" size="sm" onClick={onBack}>{t('forgot.back')}</Anchor>
      </Stack>
    </form>
  );
}
