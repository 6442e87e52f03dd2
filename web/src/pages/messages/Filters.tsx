// The filters of the messages: number, state, direction, days. They stand in the address, so that a view can be shared.
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconPhone, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useSearchParams } from 'wouter';

import { STATES } from '../../api/states';
import { t, word } from '../../i18n/t';
import classes from './Filters.module.css';
import type { Filter } from './queries';

const NAMES = ['phone', 'status', 'direction', 'from', 'to', 'batchId'] as const;
const DEBOUNCE_MS = 250;

export function filterOf(search: URLSearchParams): Filter {
  return Object.fromEntries(NAMES.flatMap((name) => (search.get(name) ? [[name, search.get(name)]] : [])));
}

export function Filters() {
  const [search, setSearch] = useSearchParams();
  const [phone, setPhone] = useState(search.get('phone') ?? '');
  const put = (name: string, value: string) =>
    setSearch((before) => {
      const next = new URLSearchParams(before);
      if (value) next.set(name, value);
      else next.delete(name);
      return next;
    }, { replace: true });
  const putPhone = useDebouncedCallback((value: string) => put('phone', value.trim()), DEBOUNCE_MS);
  const inAddress = search.get('phone') ?? '';
  useEffect(() => setPhone((typed) => (typed.trim() === inAddress ? typed : inAddress)), [inAddress]);
  const states = STATES.map((state) => ({ value: state, label: word('is', state) }));
  return (
    <div className={classes.filters} role="search">
      <TextInput className={classes.phone} label={t('messages.phone')} type="tel" dir="ltr" placeholder="+254712345678"
        leftSection={<IconPhone size={16} />} value={phone}
        onChange={(event) => { setPhone(event.currentTarget.value); putPhone(event.currentTarget.value); }} />
      <NativeSelect label={t('messages.status')} value={search.get('status') ?? ''}
        onChange={(event) => put('status', event.currentTarget.value)}
        data={[{ value: '', label: t('messages.anyStatus') }, ...states]} />
      <NativeSelect label={t('messages.direction')} value={search.get('direction') ?? ''}
        onChange={(event) => put('direction', event.currentTarget.value)}
        data={[
          { value: '', label: t('messages.both') },
          { value: 'OUTBOUND', label: t('messages.out') },
          { value: 'INBOUND', label: t('messages.in') },
        ]} />
      <TextInput label={t('messages.from')} type="date" value={search.get('from') ?? ''}
        onChange={(event) => put('from', event.currentTarget.value)} />
      <TextInput label={t('messages.to')} type="date" value={search.get('to') ?? ''}
        onChange={(event) => put('to', event.currentTarget.value)} />
      {search.size > 0 && (
        <Button variant="subtle" color="gray" leftSection={<IconX size={15} />} onClick={() => setSearch({}, { replace: true })}>
          {t('messages.clear')}
        </Button>
      )}
    </div>
  );
}
