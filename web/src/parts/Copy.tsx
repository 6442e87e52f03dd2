// A value to take away: shown whole, copied by one button, which says that it did.
import { ActionIcon, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';

import { t } from '../i18n/t';
import classes from './Copy.module.css';

export function Copy({ value, label }: { value: string; label: string }) {
  return (
    <div className={classes.copy}>
      <code className={classes.value} dir="ltr">{value}</code>
      <CopyIcon value={value} label={label} />
    </div>
  );
}

/** The button alone. */
export function CopyIcon({ value, label }: { value: string; label: string }) {
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <ActionIcon variant="subtle" color="gray" onClick={copy} aria-label={copied ? t('copied') : label} title={label}>
          {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
        </ActionIcon>
      )}
    </CopyButton>
  );
}
