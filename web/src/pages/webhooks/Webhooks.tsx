// Where the organization's own systems are told what happens: the list, one of them in full, and what single messages ask for.
import { Button, Drawer, Text } from '@mantine/core';
import { IconMessageShare, IconPlus, IconWebhook } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation, useParams } from 'wouter';

import type { Webhook, WebhookWithSecret } from '../../api/schema';
import { useCan } from '../../api/session';
import { ago, number } from '../../i18n/format';
import { t } from '../../i18n/t';
import { Grid, type Column } from '../../parts/Grid';
import { Page } from '../../parts/Page';
import { Empty } from '../../parts/States';
import { Callbacks } from './Callbacks';
import { HealthPill } from './HealthPill';
import { eventsOf, nameOf, webhooksQuery } from './queries';
import { MadeSecret } from './MadeSecret';
import { WebhookForm } from './WebhookForm';
import { WebhookPage } from './WebhookPage';
import classes from './Webhooks.module.css';

const backlog = ({ backlog: of }: Webhook) => (of ? `${number(of.events)}${of.isMore ? '+' : ''}` : '–');

const columns = (): Column<Webhook>[] => [
  { key: 'name', head: t('hooks.name'), cell: (row) => <Name webhook={row} />, card: 'title' },
  { key: 'events', head: t('hooks.events'), cell: (row) => eventsOf(row), wide: true, card: 'body' },
  { key: 'last', head: t('hooks.last'), cell: (row) => (row.lastTriggeredAt ? ago(row.lastTriggeredAt) : t('keys.never')), card: 'meta' },
  { key: 'backlog', head: t('hooks.backlog'), cell: backlog, end: true },
  { key: 'health', head: t('messages.status'), cell: (row) => <HealthPill webhook={row} />, card: 'side' },
];

function Name({ webhook }: { webhook: Webhook }) {
  return (
    <span className={classes.name}>
      <bdi className="tuma-clip">{nameOf(webhook)}</bdi>
      {webhook.description && <span className="tuma-meta tuma-ltr tuma-clip">{webhook.url}</span>}
    </span>
  );
}

export default function Webhooks() {
  const { id } = useParams<{ id?: string }>();
  const [made, setMade] = useState<WebhookWithSecret | null>(null);
  return (
    <>
      {id === 'callbacks' ? <Callbacks /> : id && id !== 'new' ? <WebhookPage key={id} webhookId={id} onSecret={setMade} />
        : <List fresh={id === 'new'} onMade={setMade} />}
      {made && <MadeSecret made={made} onClose={() => setMade(null)} />}
    </>
  );
}

function List({ fresh, onMade }: { fresh: boolean; onMade: (made: WebhookWithSecret) => void }) {
  const can = useCan();
  const [, go] = useLocation();
  const list = useQuery(webhooksQuery);
  const close = () => go('/webhooks');
  const add = can('webhooks:write') && (
    <Button component={Link} href="/webhooks/new" leftSection={<IconPlus size={16} />}>{t('hooks.add')}</Button>
  );
  return (
    <Page title={t('nav.webhooks')} about={t('hooks.about')}
      actions={<><Button variant="default" component={Link} href="/webhooks/callbacks" leftSection={<IconMessageShare size={16} />}>{t('hooks.callbacks')}</Button>{add}</>}>
      <Grid label={t('nav.webhooks')} columns={columns()} rows={list.data?.webhooks} keyOf={(row) => row.webhookId} error={list.error}
        again={() => void list.refetch()} onOpen={(row) => go(`/webhooks/${row.webhookId}`)}
        empty={<Empty icon={IconWebhook} title={t('hooks.none')} text={t('hooks.noneText')} action={add} />} />
      {fresh && can('webhooks:write') && (
        <Drawer opened onClose={close} position="right" size={520} closeButtonProps={{ 'aria-label': t('close') }}
          title={<Text fw={650} size="lg" component="span">{t('hooks.add')}</Text>}>
          <WebhookForm onMade={(one) => { onMade(one); go(`/webhooks/${one.webhookId}`); }} />
        </Drawer>
      )}
    </Page>
  );
}
