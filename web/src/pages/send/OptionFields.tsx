// The fields of the shared options: class, sender, time.
import { NativeSelect, SimpleGrid, Switch, TextInput } from '@mantine/core';

import { t } from '../../i18n/t';
import type { MessageClass } from '../../api/schema';
import { classChoices, type Options } from './options';

interface OptionFieldsProps {
  options: Options;
  onChange: (next: Options) => void;
  faults: Record<string, string>;
}

export function OptionFields({ options, onChange, faults }: OptionFieldsProps) {
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <NativeSelect label={t('message.class')} value={options.class} data={classChoices()} error={faults.class}
          onChange={(event) => onChange({ ...options, class: event.currentTarget.value as MessageClass })} />
        <TextInput label={t('send.sender')} placeholder={t('send.senderHint')} value={options.from} error={faults.from}
          onChange={(event) => onChange({ ...options, from: event.currentTarget.value })} />
        <TextInput label={t('send.at')} description={t('send.atHelp')} type="datetime-local" value={options.scheduledAt}
          error={faults.scheduledAt} onChange={(event) => onChange({ ...options, scheduledAt: event.currentTarget.value })} />
      </SimpleGrid>
      <Switch label={t('send.rewrite')} checked={options.gsm7Rewrite}
        onChange={(event) => onChange({ ...options, gsm7Rewrite: event.currentTarget.checked })} />
    </>
  );
}
