// The person: who they are here, their language and colours, their password.
import { Alert, Anchor, Button, NativeSelect, PasswordInput, SegmentedControl, Stack, Switch, Text, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconShieldLock } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useContext } from 'react';
import { Link } from 'wouter';

import { answer, api } from '../../api/client';
import { faultsOf } from '../../api/error';
import { useMe } from '../../api/session';
import { LanguageContext } from '../../i18n/context';
import { language, LANGUAGES, t, word, type Language } from '../../i18n/t';
import { Card } from '../../parts/Card';
import { Fact, Facts } from '../../parts/Fact';
import { Page } from '../../parts/Page';
import { Refused } from '../../parts/Refused';
import { done } from '../../parts/Toaster';
import { shortcutsAreOn, switchShortcuts } from '../../shell/shortcuts';
import { SecondFactor } from './SecondFactor';

export default function Profile() {
  const { user, organization, secondFactorMissing } = useMe();
  return (
    <Page title={t('nav.profile')} about={t('profile.about')} width="form">
      {secondFactorMissing && <Alert color="brand" variant="light" icon={<IconShieldLock size={18} />}>{t('factor.missing')}</Alert>}
      <Card title={t('profile.you')}>
        <Facts>
          <Fact name={t('profile.name')}><bdi>{user.name || '–'}</bdi></Fact>
          <Fact name={t('signIn.email')}><span className="tuma-ltr">{user.email}</span></Fact>
          {organization && <Fact name={t('profile.organization')}><bdi>{organization.name}</bdi></Fact>}
          {organization?.role && <Fact name={t('profile.role')}>{word('role', organization.role)}</Fact>}
          {user.systemAdministrator && <Fact name={t('profile.installation')}>{t('profile.administrator')}</Fact>}
        </Facts>
        <Anchor size="sm" component={Link} href="/sessions">{t('profile.sessions')}</Anchor>
      </Card>
      <Look />
      <SecondFactor />
      <Password />
    </Page>
  );
}

function Look() {
  const change = useContext(LanguageContext);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Card title={t('profile.look')}>
      <NativeSelect label={t('shell.language')} value={language().code}
        onChange={(event) => void change(event.currentTarget.value as Language)}
        data={LANGUAGES.map(({ code, name }) => ({ value: code, label: name }))} />
      <div>
        <Text fw={600} mb={4} id="scheme">{t('profile.scheme')}</Text>
        <SegmentedControl aria-labelledby="scheme" value={colorScheme} fullWidth
          onChange={(next) => setColorScheme(next as MantineColorScheme)}
          data={[
            { value: 'auto', label: t('profile.system') },
            { value: 'light', label: t('profile.light') },
            { value: 'dark', label: t('profile.dark') },
          ]} />
      </div>
      <Switch label={t('shortcuts.on')} description={t('shortcuts.text')} defaultChecked={shortcutsAreOn()}
        onChange={(event) => switchShortcuts(event.currentTarget.checked)} />
    </Card>
  );
}

const SHORTEST = 10;

function Password() {
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { currentPassword: '', newPassword: '', repeated: '' },
    validate: {
      currentPassword: (value) => (value ? null : t('signIn.passwordWanted')),
      newPassword: (value) => (value.length >= SHORTEST ? null : t('profile.tooShort', { count: SHORTEST })),
      repeated: (value, { newPassword }) => (value === newPassword ? null : t('profile.differs')),
    },
  });
  const change = useMutation({
    mutationFn: ({ currentPassword, newPassword }: typeof form.values) =>
      answer(api.POST('/api/auth/password', { body: { currentPassword, newPassword } })),
    onSuccess: () => {
      form.reset();
      done(t('profile.changed'));
    },
    onError: (error) => form.setErrors(faultsOf(error)),
  });
  const toggle = { 'aria-label': t('signIn.show') };
  return (
    <Card title={t('profile.password')}>
      <form noValidate onSubmit={form.onSubmit((values) => change.mutate(values))}>
        <Stack>
          <Refused error={change.error} fields={['currentPassword', 'newPassword']} />
          <PasswordInput label={t('profile.current')} autoComplete="current-password" dir="ltr" visibilityToggleButtonProps={toggle}
            {...form.getInputProps('currentPassword')} key={form.key('currentPassword')} />
          <PasswordInput label={t('profile.new')} description={t('profile.newHelp', { count: SHORTEST })} dir="ltr"
            autoComplete="new-password" visibilityToggleButtonProps={toggle}
            {...form.getInputProps('newPassword')} key={form.key('newPassword')} />
          <PasswordInput label={t('profile.repeat')} autoComplete="new-password" dir="ltr" visibilityToggleButtonProps={toggle}
            {...form.getInputProps('repeated')} key={form.key('repeated')} />
          <Button type="submit" ms="auto" loading={change.isPending}>{t('profile.change')}</Button>
        </Stack>
      </form>
    </Card>
  );
}
