// A webhook's settings: its form, a new secret, and its end.
import { Button, Group, NativeSelect, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';

import type { Webhook, WebhookWithSecret } from '../../api/schema';
import { t } from '../../i18n/t';
import { Confirm } from '../../parts/Confirm';
import { done, wentWrong } from '../../parts/Toaster';
import { nameOf, removeWebhook, rotateSecret, useAgain, webhooksQuery } from './queries';
import { WebhookForm } from './WebhookForm';
import classes from './Webhooks.module.css';

const DAY = 86_400;

interface WebhookSettingsProps {
  webhook: Webhook;
  onSecret: (made: WebhookWithSecret) => void;
}

export function WebhookSettings({ webhook, onSecret }: WebhookSettingsProps) {
  return (
    <section className={`tuma-card ${classes.settings}`} aria-label={t('hooks.settings')}>
      <WebhookForm webhook={webhook} />
      <Rotate webhook={webhook} onSecret={onSecret} />
      <Remove webhook={webhook} />
    </section>
  );
}

function Rotate({ webhook, onSecret }: WebhookSettingsProps) {
  const again = useAgain();
  const [overlap, setOverlap] = useState(String(DAY));
  const rotate = useMutation({
    mutationFn: () => rotateSecret(webhook.webhookId, Number(overlap)),
    onSuccess: (made) => { void again(); onSecret(made); },
    onError: wentWrong,
  });
  return (
    <div className={classes.part}>
      <h3>{t('hooks.secret')}</h3>
      <Text size="sm" c="dimmed">{t('hooks.rotateText')}</Text>
      <Group align="flex-end">
        <NativeSelect label={t('keys.overlap')} value={overlap} onChange={(event) => setOverlap(event.currentTarget.value)}
          data={[{ value: '0', label: t('keys.atOnce') }, { value: String(DAY), label: t('keys.afterDay') }, { value: String(7 * DAY), label: t('keys.afterWeek') }]} />
        <Button variant="default" loading={rotate.isPending} onClick={() => rotate.mutate()}>{t('keys.rotate')}</Button>
      </Group>
    </div>
  );
}

function Remove({ webhook }: { webhook: Webhook }) {
  const [asked, setAsked] = useState(false);
  const [, go] = useLocation();
  const cache = useQueryClient();
  const remove = async () => {
    await removeWebhook(webhook.webhookId);
    done(t('hooks.removed', { name: nameOf(webhook) }));
    go('/webhooks');
    await cache.invalidateQueries({ queryKey: webhooksQuery.queryKey });
  };
  return (
    <div className={classes.part}>
      <Group><Button variant="light" color="danger" onClick={() => setAsked(true)}>{t('hooks.remove')}</Button></Group>
      {asked && (
        <Confirm title={t('hooks.removeTitle', { name: nameOf(webhook) })} effect={t('hooks.removeEffect')} verb={t('hooks.remove')}
          act={remove} onClose={() => setAsked(false)} />
      )}
    </div>
  );
}
