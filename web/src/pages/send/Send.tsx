// Sending: one message and its way to the phone, or one text to many from a list or a file.
import { Tabs } from '@mantine/core';
import { IconFileSpreadsheet, IconMessage } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useSearchParams } from 'wouter';

import { t } from '../../i18n/t';
import { Page } from '../../parts/Page';
import { Lines } from '../../parts/States';
import { Single } from './Single';

const Bulk = lazy(() => import('./Bulk'));

export default function Send() {
  const [search, setSearch] = useSearchParams();
  const tab = search.get('to') === null && search.get('many') !== null ? 'many' : 'one';
  return (
    <Page title={t('nav.send')} about={t('send.about')} width="wizard">
      <Tabs value={tab} onChange={(next) => setSearch(next === 'many' ? { many: '' } : {}, { replace: true })} keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="one" leftSection={<IconMessage size={16} />}>{t('send.one')}</Tabs.Tab>
          <Tabs.Tab value="many" leftSection={<IconFileSpreadsheet size={16} />}>{t('send.many')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="one"><Single to={search.get('to') ?? ''} body={search.get('body') ?? ''} /></Tabs.Panel>
        <Tabs.Panel value="many">
          <Suspense fallback={<Lines />}><Bulk /></Suspense>
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
