// Limits a member to a unit, or gives it the whole organization again. Owners and administrators always have that.
import { Button, NativeSelect, SimpleGrid, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';

import { faultsOf } from '../../api/error';
import type { Unit, UnitMember } from '../../api/schema';
import { t } from '../../i18n/t';
import { Card } from '../../parts/Card';
import { Refused } from '../../parts/Refused';
import { done } from '../../parts/Toaster';
import { teamQuery } from '../team/queries';
import { limitMember, useUnitsAgain } from './queries';
import { placed } from './tree';

const WHOLE = ['owner', 'org_admin'];

export function LimitMember({ units, members }: { units: Unit[]; members: UnitMember[] }) {
  const team = useQuery(teamQuery);
  const again = useUnitsAgain();
  const [userId, setUser] = useState('');
  const [unitId, setUnit] = useState('');
  const save = useMutation({
    mutationFn: () => limitMember(userId, unitId || null),
    onSuccess: () => {
      done(t('saved'));
      return again();
    },
  });
  const people = team.data?.members.filter((one) => !WHOLE.includes(one.role)) ?? [];
  const choose = (next: string) => {
    setUser(next);
    setUnit(members.find((one) => one.userId === next)?.unitId ?? '');
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (userId) save.mutate();
  };
  const faults = faultsOf(save.error);
  return (
    <Card title={t('units.limit')}>
      <Text size="sm" c="dimmed">{people.length === 0 ? t('units.nobody') : t('units.limitText')}</Text>
      {people.length > 0 && (
        <form noValidate onSubmit={submit}>
          <Stack>
            <Refused error={save.error} fields={['userId', 'unitId']} />
            <SimpleGrid cols={{ base: 1, sm: 2 }}>
              <NativeSelect label={t('units.member')} value={userId} error={faults.userId} onChange={(event) => choose(event.currentTarget.value)}
                data={[{ value: '', label: t('units.choose') }, ...people.map((one) => ({ value: one.userId, label: one.name || one.email }))]} />
              <NativeSelect label={t('units.unit')} value={unitId} error={faults.unitId} onChange={(event) => setUnit(event.currentTarget.value)}
                data={[{ value: '', label: t('units.whole') }, ...placed(units).map((one) => ({ value: one.unit.unitId, label: `${'\u2003'.repeat(one.depth)}${one.unit.name}` }))]} />
            </SimpleGrid>
            <Button type="submit" variant="default" ms="auto" disabled={!userId} loading={save.isPending}>{t('save')}</Button>
          </Stack>
        </form>
      )}
    </Card>
  );
}
