// One provider: how it is, what caps it, a test, what to enter at the carrier, and its settings.
import { Button, Group, Tabs, Text } from '@mantine/core';
import { useState } from 'react';

import { answer, api } from '../../api/client';
import type { Provider } from '../../api/schema';
import { useCan } from '../../api/session';
import { exactTime, money } from '../../i18n/format';
import { t } from '../../i18n/t';
import { Confirm } from '../../parts/Confirm';
import { Copy } from '../../parts/Copy';
import { Fact, Facts } from '../../parts/Fact';
import { Pill, StatePill } from '../../parts/Pill';
import { done } from '../../parts/Toaster';
import { Ceiling } from './Ceiling';
import { History } from './History';
import classes from './ProviderDetail.module.css';
import { ProviderForm } from './ProviderForm';
import { kindName, useAgain } from './queries';
import { TestProvider } from './TestProvider';

export function ProviderDetail({ provider, onGone }: { provider: Provider; onGone: () => void }) {
  const can = useCan();
  const editable = can('providers:write') && !provider.shared;
  return (
    <Tabs defaultValue="state" keepMounted={false}>
      <Tabs.List mb="md">
        <Tabs.Tab value="state">{t('providers.state')}</Tabs.Tab>
        {can('providers:write') && <Tabs.Tab value="test">{t('providers.test')}</Tabs.Tab>}
        {editable && <Tabs.Tab value="settings">{t('providers.settings')}</Tabs.Tab>}
      </Tabs.List>
      <Tabs.Panel value="state"><State provider={provider} /></Tabs.Panel>
      <Tabs.Panel value="test"><TestProvider provider={provider} /></Tabs.Panel>
      <Tabs.Panel value="settings">
        <ProviderForm provider={provider} onSaved={() => done(t('saved'))} />
        <Remove provider={provider} onGone={onGone} />
      </Tabs.Panel>
    </Tabs>
  );
}

function State({ provider }: { provider: Provider }) {
  const { health } = provider;
  return (
    <div className={classes.state}>
      <div className={classes.head}>
        <div>
          <Text fw={600}>{kindName(provider.kind)}</Text>
          {health.since && <Text size="xs" c="dimmed">{t('providers.since', { at: exactTime(health.since) })}</Text>}
        </div>
        <Group gap="xs">
          {provider.shared && <Pill tone="idle">{t('providers.shared')}</Pill>}
          {provider.active ? <StatePill state={health.status} /> : <Pill tone="warn">{t('providers.paused')}</Pill>}
        </Group>
      </div>
      {health.reason && <Text size="sm"><bdi>{health.reason}</bdi></Text>}
      <Ceiling providerId={provider.providerId} />
      <Facts>
        <Fact name={t('providers.price')}>{money(provider.pricePerSegment)}</Fact>
        <Fact name={t('providers.reports')}>{provider.reports ? t('yes') : t('no')}</Fact>
        <Fact name={t('message.id')}><span className="tuma-mono tuma-ltr">{provider.providerId}</span></Fact>
      </Facts>
      <History providerId={provider.providerId} />
      {(provider.webhookUrl ?? provider.webhookPath) && (
        <section aria-label={t('providers.webhook')}>
          <Text fw={600} mb={4}>{t('providers.webhook')}</Text>
          <Copy value={provider.webhookUrl ?? provider.webhookPath ?? ''} label={t('copy')} />
          <Text size="xs" c="dimmed" mt={4}>{t('providers.webhookHelp')}</Text>
        </section>
      )}
    </div>
  );
}

function Remove({ provider, onGone }: { provider: Provider; onGone: () => void }) {
  const [asked, setAsked] = useState(false);
  const again = useAgain();
  const remove = async () => {
    await answer(api.DELETE('/api/sms/providers/{providerId}', { params: { path: { providerId: provider.providerId } } }));
    await again();
    done(t('providers.removed', { name: provider.name }));
    onGone();
  };
  return (
    <div className={classes.danger}>
      <Button variant="light" color="danger" onClick={() => setAsked(true)}>{t('providers.remove')}</Button>
      {asked && (
        <Confirm title={t('providers.removeTitle', { name: provider.name })} effect={t('providers.removeEffect')} verb={t('providers.remove')}
          act={remove} onClose={() => setAsked(false)} />
      )}
    </div>
  );
}
