// Tells again what fits: call by call, as far as each one looks, with a count of what waits by now.
import { Button, Checkbox, Group, Modal, Progress, SimpleGrid, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useEffect, useRef, useState, type FormEvent } from 'react';

import { faultsOf } from '../../api/error';
import { t } from '../../i18n/t';
import { Refused } from '../../parts/Refused';
import { eventName, EVENTS, useAgain } from './queries';
import { replayAll, requestOf, type ReplayDraft } from './replayAll';

const FIELDS = ['from', 'until'];

export function Replay({ webhookId, onClose }: { webhookId: string | null; onClose: () => void }) {
  const [draft, setDraft] = useState<ReplayDraft>({ from: '', until: '', failedOnly: true, events: [] });
  const [state, setState] = useState<'asking' | 'running' | 'over'>('asking');
  const [told, setTold] = useState(0);
  const [error, setError] = useState<unknown>(null);
  const stop = useRef(false);
  const again = useAgain();
  useEffect(() => () => { stop.current = true; }, []);
  const put = (change: Partial<ReplayDraft>) => setDraft({ ...draft, ...change });
  const run = async (event: FormEvent) => {
    event.preventDefault();
    setState('running');
    setError(null);
    try {
      await replayAll(webhookId, requestOf(draft), setTold, () => stop.current);
      setState('over');
    } catch (cause) {
      setError(cause);
      setState('asking');
    }
    void again();
  };
  const faults = faultsOf(error);
  const kinds = EVENTS.filter((one) => !one.endsWith('*') && (webhookId || one.startsWith('message.')));
  return (
    <Modal opened onClose={onClose} size="lg" title={<Text fw={650} size="lg" component="span">{t('hooks.replayMany')}</Text>}
      closeButtonProps={{ 'aria-label': t('close') }}>
      <form noValidate onSubmit={(event) => void run(event)}>
        <Stack>
          <Text size="sm" c="dimmed">{t('hooks.replayText')}</Text>
          <Refused error={error} fields={FIELDS} />
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <TextInput type="date" label={t('messages.from')} value={draft.from} error={faults.from} onChange={(event) => put({ from: event.currentTarget.value })} />
            <TextInput type="date" label={t('messages.to')} value={draft.until} error={faults.until} onChange={(event) => put({ until: event.currentTarget.value })} />
          </SimpleGrid>
          <Switch label={t('hooks.failedOnly')} description={t('hooks.failedOnlyHelp')} checked={draft.failedOnly}
            onChange={(event) => put({ failedOnly: event.currentTarget.checked })} />
          <Checkbox.Group label={t('hooks.onlyEvents')} description={t('hooks.onlyEventsHelp')} value={draft.events} onChange={(events) => put({ events })}>
            <SimpleGrid cols={{ base: 1, sm: 2 }} mt={6} spacing="xs">
              {kinds.map((one) => <Checkbox key={one} value={one} label={eventName(one)} />)}
            </SimpleGrid>
          </Checkbox.Group>
          <div role="status">
            {state !== 'asking' && (
              <Stack gap={6}>
                <Progress value={100} animated={state === 'running'} aria-label={t('hooks.replayProgress')} />
                <Text size="sm">{t(state === 'over' ? 'hooks.replayOver' : 'hooks.replayRunning', { count: told })}</Text>
              </Stack>
            )}
          </div>
          <Group justify="flex-end">
            {state === 'over' ? <Button onClick={onClose}>{t('close')}</Button> : (
              <>
                <Button variant="default" onClick={onClose}>{t(state === 'running' ? 'hooks.replayStop' : 'close')}</Button>
                <Button type="submit" loading={state === 'running'}>{t('hooks.replayGo')}</Button>
              </>
            )}
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
