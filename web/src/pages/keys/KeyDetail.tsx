// One key: its use, its settings, a new secret for it, and its end.
import { Button, Group, NativeSelect, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';

import type { ApiKey, ApiKeyMade } from '../../api/schema';
import { useCan } from '../../api/session';
import { exactTime, number } from '../../i18n/format';
import { t } from '../../i18n/t';
import { Confirm } from '../../parts/Confirm';
import { Fact, Facts } from '../../parts/Fact';
import { done, wentWrong } from '../../parts/Toaster';
import { KeyForm } from './KeyForm';
import { revokeKey, rotateKey, useAgain } from './queries';

const DAY = 86_400;

export function KeyDetail({ apiKey, onMade }: { apiKey: ApiKey; onMade: (made: ApiKeyMade) => void }) {
  const can = useCan();
  const again = useAgain();
  const [asked, setAsked] = useState(false);
  const [overlap, setOverlap] = useState(String(DAY));
  const rotate = useMutation({
    mutationFn: () => rotateKey(apiKey.keyId, Number(overlap)),
    onSuccess: (made) => { void again(); onMade(made); },
    onError: wentWrong,
  });
  const changeable = can('keys:write') && apiKey.status === 'active';
  return (
    <Stack gap="lg">
      <Facts>
        <Fact name={t('keys.key')}><span className="tuma-mono tuma-ltr">{apiKey.prefix}…</span></Fact>
        <Fact name={t('keys.requests')}>{number(apiKey.requests)}</Fact>
        <Fact name={t('keys.used')}>{apiKey.lastUsedAt ? exactTime(apiKey.lastUsedAt) : t('keys.never')}</Fact>
        <Fact name={t('keys.createdAt')}>{exactTime(apiKey.createdAt)}</Fact>
        {apiKey.revokedAt && <Fact name={t('keys.revokedAt')}>{exactTime(apiKey.revokedAt)}</Fact>}
        {apiKey.previous && <Fact name={t('keys.previous')}>{exactTime(apiKey.previous.until)}</Fact>}
      </Facts>
      {changeable && <KeyForm apiKey={apiKey} onMade={onMade} onSaved={() => done(t('saved'))} />}
      {changeable && (
        <Group align="flex-end">
          <NativeSelect label={t('keys.overlap')} value={overlap} onChange={(event) => setOverlap(event.currentTarget.value)}
            data={[{ value: '0', label: t('keys.atOnce') }, { value: String(DAY), label: t('keys.afterDay') }, { value: String(7 * DAY), label: t('keys.afterWeek') }]} />
          <Button variant="default" loading={rotate.isPending} onClick={() => rotate.mutate()}>{t('keys.rotate')}</Button>
          <Button variant="light" color="danger" onClick={() => setAsked(true)}>{t('keys.revoke')}</Button>
        </Group>
      )}
      {asked && (
        <Confirm title={t('keys.revokeTitle', { name: apiKey.name })} effect={t('keys.revokeEffect')} verb={t('keys.revoke')}
          act={async () => { await revokeKey(apiKey.keyId); await again(); }} onClose={() => setAsked(false)} />
      )}
    </Stack>
  );
}
