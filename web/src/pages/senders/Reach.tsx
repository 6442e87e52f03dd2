// Where a sender ID may be used: the countries of the numbers, and the providers that it is registered with.
import { Checkbox, Group, TextInput } from '@mantine/core';

import { faultAt } from '../../api/error';
import { t } from '../../i18n/t';

export interface ReachWords {
  /** As it is typed. */
  countries: string;
  providerIds: string[];
}

interface ReachProps {
  reach: ReachWords;
  /** The providers to choose from. */
  providers: { id: string; name: string }[];
  error: unknown;
  onChange: (next: ReachWords) => void;
}

export function Reach({ reach, providers, error, onChange }: ReachProps) {
  return (
    <>
      <TextInput label={t('senders.countries')} description={t('senders.countriesHelp')} placeholder="KE, UG" dir="ltr" autoComplete="off"
        value={reach.countries} error={faultAt(error, 'countries')}
        onChange={(event) => onChange({ ...reach, countries: event.currentTarget.value })} />
      {providers.length > 0 && (
        <Checkbox.Group label={t('senders.providers')} description={t('senders.providersHelp')} value={reach.providerIds}
          error={faultAt(error, 'providerIds')} onChange={(providerIds) => onChange({ ...reach, providerIds })}>
          <Group mt="xs" gap="md">
            {providers.map(({ id, name }) => <Checkbox key={id} value={id} label={<bdi>{name}</bdi>} />)}
          </Group>
        </Checkbox.Group>
      )}
    </>
  );
}
