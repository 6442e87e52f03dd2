// The second factor: set up with an app, its recovery codes once, taken away again with a code.
import { Button, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import { answer, api } from '../../api/client';
import { faultsOf } from '../../api/error';
import type { Enrolment } from '../../api/schema';
import { t } from '../../i18n/t';
import { Card } from '../../parts/Card';
import { Copy } from '../../parts/Copy';
import { Refused } from '../../parts/Refused';
import { Loaded } from '../../parts/States';

export function SecondFactor() {
  const cache = useQueryClient();
  const state = useQuery({ queryKey: ['second-factor'], queryFn: () => answer(api.GET('/api/auth/second-factor')) });
  const [codes, setCodes] = useState<string[]>([]);
  const again = async () => {
    await cache.invalidateQueries({ queryKey: ['second-factor'] });
    await cache.invalidateQueries({ queryKey: ['me'] });
  };
  const show = (next: string[]) => {
    setCodes(next);
    void again();
  };
  return (
    <Card title={t('factor.title')}>
      {codes.length > 0 && (
        <Stack gap="xs">
          <Text>{t('factor.codesText')}</Text>
          <Copy value={codes.join(' ')} label={t('copy')} />
          <Group justify="flex-end"><Button onClick={() => setCodes([])}>{t('keys.kept')}</Button></Group>
        </Stack>
      )}
      {codes.length === 0 && (
        <Loaded query={state}>
          {(data) => data.enrolled
            ? <Enrolled left={data.recoveryCodesLeft} onCodes={show} onGone={() => void again()} />
            : <Enrol onCodes={show} />}
        </Loaded>
      )}
    </Card>
  );
}

function Enrol({ onCodes }: { onCodes: (codes: string[]) => void }) {
  const [password, setPassword] = useState('');
  const begin = useMutation({ mutationFn: () => answer(api.POST('/api/auth/second-factor', { body: { password } })) });
  if (begin.data) return <Confirm enrolment={begin.data} onCodes={onCodes} />;
  return (
    <form noValidate onSubmit={(event) => { event.preventDefault(); begin.mutate(); }}>
      <Stack>
        <Text size="sm" c="dimmed">{t('factor.text')}</Text>
        <Refused error={begin.error} fields={['password']} />
        <PasswordInput label={t('profile.current')} autoComplete="current-password" dir="ltr" value={password} error={faultsOf(begin.error).password}
          visibilityToggleButtonProps={{ 'aria-label': t('signIn.show') }} onChange={(event) => setPassword(event.currentTarget.value)} />
        <Group justify="flex-end"><Button type="submit" variant="default" loading={begin.isPending}>{t('factor.begin')}</Button></Group>
      </Stack>
    </form>
  );
}

function Confirm({ enrolment, onCodes }: { enrolment: Enrolment; onCodes: (codes: string[]) => void }) {
  const [code, setCode] = useState('');
  const confirm = useMutation({
    mutationFn: () => answer(api.POST('/api/auth/second-factor/confirm', { body: { ticket: enrolment.ticket, code } })),
    onSuccess: ({ recoveryCodes }) => onCodes(recoveryCodes),
  });
  // The picture comes from the server as SVG; as a picture it can run nothing.
  const picture = `data:image/svg+xml;utf8,${encodeURIComponent(enrolment.qrSvg)}`;
  return (
    <form noValidate onSubmit={(event) => { event.preventDefault(); confirm.mutate(); }}>
      <Stack>
        <Text size="sm">{t('factor.scan')}</Text>
        <img src={picture} alt={t('factor.picture')} width={176} height={176} style={{ background: 'white', borderRadius: 8, padding: 8 }} />
        <Copy value={enrolment.secret} label={t('copy')} />
        <Refused error={confirm.error} fields={['code']} />
        <TextInput label={t('factor.code')} inputMode="numeric" autoComplete="one-time-code" dir="ltr" value={code} error={faultsOf(confirm.error).code}
          onChange={(event) => setCode(event.currentTarget.value)} />
        <Group justify="flex-end"><Button type="submit" loading={confirm.isPending}>{t('factor.confirm')}</Button></Group>
      </Stack>
    </form>
  );
}

function Enrolled({ left, onCodes, onGone }: { left: number; onCodes: (codes: string[]) => void; onGone: () => void }) {
  const [code, setCode] = useState('');
  const [password, setPassword] = useState('');
  const renew = useMutation({
    mutationFn: () => answer(api.POST('/api/auth/second-factor/recovery-codes', { body: { code } })),
    onSuccess: ({ recoveryCodes }) => onCodes(recoveryCodes),
  });
  const remove = useMutation({ mutationFn: () => answer(api.DELETE('/api/auth/second-factor', { body: { password, code } })), onSuccess: onGone });
  const faults = { ...faultsOf(renew.error), ...faultsOf(remove.error) };
  return (
    <Stack>
      <Text>{t('factor.on', { count: left })}</Text>
      <Refused error={renew.error ?? remove.error} fields={['code', 'password']} />
      <TextInput label={t('factor.code')} inputMode="numeric" autoComplete="one-time-code" dir="ltr" value={code} error={faults.code} onChange={(event) => setCode(event.currentTarget.value)} />
      <PasswordInput label={t('profile.current')} description={t('factor.passwordFor')} autoComplete="current-password" dir="ltr" value={password} error={faults.password}
        visibilityToggleButtonProps={{ 'aria-label': t('signIn.show') }} onChange={(event) => setPassword(event.currentTarget.value)} />
      <Group justify="space-between">
        <Button variant="light" color="danger" loading={remove.isPending} onClick={() => remove.mutate()}>{t('factor.remove')}</Button>
        <Button variant="default" loading={renew.isPending} onClick={() => renew.mutate()}>{t('factor.renew')}</Button>
      </Group>
    </Stack>
  );
}
