// Switches a webhook on and off; off asks first, because what happens meanwhile is not kept.
import { Switch } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';

import type { Webhook } from '../../api/schema';
import { useCan } from '../../api/session';
import { t } from '../../i18n/t';
import { Confirm } from '../../parts/Confirm';
import { wentWrong } from '../../parts/Toaster';
import { changeWebhook, nameOf, useAgain } from './queries';

export function OnOff({ webhook }: { webhook: Webhook }) {
  const can = useCan();
  const again = useAgain();
  const [asked, setAsked] = useState(false);
  const put = async (active: boolean) => {
    await changeWebhook(webhook.webhookId, { active });
    await again();
  };
  const on = useMutation({ mutationFn: () => put(true), onError: wentWrong });
  if (!can('webhooks:write')) return null;
  return (
    <>
      <Switch label={t('hooks.active')} checked={webhook.active} disabled={on.isPending}
        onChange={(event) => (event.currentTarget.checked ? on.mutate() : setAsked(true))} />
      {asked && (
        <Confirm title={t('hooks.offTitle', { name: nameOf(webhook) })} effect={t('hooks.offEffect')} verb={t('hooks.off')}
          act={() => put(false)} onClose={() => setAsked(false)} />
      )}
    </>
  );
}
