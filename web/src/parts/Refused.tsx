// Above a form: what the server refused that belongs to none of the form's fields.
import { Alert } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';

import { ApiError, faultText, messageOf } from '../api/error';
import { t } from '../i18n/t';

export function Refused({ error, fields }: { error: unknown; fields: string[] }) {
  if (!error) return null;
  const details = error instanceof ApiError ? error.details : [];
  const others = details.filter((one) => !fields.includes(one.field));
  if (details.length > 0 && others.length === 0) return null;
  const unreachable = error instanceof ApiError && error.status === 0;
  return (
    <Alert color="danger" variant="light" icon={<IconAlertCircle size={18} />} role="alert">
      {unreachable ? t('state.unreachableText') : others.length ? null : messageOf(error)}
      {others.map((one) => (
        <div key={one.field}>
          <strong className="tuma-ltr">{one.field}</strong> {faultText(one)}
        </div>
      ))}
    </Alert>
  );
}
