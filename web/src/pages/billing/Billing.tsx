// Money: what can be sent with, what moved it, how it is topped up, what a segment costs, statements as files.
import { SimpleGrid, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

import type { Balance } from '../../api/schema';
import { useCan } from '../../api/session';
import { money } from '../../i18n/format';
import { t } from '../../i18n/t';
import { Card } from '../../parts/Card';
import { Kpi } from '../../parts/Kpi';
import { Page } from '../../parts/Page';
import { Lines, Loaded } from '../../parts/States';
import { AlertForm } from './AlertForm';
import { Ledger } from './Ledger';
import { Prices } from './Prices';
import { balanceQuery } from './queries';
import { Statement } from './Statement';
import { TopUps } from './TopUps';

export default function Billing() {
  const balance = useQuery(balanceQuery);
  return (
    <Page title={t('nav.billing')} about={t('billing.about')}>
      <Loaded query={balance} waiting={<div className="tuma-card"><Lines count={3} /></div>}>{(data) => <Known balance={data} />}</Loaded>
    </Page>
  );
}

function Known({ balance }: { balance: Balance }) {
  const can = useCan();
  const { currency } = balance;
  const shown = (amount: string | null | undefined) => (currency && amount ? money({ amount, currency }) : '–');
  return (
    <>
      <SimpleGrid cols={{ base: 2, md: 4 }} spacing={{ base: 12, sm: 16 }}>
        <Kpi name={t('billing.available')} value={shown(balance.available)} about={balance.mode === 'unlimited' ? t('billing.unlimited') : balance.low ? t('billing.low') : t('billing.prepaid')} />
        <Kpi name={t('billing.reserved')} value={shown(balance.reserved)} about={t('billing.onTheWay')} />
        <Kpi name={t('billing.spent')} value={shown(balance.spent)} about={t('billing.ever')} />
        <Kpi name={t('billing.paidIn')} value={shown(balance.paidIn)} about={t('billing.ever')} />
      </SimpleGrid>
      <Tabs defaultValue="ledger" keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="ledger">{t('billing.ledger')}</Tabs.Tab>
          <Tabs.Tab value="topUps">{t('billing.topUps')}</Tabs.Tab>
          <Tabs.Tab value="prices">{t('billing.prices')}</Tabs.Tab>
          <Tabs.Tab value="statement">{t('billing.statement')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="ledger"><Ledger /></Tabs.Panel>
        <Tabs.Panel value="topUps">
          <SimpleGrid cols={{ base: 1, md: 2 }} style={{ alignItems: 'start' }}>
            <TopUps balance={balance} />
            {can('billing:write') && currency && <Card title={t('billing.alert')}><AlertForm balance={balance} /></Card>}
          </SimpleGrid>
        </Tabs.Panel>
        <Tabs.Panel value="prices"><Prices /></Tabs.Panel>
        <Tabs.Panel value="statement"><Statement /></Tabs.Panel>
      </Tabs>
    </>
  );
}
