// An invitation: what it is for, and what is needed to take it up.
import { Anchor, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';

import { answer, api } from '../../api/client';
import { faultsOf } from '../../api/error';
import { t, word } from '../../i18n/t';
import { Refused } from '../../parts/Refused';
import { Lines, Loaded } from '../../parts/States';

export function Invited({ token, onBack }: { token: string; onBack: () => void }) {
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const look = useQuery({ queryKey: ['invitation', token], queryFn: () => answer(api.POST('/api/auth/invitation', { body: { token } })), retry: false });
  const fresh = look.data?.hasAccount === false;
  const accept = useMutation({
    mutationFn: () => answer(api.POST('/api/auth/invitation/accept', { body: fresh ? { token, name, password } : { token } })),
  });
  const faults = faultsOf(accept.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    accept.mutate();
  };
  return (
    <Stack>
      <Loaded query={look} waiting={<Lines count={3} />}>
        {(data) => accept.isSuccess ? <Text role="status">{t('invited.done', { organization: data.organization })}</Text> : (
          <form noValidate onSubmit={submit}>
            <Stack>
              <Text>{t('invited.text', { organization: data.organization, role: word('role', data.role) })}</Text>
              <Text c="dimmed" className="tuma-ltr">{data.email}</Text>
              <Refused error={accept.error} fields={['name', 'password']} />
              {fresh && (
                <>
                  <TextInput label={t('profile.name')} autoComplete="name" value={name} error={faults.name} onChange={(event) => setName(event.currentTarget.value)} />
                  <PasswordInput label={t('signIn.password')} description={t('profile.newHelp', { count: 10 })} autoComplete="new-password" dir="ltr" value={password}
                    error={faults.password} visibilityToggleButtonProps={{ 'aria-label': t('signIn.show') }} onChange={(event) => setPassword(event.currentTarget.value)} />
                </>
              )}
              <Button type="submit" fullWidth loading={accept.isPending}>{t('invited.accept')}</Button>
            </Stack>
          </form>
        )}
      </Loaded>
      <Anchor component="button" type="button" size="sm" onClick={onBack}>{t('forgot.back')}</Anchor>
    </Stack>
  );
}
