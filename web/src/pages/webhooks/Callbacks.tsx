// What single messages ask for with a callback URL: the organization's secret for it, and the log.
import { Button, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { answer, api } from '../../api/client';
import { useCan } from '../../api/session';
import { t } from '../../i18n/t';
import { Card } from '../../parts/Card';
import { Copy } from '../../parts/Copy';
import { Page } from '../../parts/Page';
import { Lines, Loaded } from '../../parts/States';
import { Attempts } from './Attempts';
import { Verify } from './Verify';
import { Back } from './WebhookPage';

export function Callbacks() {
  const can = useCan();
  return (
    <Page title={t('hooks.callbacks')} about={t('hooks.callbacksAbout')} actions={<Back />}>
      {can('providers:read') && <Secret />}
      <Attempts webhookId={null} />
    </Page>
  );
}

/** Fetched when it is asked for, and gone with the page. */
function Secret() {
  const [shown, setShown] = useState(false);
  const found = useQuery({
    queryKey: ['callback-secret'],
    queryFn: () => answer(api.GET('/api/sms/callback-secret')),
    enabled: shown,
    gcTime: 0,
  });
  return (
    <Card title={t('hooks.callbackSecret')}>
      <Stack>
        <Text size="sm" c="dimmed">{t('hooks.callbackSecretText')}</Text>
        {shown ? (
          <Loaded query={found} waiting={<Lines count={1} />}>
            {({ secret }) => (
              <>
                <Copy value={secret} label={t('copy')} />
                <Verify />
              </>
            )}
          </Loaded>
        ) : <div><Button variant="default" onClick={() => setShown(true)}>{t('hooks.showSecret')}</Button></div>}
      </Stack>
    </Card>
  );
}
