// One organization: how it is, how much it may have and ask for; stopping it and letting it go on.
import { Alert, Button, Group, Stack, Switch, Tabs, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useLocation } from 'wouter';

import { answer, api } from '../../api/client';
import { faultsOf } from '../../api/error';
import type { Organization } from '../../api/schema';
import { useCan, useMe, useTakeOver } from '../../api/session';
import { exactTime } from '../../i18n/format';
import { t } from '../../i18n/t';
import { Fact, Facts } from '../../parts/Fact';
import { Refused } from '../../parts/Refused';
import { done, wentWrong } from '../../parts/Toaster';
import { Limits, Quotas } from './Bounds';
import { changeOrganization, resume, suspend, useAgain } from './queries';

export function OrganizationDetail({ organization }: { organization: Organization }) {
  const can = useCan();
  return (
    <Tabs defaultValue="state" keepMounted={false}>
      <Tabs.List mb="md">
        <Tabs.Tab value="state">{t('providers.state')}</Tabs.Tab>
        <Tabs.Tab value="quotas">{t('organizations.quotas')}</Tabs.Tab>
        <Tabs.Tab value="limits">{t('limits.title')}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="state">
        <Stack gap="lg">
          <State organization={organization} />
          {can('system:organizations') && (organization.suspended ? <Resume organization={organization} /> : <Suspend organization={organization} />)}
        </Stack>
      </Tabs.Panel>
      <Tabs.Panel value="quotas"><Quotas organization={organization} /></Tabs.Panel>
      <Tabs.Panel value="limits"><Limits organizationId={organization.organizationId} /></Tabs.Panel>
    </Tabs>
  );
}

function State({ organization }: { organization: Organization }) {
  const can = useCan();
  const again = useAgain();
  const only = useMutation({
    mutationFn: (approvedSendersOnly: boolean) => changeOrganization(organization.organizationId, { approvedSendersOnly }),
    onSuccess: () => done(t('saved')),
    onError: wentWrong,
    onSettled: again,
  });
  return (
    <>
      {organization.suspended && (
        <Alert color="danger" variant="light" title={t('organizations.since', { at: exactTime(organization.suspended.since) })}>
          <bdi>{organization.suspended.reason}</bdi>
        </Alert>
      )}
      <Facts>
        <Fact name={t('settings.slug')}><span className="tuma-mono tuma-ltr">{organization.slug}</span></Fact>
        <Fact name={t('settings.region')}>{organization.region}</Fact>
        <Fact name={t('settings.timeZone')}><span className="tuma-ltr">{organization.timeZone}</span></Fact>
        <Fact name={t('keys.createdAt')}>{exactTime(organization.createdAt)}</Fact>
        <Fact name={t('message.id')}><span className="tuma-mono tuma-ltr">{organization.organizationId}</span></Fact>
      </Facts>
      <Switch label={t('organizations.approvedOnly')} checked={organization.approvedSendersOnly} disabled={only.isPending || !can('system:organizations')}
        onChange={(event) => only.mutate(event.currentTarget.checked)} />
      <Enter organization={organization} />
    </>
  );
}

/** Whoever runs the installation may look into every organization. */
function Enter({ organization }: { organization: Organization }) {
  const me = useMe();
  const takeOver = useTakeOver();
  const [, go] = useLocation();
  const enter = useMutation({
    mutationFn: () => answer(api.POST('/api/auth/switch', { body: { organizationId: organization.organizationId } })),
    onSuccess: (next) => {
      takeOver(next);
      go('/');
    },
    onError: wentWrong,
  });
  if (me.organization?.organizationId === organization.organizationId) return null;
  return <Group><Button variant="default" loading={enter.isPending} onClick={() => enter.mutate()}>{t('organizations.enter')}</Button></Group>;
}

function Suspend({ organization }: { organization: Organization }) {
  const again = useAgain();
  const [reason, setReason] = useState('');
  const stop = useMutation({
    mutationFn: () => suspend(organization.organizationId, reason),
    onSuccess: () => {
      done(t('organizations.stopped', { name: organization.name }));
      return again();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    stop.mutate();
  };
  return (
    <form noValidate onSubmit={submit}>
      <Stack>
        <Refused error={stop.error} fields={['reason']} />
        <Textarea label={t('organizations.reason')} description={t('organizations.suspendEffect')} autosize minRows={2} maxLength={500} dir="auto" value={reason}
          error={faultsOf(stop.error).reason} onChange={(event) => setReason(event.currentTarget.value)} />
        <Group justify="flex-end"><Button type="submit" variant="light" color="danger" loading={stop.isPending}>{t('organizations.suspend')}</Button></Group>
      </Stack>
    </form>
  );
}

function Resume({ organization }: { organization: Organization }) {
  const again = useAgain();
  const go = useMutation({
    mutationFn: () => resume(organization.organizationId),
    onSuccess: () => done(t('organizations.resumed', { name: organization.name })),
    onError: wentWrong,
    onSettled: again,
  });
  return <Group><Button loading={go.isPending} onClick={() => go.mutate()}>{t('organizations.resume')}</Button></Group>;
}
