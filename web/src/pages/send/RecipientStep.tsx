// The first step: paste numbers or give a file; what was read is shown, and what cannot be a number is named.
import { Button, Group, NativeSelect, SegmentedControl, SimpleGrid, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';

import { number } from '../../i18n/format';
import { language, t } from '../../i18n/t';
import type { Draft } from './Bulk';
import { Drop } from './Drop';
import { doubtful, fromFile, MAX_FILE_BYTES, MAX_PASTED, pasted } from './list';
import { Sample } from './Sample';

const REGIONS = ['KE', 'UG', 'TZ', 'RW', 'ET', 'NG', 'GH', 'ZA', 'PK', 'IN', 'BD', 'AE', 'GB', 'US'];

function regionChoices() {
  const names = new Intl.DisplayNames(language().locale, { type: 'region' });
  const named = REGIONS.map((code) => ({ value: code, label: names.of(code) ?? code }));
  return [{ value: '', label: t('bulk.ownRegion') }, ...named];
}

interface RecipientStepProps {
  draft: Draft;
  onChange: (next: Draft) => void;
  onNext: () => void;
}

export function RecipientStep({ draft, onChange, onNext }: RecipientStepProps) {
  const { recipients } = draft;
  const [way, setWay] = useState(recipients?.source.kind ?? 'file');
  const [text, setText] = useState(() => (recipients?.source.kind === 'pasted' ? recipients.rows.map((row) => row.phone).join('\n') : ''));
  const [fault, setFault] = useState('');
  const paste = (value: string) => {
    setText(value);
    setFault('');
    onChange({ ...draft, recipients: value.trim() ? pasted(value) : null });
  };
  const take = async (file: File) => {
    setFault('');
    if (file.size > MAX_FILE_BYTES) return setFault(t('bulk.tooLarge'));
    try {
      onChange({ ...draft, recipients: await fromFile(file) });
    } catch {
      setFault(t('bulk.unreadable'));
    }
  };
  const other = (next: string) => {
    setWay(next as 'file' | 'pasted');
    setText('');
    setFault('');
    onChange({ ...draft, recipients: null });
  };
  const tooMany = recipients?.source.kind === 'pasted' && recipients.rows.length > MAX_PASTED;
  const next = () => {
    if (!recipients || recipients.rows.length === 0) setFault(t('bulk.noneYet'));
    else if (tooMany) setFault(t('bulk.tooMany', { count: MAX_PASTED }));
    else onNext();
  };
  return (
    <Stack>
      <SegmentedControl value={way} onChange={other} aria-label={t('bulk.way')}
        data={[{ value: 'file', label: t('bulk.file') }, { value: 'pasted', label: t('bulk.paste') }]} />
      {way === 'file' ? <Drop onFile={(file) => void take(file)} error={fault} /> : (
        <Textarea label={t('bulk.numbers')} description={t('bulk.numbersHelp')} autosize minRows={5} maxRows={12} dir="ltr"
          value={text} onChange={(event) => paste(event.currentTarget.value)} error={fault} />
      )}
      {recipients && recipients.rows.length > 0 && <Read draft={draft} onChange={onChange} />}
      <Group justify="flex-end"><Button onClick={next}>{t('bulk.continue')}</Button></Group>
    </Stack>
  );
}

function Read({ draft, onChange }: { draft: Draft; onChange: (next: Draft) => void }) {
  const { recipients } = draft;
  if (!recipients) return null;
  const bad = doubtful(recipients);
  const { source } = recipients;
  return (
    <>
      <Group justify="space-between" role="status">
        <Text><strong><bdi>{source.kind === 'file' ? source.file.name : t('bulk.pasted')}</bdi></strong> · {t('bulk.rows', { count: recipients.rows.length })}</Text>
        {bad.length > 0 && <Text c="var(--tuma-warn-text)">{t('bulk.doubtful', { count: bad.length, rows: bad.slice(0, 3).map(({ row }) => number(row)).join(', ') })}</Text>}
      </Group>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {recipients.columns.length > 1 && (
          <NativeSelect label={t('bulk.column')} value={recipients.phoneColumn} data={recipients.columns} withAsterisk
            onChange={(event) => onChange({ ...draft, recipients: { ...recipients, phoneColumn: event.currentTarget.value } })} />
        )}
        <NativeSelect label={t('bulk.region')} value={draft.region} data={regionChoices()}
          onChange={(event) => onChange({ ...draft, region: event.currentTarget.value })} />
      </SimpleGrid>
      <Sample recipients={recipients} />
    </>
  );
}
