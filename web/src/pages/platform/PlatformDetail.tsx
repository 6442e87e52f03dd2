// One of the platform's providers: who may use it, its settings, its end.
import { Button, Group, Stack, Tabs, Text } from '@mantine/core';
import { useState } from 'react';

import type { SharedProvider } from '../../api/schema';
import { useCan } from '../../api/session';
import { exactTime, money, number } from '../../i18n/format';
import { t } from '../../i18n/t';
import { Confirm } from '../../parts/Confirm';
import { Fact, Facts } from '../../parts/Fact';
import { Pill, StatePill } from '../../parts/Pill';
import { done } from '../../parts/Toaster';
import { ProviderForm } from '../providers/ProviderForm';
import { kindName } from '../providers/queries';
import { removePlatform, savePlatform, useAgain } from './queries';
import { Sharing } from './Sharing';

export function PlatformDetail({ provider, onGone }: { provider: SharedProvider; onGone: () => void }) {
  const can = useCan();
  const again = useAgain();
  const writes = can('system:providers');
  const saved = async () => {
    await again();
    done(t('saved'));
  };
  return (
    <Tabs defaultValue="state" keepMounted={false}>
      <Tabs.List mb="md">
        <Tabs.Tab value="state">{t('providers.state')}</Tabs.Tab>
        {writes && <Tabs.Tab value="sharing">{t('platform.sharing')}</Tabs.Tab>}
        {writes && <Tabs.Tab value="settings">{t('providers.settings')}</Tabs.Tab>}
      </Tabs.List>
      <Tabs.Panel value="state"><State provider={provider} /></Tabs.Panel>
      <Tabs.Panel value="sharing"><Sharing key={JSON.stringify(provider.sharedWith)} provider={provider} /></Tabs.Panel>
      <Tabs.Panel value="settings">
        <Stack gap="lg">
          <ProviderForm provider={provider} keep={savePlatform} onSaved={() => void saved()} />
          <Remove provider={provider} onGone={onGone} />
        </Stack>
      </Tabs.Panel>
    </Tabs>
  );
}

function State({ provider }: { provider: SharedProvider }) {
  const { health } = provider;
  return (
    <Stack>
      <Group justify="space-between">
        <Text fw={600}>{kindName(provider.kind)}</Text>
        {provider.active ? <StatePill state={health.status} /> : <Pill tone="warn">{t('providers.paused')}</Pill>}
      </Group>
      {health.reason && <Text size="sm"><bdi>{health.reason}</bdi></Text>}
      <Facts>
        {health.since && <Fact name={t('platform.since')}>{exactTime(health.since)}</Fact>}
        <Fact name={t('providers.price')}>{money(provider.pricePerSegment)}</Fact>
        <Fact name={t('providers.rank')}>{number(provider.rank)}</Fact>
        <Fact name={t('message.id')}><span className="tuma-mono tuma-ltr">{provider.providerId}</span></Fact>
      </Facts>
    </Stack>
  );
}

function Remove({ provider, onGone }: { provider: SharedProvider; onGone: () => void }) {
  const again = useAgain();
  const [asked, setAsked] = useState(false);
  const act = async () => {
    await removePlatform(provider.providerId);
    done(t('providers.removed', { name: provider.name }));
    onGone();
    await again();
  };
  return (
    <Group>
      <Button variant="light" color="danger" onClick={() => setAsked(true)}>{t('providers.remove')}</Button>
      {asked && (
        <Confirm title={t('providers.removeTitle', { name: provider.name })} effect={t('providers.removeEffect')} verb={t('providers.remove')} act={act}
          onClose={() => setAsked(false)} />
      )}
    </Group>
  );
}
