// Who sees whole numbers, and how long messages are kept. What removes messages asks first.
import { Button, Group, NumberInput, Radio, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';

import { faultsOf } from '../../api/error';
import type { Privacy as PrivacyWord, Settings } from '../../api/schema';
import { t } from '../../i18n/t';
import { Card } from '../../parts/Card';
import { Confirm } from '../../parts/Confirm';
import { Refused } from '../../parts/Refused';
import { done } from '../../parts/Toaster';
import { changeSettings, useAgain } from './queries';

const WORDS: PrivacyWord[] = ['by_role', 'masked', 'shown'];

export function Privacy({ settings }: { settings: Settings }) {
  const again = useAgain();
  const [privacy, setPrivacy] = useState(settings.privacy);
  const [days, setDays] = useState<number | string>(settings.retentionDays || '');
  const [asked, setAsked] = useState(false);
  const wanted = days === '' ? 0 : Number(days);
  const removes = wanted > 0 && (settings.retentionDays === 0 || wanted < settings.retentionDays);
  const save = useMutation({
    mutationFn: () => changeSettings({ privacy, retentionDays: wanted }),
    onSuccess: async () => {
      done(t('saved'));
      await again();
    },
  });
  const faults = faultsOf(save.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (removes) setAsked(true);
    else save.mutate();
  };
  // A refusal is told in the form, under its field; the question has been answered.
  const remove = () => save.mutateAsync().catch(() => undefined);
  return (
    <Card title={t('settings.private')}>
      <form noValidate onSubmit={submit}>
        <Stack>
          <Refused error={save.error} fields={['privacy', 'retentionDays']} />
          <Radio.Group label={t('settings.privacy')} description={t('settings.privacyHelp')} value={privacy} error={faults.privacy}
            onChange={(next) => setPrivacy(next as PrivacyWord)}>
            <Stack gap="xs" mt="xs">
              {WORDS.map((one) => <Radio key={one} value={one} label={t(`privacy.${one}`)} description={t(`privacy.text.${one}`)} />)}
            </Stack>
          </Radio.Group>
          <NumberInput label={t('settings.retention')} description={t('settings.retentionHelp')} placeholder={t('settings.kept')} min={0} allowDecimal={false}
            allowNegative={false} suffix={` ${t('settings.daysWord')}`} value={days} error={faults.retentionDays} onChange={setDays} />
          <Group justify="flex-end"><Button type="submit" variant="default" loading={save.isPending}>{t('save')}</Button></Group>
        </Stack>
      </form>
      {asked && (
        <Confirm title={t('settings.removeTitle')} effect={t('settings.removeEffect', { count: wanted })} verb={t('settings.remove')}
          act={remove} onClose={() => setAsked(false)} />
      )}
    </Card>
  );
}
