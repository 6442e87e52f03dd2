// Every movement of money, newest first.
import { NativeSelect } from '@mantine/core';
import { IconReceipt } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import type { LedgerEntry } from '../../api/schema';
import { exactTime, money, number } from '../../i18n/format';
import { t, word } from '../../i18n/t';
import { Grid, type Column } from '../../parts/Grid';
import { usePages } from '../../parts/pages';
import { Empty } from '../../parts/States';
import { KINDS, ledgerQuery } from './queries';

export function Ledger() {
  const [kind, setKind] = useState('');
  const pages = usePages(kind);
  const list = useQuery(ledgerQuery(kind, pages.cursor));
  const currency = list.data?.currency ?? 'XXX';
  const columns: Column<LedgerEntry>[] = [
    { key: 'at', head: t('messages.time'), cell: (row) => exactTime(row.at), card: 'meta' },
    { key: 'kind', head: t('billing.kind'), cell: (row) => word('billing.is', row.kind), card: 'title' },
    { key: 'note', head: t('billing.note'), cell: (row) => <bdi>{row.note ?? row.batchId ?? row.topUpId ?? ''}</bdi>, wide: true, card: 'body' },
    { key: 'messages', head: t('nav.messages'), cell: (row) => number(row.messages), end: true },
    { key: 'spent', head: t('billing.spent'), cell: (row) => money({ amount: row.movement.spent, currency }), end: true },
    { key: 'available', head: t('billing.available'), cell: (row) => money({ amount: row.movement.available, currency }), end: true, card: 'side' },
  ];
  return (
    <Grid label={t('billing.ledger')} columns={columns} rows={list.data?.entries} keyOf={(row) => row.entryId} error={list.error}
      again={() => void list.refetch()} busy={list.isPlaceholderData} pages={pages} nextCursor={list.data?.nextCursor}
      tools={<NativeSelect label={t('billing.kind')} value={kind} onChange={(event) => setKind(event.currentTarget.value)}
        data={[{ value: '', label: t('billing.all') }, ...KINDS.map((value) => ({ value, label: word('billing.is', value) }))]} />}
      empty={<Empty icon={IconReceipt} title={t('billing.noEntries')} text={t('billing.noEntriesText')} />} />
  );
}
