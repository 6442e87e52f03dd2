// All organizations of the installation, with what each has and may have; one in a drawer, a new one in a form.
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBuilding, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation, useParams } from 'wouter';

import type { Organization } from '../../api/schema';
import { useCan } from '../../api/session';
import { date, number } from '../../i18n/format';
import { t } from '../../i18n/t';
import { Grid, type Column } from '../../parts/Grid';
import { Page } from '../../parts/Page';
import { usePages } from '../../parts/pages';
import { Pill } from '../../parts/Pill';
import { Side } from '../../parts/Side';
import { Empty, Loaded } from '../../parts/States';
import { MakeOrganization } from './MakeOrganization';
import { OrganizationDetail } from './OrganizationDetail';
import { organizationQuery, organizationsQuery } from './queries';

const of = (has: number, most: number | null | undefined) => (typeof most === 'number' ? `${number(has)} / ${number(most)}` : number(has));

const columns = (): Column<Organization>[] => [
  { key: 'name', head: t('settings.name'), cell: (row) => <bdi>{row.name}</bdi>, card: 'title' },
  { key: 'slug', head: t('settings.slug'), cell: (row) => <span className="tuma-mono tuma-ltr">{row.slug}</span>, card: 'meta' },
  { key: 'users', head: t('organizations.users'), cell: (row) => <span className="tuma-ltr">{of(row.has.users, row.quotas.users)}</span>, end: true },
  { key: 'keys', head: t('nav.keys'), cell: (row) => <span className="tuma-ltr">{of(row.has.keys, row.quotas.keys)}</span>, end: true },
  { key: 'providers', head: t('nav.providers'), cell: (row) => <span className="tuma-ltr">{of(row.has.providers, row.quotas.providers)}</span>, end: true },
  { key: 'made', head: t('keys.createdAt'), cell: (row) => date(row.createdAt), card: 'meta' },
  { key: 'status', head: t('messages.status'), cell: (row) => <State organization={row} />, card: 'side' },
];

function State({ organization }: { organization: Organization }) {
  return organization.suspended ? <Pill tone="bad">{t('organizations.suspended')}</Pill> : <Pill tone="ok">{t('organizations.works')}</Pill>;
}

export default function Organizations() {
  const { id } = useParams<{ id?: string }>();
  const can = useCan();
  const [, go] = useLocation();
  const [typed, setTyped] = useState('');
  const [suspended, setSuspended] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 250);
  const pages = usePages(`${search}/${suspended}`);
  const list = useQuery(organizationsQuery(search, suspended, pages.cursor));
  const close = () => go('/organizations');
  const writes = can('system:organizations');
  const add = writes && <Button component={Link} href="/organizations/new" leftSection={<IconPlus size={16} />}>{t('organizations.add')}</Button>;
  return (
    <Page title={t('nav.organizations')} about={t('organizations.about')} actions={add}>
      <Grid label={t('nav.organizations')} columns={columns()} rows={list.data?.organizations} keyOf={(row) => row.organizationId} error={list.error}
        again={() => void list.refetch()} busy={list.isPlaceholderData} pages={pages} nextCursor={list.data?.nextCursor}
        onOpen={(row) => go(`/organizations/${row.organizationId}`)}
        tools={
          <>
            <TextInput type="search" label={t('organizations.search')} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
            <NativeSelect label={t('messages.status')} value={suspended} onChange={(event) => setSuspended(event.currentTarget.value)}
              data={[{ value: '', label: t('messages.anyStatus') }, { value: 'false', label: t('organizations.works') }, { value: 'true', label: t('organizations.suspended') }]} />
          </>
        }
        empty={<Empty icon={IconBuilding} title={t('messages.noneFound')} text={t('organizations.noneText')} />} />
      {id === 'new' && writes && <Side title={t('organizations.add')} onClose={close}><MakeOrganization onMade={(made) => go(`/organizations/${made.organizationId}`)} /></Side>}
      {id && id !== 'new' && <One id={id} onClose={close} />}
    </Page>
  );
}

function One({ id, onClose }: { id: string; onClose: () => void }) {
  const found = useQuery(organizationQuery(id));
  return (
    <Side title={found.data?.name ?? t('profile.organization')} onClose={onClose}>
      <Loaded query={found}>{(data) => <OrganizationDetail key={data.organizationId} organization={data} />}</Loaded>
    </Side>
  );
}
