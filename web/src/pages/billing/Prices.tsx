// What a segment costs, by the beginning of the number, the provider and the class.
import { IconTag } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';

import type { PriceLine } from '../../api/schema';
import { date, money } from '../../i18n/format';
import { t, word } from '../../i18n/t';
import { Grid, type Column } from '../../parts/Grid';
import { Empty } from '../../parts/States';
import { pricesQuery } from './queries';

const columns = (): Column<PriceLine>[] => [
  { key: 'prefix', head: t('billing.prefix'), cell: (row) => <span className="tuma-ltr">{row.prefix ? `+${row.prefix}` : t('billing.every')}</span>, card: 'title' },
  { key: 'class', head: t('message.class'), cell: (row) => (row.class ? word('class', row.class) : t('billing.all')), card: 'meta' },
  { key: 'direction', head: t('messages.direction'), cell: (row) => (row.direction === 'INBOUND' ? t('messages.in') : t('messages.out')), wide: true, card: 'meta' },
  { key: 'from', head: t('billing.from'), cell: (row) => date(row.validFrom), card: 'meta' },
  { key: 'until', head: t('billing.until'), cell: (row) => (row.validUntil ? date(row.validUntil) : '–') },
  { key: 'price', head: t('providers.price'), cell: (row) => money(row.pricePerSegment), end: true, card: 'side' },
];

export function Prices() {
  const list = useQuery(pricesQuery);
  return (
    <Grid label={t('billing.prices')} columns={columns()} rows={list.data?.prices} keyOf={(row) => row.priceId} error={list.error}
      again={() => void list.refetch()} empty={<Empty icon={IconTag} title={t('billing.noPrices')} text={t('billing.noPricesText')} />} />
  );
}
