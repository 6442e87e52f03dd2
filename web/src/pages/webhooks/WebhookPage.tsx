// One webhook: how it fares, what it was told, a test, its settings.
import { Button, Tabs, Text } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';

import type { Webhook, WebhookWithSecret } from '../../api/schema';
import { useCan } from '../../api/session';
import { ago, exactTime, number } from '../../i18n/format';
import { t } from '../../i18n/t';
import { Fact, Facts } from '../../parts/Fact';
import { Page } from '../../parts/Page';
import { Lines, Loaded } from '../../parts/States';
import { Attempts } from './Attempts';
import { HealthPill } from './HealthPill';
import { leftToRight, nameOf, webhookQuery } from './queries';
import { OnOff } from './OnOff';
import { TestWebhook } from './TestWebhook';
import { WebhookSettings } from './WebhookSettings';
import classes from './Webhooks.module.css';

interface WebhookPageProps {
  webhookId: string;
  onSecret: (made: WebhookWithSecret) => void;
}

export const Back = () => (
  <Button variant="default" component={Link} href="/webhooks" leftSection={<IconArrowLeft size={16} className="tuma-turn" />}>{t('hooks.back')}</Button>
);

export function WebhookPage({ webhookId, onSecret }: WebhookPageProps) {
  const can = useCan();
  const found = useQuery(webhookQuery(webhookId));
  return (
    <Page title={found.data ? nameOf(found.data) : t('hooks.one')} about={found.data?.description ? leftToRight(found.data.url) : undefined} actions={<Back />}>
      <Loaded query={found} waiting={<section className="tuma-card"><Lines count={4} /></section>}>
        {(webhook) => (
          <>
            <State webhook={webhook} />
            <Tabs defaultValue="attempts" keepMounted={false}>
              <Tabs.List mb="md">
                <Tabs.Tab value="attempts">{t('hooks.attempts')}</Tabs.Tab>
                {can('webhooks:write') && <Tabs.Tab value="test">{t('hooks.test')}</Tabs.Tab>}
                {can('webhooks:write') && <Tabs.Tab value="settings">{t('hooks.settings')}</Tabs.Tab>}
              </Tabs.List>
              <Tabs.Panel value="attempts"><Attempts webhookId={webhookId} /></Tabs.Panel>
              <Tabs.Panel value="test"><TestWebhook webhookId={webhookId} /></Tabs.Panel>
              <Tabs.Panel value="settings"><WebhookSettings webhook={webhook} onSecret={onSecret} /></Tabs.Panel>
            </Tabs>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function State({ webhook }: { webhook: Webhook }) {
  const { health, backlog } = webhook;
  return (
    <section className="tuma-card" aria-label={t('hooks.state')}>
      <div className={classes.head}>
        <HealthPill webhook={webhook} />
        <OnOff webhook={webhook} />
      </div>
      {health.reason && <Text size="sm" mt="sm"><bdi>{health.reason}</bdi></Text>}
      <Text component="div" mt="md">
        <Facts>
          <Fact name={t('hooks.last')}>{webhook.lastTriggeredAt ? ago(webhook.lastTriggeredAt) : t('keys.never')}</Fact>
          <Fact name={t('hooks.lastTaken')}>{health.lastSuccessAt ? ago(health.lastSuccessAt) : t('keys.never')}</Fact>
          <Fact name={t('hooks.backlog')}>{backlog ? `${number(backlog.events)}${backlog.isMore ? '+' : ''}` : '–'}</Fact>
          <Fact name={t('hooks.fails')}>{number(webhook.consecutiveFails)}</Fact>
          {health.failingSince && <Fact name={t('hooks.failingSince')}>{exactTime(health.failingSince)}</Fact>}
          {webhook.rotatingUntil && <Fact name={t('hooks.rotating')}>{exactTime(webhook.rotatingUntil)}</Fact>}
        </Facts>
      </Text>
    </section>
  );
}
