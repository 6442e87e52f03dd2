// A route's form: when it holds, where it goes, in which order.
import { Button, Checkbox, Group, NativeSelect, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';

import { faultAt, faultsOf } from '../../api/error';
import type { MessageClass, Provider, Route, RouteOrder } from '../../api/schema';
import { useCan } from '../../api/session';
import { t, word } from '../../i18n/t';
import { Refused } from '../../parts/Refused';
import { done } from '../../parts/Toaster';
import { saveRoute, useAgain } from './queries';
import { RemoveRoute } from './RemoveRoute';
import { requestOf, wordsOf } from './rule';
import { Ways } from './Ways';

const CLASSES: MessageClass[] = ['otp', 'transactional', 'promotional'];
const ORDERS: RouteOrder[] = ['listed', 'weighted', 'leastCost'];
const CONDITIONS = ['countries', 'prefixes', 'senders', 'categories'] as const;
const FIELDS = /^(name|rank|countries|prefixes|senders|categories|classes|providers|order)/;

interface RouteFormProps {
  route?: Route;
  providers: Provider[];
  onDone: () => void;
}

export function RouteForm({ route, providers, onDone }: RouteFormProps) {
  const can = useCan();
  const again = useAgain();
  const [words, setWords] = useState(() => wordsOf(route));
  const save = useMutation({
    mutationFn: () => saveRoute(requestOf(words), route?.routeId),
    onSuccess: async () => {
      done(t('saved'));
      onDone();
      await again();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const writes = can('providers:write');
  return (
    <form noValidate onSubmit={submit}>
      <Stack>
        <Refused error={save.error} fields={Object.keys(faultsOf(save.error)).filter((field) => FIELDS.test(field))} />
        <fieldset disabled={!writes} className="tuma-fields">
          <TextInput label={t('routes.name')} withAsterisk dir="auto" value={words.name} error={faultAt(save.error, 'name')}
            onChange={(event) => setWords({ ...words, name: event.currentTarget.value })} />
          <div>
            <Text fw={600}>{t('routes.when')}</Text>
            <Text size="xs" c="dimmed">{t('routes.whenText')}</Text>
          </div>
          {CONDITIONS.map((one) => (
            <TextInput key={one} label={t(`routes.${one}`)} placeholder={t(`routes.hint.${one}`)} dir="ltr" autoComplete="off" value={words[one]}
              error={faultAt(save.error, one)} onChange={(event) => setWords({ ...words, [one]: event.currentTarget.value })} />
          ))}
          <Checkbox.Group label={t('message.class')} value={words.classes} error={faultAt(save.error, 'classes')}
            onChange={(classes) => setWords({ ...words, classes: classes as MessageClass[] })}>
            <Group mt="xs">{CLASSES.map((one) => <Checkbox key={one} value={one} label={word('class', one)} />)}</Group>
          </Checkbox.Group>
          <Ways ways={words.ways} weighted={words.order === 'weighted'} providers={providers} error={save.error}
            onChange={(ways) => setWords({ ...words, ways })} />
          <NativeSelect label={t('routes.order')} value={words.order} error={faultAt(save.error, 'order')}
            onChange={(event) => setWords({ ...words, order: event.currentTarget.value as RouteOrder })}
            data={ORDERS.map((one) => ({ value: one, label: t(`routes.by.${one}`) }))} />
          <Switch label={t('routes.sticky')} checked={words.sticky} onChange={(event) => setWords({ ...words, sticky: event.currentTarget.checked })} />
          <Switch label={t('providers.active')} checked={words.active} onChange={(event) => setWords({ ...words, active: event.currentTarget.checked })} />
        </fieldset>
        {writes && <Group justify="flex-end"><Button type="submit" loading={save.isPending}>{route ? t('save') : t('routes.create')}</Button></Group>}
        {writes && route && <RemoveRoute route={route} onGone={onDone} />}
      </Stack>
    </form>
  );
}
