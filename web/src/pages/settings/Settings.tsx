// What people decided about the organization: what it is, who sees numbers, how long messages are kept, who gets in, its
// units. Whoever may not change it reads it.
import { Tabs } from '@mantine/core';
import { IconAdjustments, IconLock, IconSitemap } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useLocation, useParams } from 'wouter';

import { useCan } from '../../api/session';
import { t } from '../../i18n/t';
import { Card } from '../../parts/Card';
import { Page } from '../../parts/Page';
import { Lines, Loaded } from '../../parts/States';
import { Standing } from '../usage/Standing';
import { General } from './General';
import { Networks } from './Networks';
import { Policy } from './Policy';
import { Privacy } from './Privacy';
import { settingsQuery } from './queries';
import { Read } from './Read';
import { Units } from './Units';

const TABS = ['general', 'access', 'units'];

export default function Settings() {
  const { tab } = useParams<{ tab?: string }>();
  const [, go] = useLocation();
  return (
    <Page title={t('nav.settings')} about={t('settings.about')} width="form">
      <Tabs value={tab && TABS.includes(tab) ? tab : 'general'} keepMounted={false}
        onChange={(next) => go(next === 'general' ? '/settings' : `/settings/${next}`, { replace: true })}>
        <Tabs.List mb="md">
          <Tabs.Tab value="general" leftSection={<IconAdjustments size={16} />}>{t('settings.general')}</Tabs.Tab>
          <Tabs.Tab value="access" leftSection={<IconLock size={16} />}>{t('settings.access')}</Tabs.Tab>
          <Tabs.Tab value="units" leftSection={<IconSitemap size={16} />}>{t('settings.units')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="general"><Own /></Tabs.Panel>
        <Tabs.Panel value="access"><Access /></Tabs.Panel>
        <Tabs.Panel value="units"><Units /></Tabs.Panel>
      </Tabs>
    </Page>
  );
}

function Own() {
  const can = useCan();
  const settings = useQuery(settingsQuery);
  return (
    <Loaded query={settings} waiting={<div className="tuma-card"><Lines count={6} height={26} /></div>}>
      {(data) => can('settings:write') ? (
        <div className="tuma-stack">
          <General settings={data} />
          <Privacy settings={data} />
        </div>
      ) : <Card title={t('settings.general')}><Read settings={data} /></Card>}
    </Loaded>
  );
}

function Access() {
  const can = useCan();
  return (
    <div className="tuma-stack">
      <Policy />
      {can('keys:read') && <Networks />}
      {can('messages:read') && <Standing />}
    </div>
  );
}
