// One sender ID: what it is for, what was decided and why, every step of it, and the way to ask again or give it up.
import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import type { Sender } from '../../api/schema';
import { useCan } from '../../api/session';
import { exactTime } from '../../i18n/format';
import { t, word } from '../../i18n/t';
import { Confirm } from '../../parts/Confirm';
import { Fact, Facts } from '../../parts/Fact';
import { Pill } from '../../parts/Pill';
import { done } from '../../parts/Toaster';
import { providersQuery } from '../providers/queries';
import { giveUp, TONES, useAgain } from './queries';
import { SenderForm } from './SenderForm';
import { Steps } from './Steps';

export function SenderDetail({ sender, onGone }: { sender: Sender; onGone: () => void }) {
  const can = useCan();
  const list = useQuery({ ...providersQuery, enabled: can('providers:read') && sender.providerIds.length > 0, refetchInterval: false });
  const nameOf = (id: string) => list.data?.providers.find((one) => one.providerId === id)?.name ?? id;
  return (
    <Stack gap="lg">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Text><bdi>{sender.purpose}</bdi></Text>
        <Pill tone={TONES[sender.status] ?? 'idle'}>{word('senders.is', sender.status)}</Pill>
      </Group>
      {sender.reason && <Alert color="danger" variant="light" title={t('senders.reason')}><bdi>{sender.reason}</bdi></Alert>}
      <Facts>
        <Fact name={t('senders.countries')}><bdi>{sender.countries.join(', ') || t('senders.everywhere')}</bdi></Fact>
        <Fact name={t('senders.providers')}><bdi>{sender.providerIds.map(nameOf).join(', ') || t('senders.everyProvider')}</bdi></Fact>
        <Fact name={t('senders.asked')}>{exactTime(sender.requestedAt)}</Fact>
        <Fact name={t('senders.decided')}>{sender.decidedAt ? exactTime(sender.decidedAt) : t('senders.notYet')}</Fact>
      </Facts>
      {can('audit:read') && <Steps senderId={sender.senderId} />}
      {can('senders:write') && sender.status === 'rejected' && <SenderForm key={sender.requestedAt} before={sender} onAsked={() => undefined} />}
      {can('senders:write') && <GiveUp sender={sender} onGone={onGone} />}
    </Stack>
  );
}

function GiveUp({ sender, onGone }: { sender: Sender; onGone: () => void }) {
  const [asked, setAsked] = useState(false);
  const again = useAgain();
  const act = async () => {
    await giveUp(sender.senderId);
    done(t('senders.gone', { sender: sender.sender }));
    onGone();
    await again();
  };
  return (
    <Group>
      <Button variant="light" color="danger" onClick={() => setAsked(true)}>{t('senders.giveUp')}</Button>
      {asked && (
        <Confirm title={t('senders.giveUpTitle', { sender: sender.sender })} effect={t('senders.giveUpEffect')} verb={t('senders.giveUp')}
          act={act} onClose={() => setAsked(false)} />
      )}
    </Group>
  );
}
