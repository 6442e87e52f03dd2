// Paying in: the last top-ups, and the way to a payment where the server has one.
import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';

import { answer, api } from '../../api/client';
import { faultsOf } from '../../api/error';
import type { Balance } from '../../api/schema';
import { useCan } from '../../api/session';
import { exactTime, money } from '../../i18n/format';
import { t, word } from '../../i18n/t';
import { Card } from '../../parts/Card';
import { Pill, type Tone } from '../../parts/Pill';
import { Refused } from '../../parts/Refused';
import { Empty, Lines, Loaded } from '../../parts/States';
import classes from './Billing.module.css';
import { topUpsQuery } from './queries';

const TONES: Record<string, Tone> = { PAID: 'ok', PENDING: 'idle', FAILED: 'bad' };

export function TopUps({ balance }: { balance: Balance }) {
  const can = useCan();
  const list = useQuery(topUpsQuery);
  return (
    <Card title={t('billing.topUps')}>
      {can('billing:write') && balance.currency && <Pay currency={balance.currency} />}
      <Loaded query={list} waiting={<Lines count={3} />}>
        {({ topUps }) => topUps.length === 0 ? <Empty title={t('billing.noTopUps')} text={t('billing.noTopUpsText')} /> : (
          <ul className={classes.list}>
            {topUps.map((one) => (
              <li key={one.topUpId}>
                <span className={classes.words}>
                  <strong>{money({ amount: one.amount, currency: one.currency })}</strong>
                  <span className="tuma-meta">{exactTime(one.createdAt)} · <bdi>{one.note ?? one.reference ?? one.source}</bdi></span>
                </span>
                <Pill tone={TONES[one.status] ?? 'idle'}>{word('billing.topUp', one.status)}</Pill>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Card>
  );
}

function Pay({ currency }: { currency: string }) {
  const [amount, setAmount] = useState('');
  const pay = useMutation({
    mutationFn: () => answer(api.POST('/api/sms/balance/checkout', { body: { amount, currency, successUrl: `${location.origin}/billing` } })),
    onSuccess: ({ url }) => location.assign(url),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    pay.mutate();
  };
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="xs">
        <Refused error={pay.error} fields={['amount']} />
        <Group align="flex-end">
          <TextInput label={t('billing.amount', { currency })} inputMode="decimal" dir="ltr" value={amount} error={faultsOf(pay.error).amount}
            onChange={(event) => setAmount(event.currentTarget.value)} />
          <Button type="submit" loading={pay.isPending}>{t('billing.pay')}</Button>
        </Group>
      </Stack>
    </form>
  );
}
