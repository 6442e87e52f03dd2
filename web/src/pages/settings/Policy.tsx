// What the organization asks of its people before it lets them in.
import { Switch, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { answer, api } from '../../api/client';
import { useCan } from '../../api/session';
import { t } from '../../i18n/t';
import { Card } from '../../parts/Card';
import { Refused } from '../../parts/Refused';
import { Lines, Loaded } from '../../parts/States';

export function Policy() {
  const can = useCan();
  const cache = useQueryClient();
  const policy = useQuery({ queryKey: ['policy'], queryFn: () => answer(api.GET('/api/security/policy')) });
  const change = useMutation({
    mutationFn: (secondFactorRequired: boolean) => answer(api.PUT('/api/security/policy', { body: { secondFactorRequired } })),
    onSettled: () => cache.invalidateQueries({ queryKey: ['policy'] }),
  });
  return (
    <Card title={t('policy.title')}>
      <Text size="sm" c="dimmed">{t('policy.text')}</Text>
      <Refused error={change.error} fields={[]} />
      <Loaded query={policy} waiting={<Lines count={1} />}>
        {(data) => (
          <Switch label={t('policy.required')} checked={data.secondFactorRequired} disabled={!can('settings:write') || change.isPending}
            onChange={(event) => change.mutate(event.currentTarget.checked)} />
        )}
      </Loaded>
    </Card>
  );
}
