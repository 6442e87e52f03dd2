// One setting of a kind, as the input that suits it. A credential that is kept is never shown, and stays when left empty.
import { NativeSelect, PasswordInput, Switch, Textarea, TextInput } from '@mantine/core';

import { t } from '../../i18n/t';
import type { Field } from './kinds';

interface SettingFieldProps {
  field: Field;
  value: string | boolean | undefined;
  error: string | undefined;
  /** Whether the server keeps a credential by this name. */
  kept: boolean;
  onChange: (value: string | boolean) => void;
}

export function SettingField({ field, value, error, kept, onChange }: SettingFieldProps) {
  const { label, kind, placeholder, required, choices } = field;
  if (kind === 'switch') {
    return <Switch mt="xl" label={label} checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} />;
  }
  const text = typeof value === 'string' ? value : '';
  if (kind === 'choice') {
    return (
      <NativeSelect label={label} value={text} error={error} onChange={(event) => onChange(event.currentTarget.value)}
        data={[{ value: '', label: t('providers.default') }, ...(choices ?? [])]} />
    );
  }
  if (kind === 'secret') {
    return (
      <PasswordInput label={label} value={text} error={error} withAsterisk={required && !kept} dir="ltr" autoComplete="off"
        placeholder={kept ? t('providers.kept') : undefined} visibilityToggleButtonProps={{ 'aria-label': t('signIn.show') }}
        onChange={(event) => onChange(event.currentTarget.value)} />
    );
  }
  if (kind === 'json') {
    return (
      <Textarea label={label} value={text} error={error} withAsterisk={required} autosize minRows={3} maxRows={12} dir="ltr" spellCheck={false}
        placeholder={placeholder} onChange={(event) => onChange(event.currentTarget.value)} />
    );
  }
  return (
    <TextInput label={label} value={text} error={error} withAsterisk={required} placeholder={placeholder} dir="ltr" autoComplete="off"
      inputMode={kind === 'number' ? 'numeric' : undefined} onChange={(event) => onChange(event.currentTarget.value)} />
  );
}
