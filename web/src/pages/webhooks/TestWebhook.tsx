// Posts a sample now, and shows what came of it.
import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';

import { t } from '../../i18n/t';
import { Refused } from '../../parts/Refused';
import { OutcomePill } from './Attempt';
import { eventName, EVENTS, testWebhook, useAgain } from './queries';
import classes from './Webhooks.module.css';

export function TestWebhook({ webhookId }: { webhookId: string }) {
  const [event, setEvent] = useState('');
  const again = useAgain();
  const test = useMutation({ mutationFn: () => testWebhook(webhookId, event), onSettled: again });
  const came = test.data;
  const samples = EVENTS.filter((one) => !one.endsWith('*')).map((one) => ({ value: one, label: eventName(one) }));
  return (
    <section className="tuma-card" aria-label={t('hooks.test')}>
      <Stack>
        <Text size="sm" c="dimmed">{t('hooks.testText')}</Text>
        <Group align="flex-end">
          <NativeSelect label={t('hooks.sample')} value={event} onChange={(change) => setEvent(change.currentTarget.value)}
            data={[{ value: '', label: eventName('webhook.test') }, ...samples]} />
          <Button loading={test.isPending} onClick={() => test.mutate()}>{t('hooks.sendTest')}</Button>
        </Group>
        <Refused error={test.error} fields={[]} />
        {came && (
          <div className={classes.answer} role="status">
            <Group gap="sm">
              <OutcomePill delivery={came} />
              <Text size="sm">{came.httpStatus ? t('hooks.answered', { status: String(came.httpStatus) }) : <bdi>{came.error}</bdi>}</Text>
              <Text size="sm" c="dimmed">{t('timeline.ms', { count: came.latencyMs })}</Text>
            </Group>
            {came.responseBody && <pre className={classes.raw} tabIndex={0} dir="auto">{came.responseBody}</pre>}
          </div>
        )}
      </Stack>
    </section>
  );
}
