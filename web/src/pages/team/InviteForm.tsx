// Invites somebody by mail, as something.
import { Button, Group, Modal, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';

import { faultsOf } from '../../api/error';
import { useCan } from '../../api/session';
import { t, word } from '../../i18n/t';
import { Refused } from '../../parts/Refused';
import { done } from '../../parts/Toaster';
import { invite, ROLES, useAgain } from './queries';

export function InviteForm({ onClose }: { onClose: () => void }) {
  const can = useCan();
  const again = useAgain();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState('operator');
  const send = useMutation({
    mutationFn: () => invite(email, role),
    onSuccess: async () => {
      done(t('team.invited', { email }));
      onClose();
      await again();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send.mutate();
  };
  const roles = ROLES.filter((one) => one !== 'owner' || can('owners:write'));
  return (
    <Modal opened onClose={onClose} title={<Text fw={650} size="lg" component="span">{t('team.invite')}</Text>} closeButtonProps={{ 'aria-label': t('close') }}>
      <form noValidate onSubmit={submit}>
        <Stack>
          <Refused error={send.error} fields={['email', 'role']} />
          <TextInput data-autofocus type="email" dir="ltr" label={t('signIn.email')} withAsterisk value={email} error={faultsOf(send.error).email}
            onChange={(event) => setEmail(event.currentTarget.value)} />
          <NativeSelect label={t('profile.role')} value={role} error={faultsOf(send.error).role} onChange={(event) => setRole(event.currentTarget.value)}
            data={roles.map((one) => ({ value: one, label: word('role', one) }))} />
          <Group justify="flex-end"><Button type="submit" loading={send.isPending}>{t('team.send')}</Button></Group>
        </Stack>
      </form>
    </Modal>
  );
}
