// The address, the password, and the code of a second factor once it is asked for; what the server says stands under the
// field that it names.
import { Anchor, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';

import { answer, api } from '../../api/client';
import { ApiError, faultsOf } from '../../api/error';
import type { Me } from '../../api/schema';
import { t } from '../../i18n/t';
import { Refused } from '../../parts/Refused';

interface SignInFormProps {
  email?: string;
  /** The organization to be in again. */
  organization?: string;
  onIn: (me: Me) => void;
  onForgot?: () => void;
}

const asksForCode = (error: unknown) => error instanceof ApiError && error.code === 'CODE_REQUIRED';

export function SignInForm({ email = '', organization, onIn, onForgot }: SignInFormProps) {
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { email, password: '', code: '' },
    validate: {
      email: (value) => (value.includes('@') ? null : t('signIn.emailWanted')),
      password: (value) => (value ? null : t('signIn.passwordWanted')),
    },
  });
  const enter = useMutation({
    mutationFn: ({ code, ...body }: { email: string; password: string; code: string }) =>
      answer(api.POST('/api/auth/sign-in', { body: { ...body, organization, code: code.trim() || undefined } })),
    onSuccess: onIn,
    onError: (error) => form.setErrors(faultsOf(error)),
  });
  const coded = asksForCode(enter.error) || form.getValues().code !== '';
  const firstAsked = asksForCode(enter.error) && !enter.variables?.code;
  return (
    <form noValidate onSubmit={form.onSubmit((values) => enter.mutate(values))}>
      <Stack>
        <Refused error={firstAsked ? null : enter.error} fields={['email', 'password', 'code']} />
        <TextInput label={t('signIn.email')} type="email" autoComplete="username" dir="ltr" readOnly={email !== ''}
          data-autofocus={email === '' || undefined} {...form.getInputProps('email')} key={form.key('email')} />
        <PasswordInput label={t('signIn.password')} autoComplete="current-password" dir="ltr"
          data-autofocus={email !== '' || undefined} visibilityToggleButtonProps={{ 'aria-label': t('signIn.show') }}
          {...form.getInputProps('password')} key={form.key('password')} />
        {coded && (
          <TextInput label={t('signIn.code')} description={t('signIn.codeHelp')} inputMode="numeric" autoComplete="one-time-code" dir="ltr"
            {...form.getInputProps('code')} error={firstAsked ? undefined : form.getInputProps('code').error} key={form.key('code')} />
        )}
        <Button type="submit" fullWidth loading={enter.isPending}>{t('signIn.go')}</Button>
        {onForgot && <Anchor component="button" type="button" size="sm" onClick={onForgot}>{t('forgot.link')}</Anchor>}
      </Stack>
    </form>
  );
}
