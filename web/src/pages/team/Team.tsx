// Who belongs to the organization and as what; invitations that wait.
import { Button, NativeSelect } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import type { Member } from '../../api/schema';
import { useCan, useMe } from '../../api/session';
import { ago } from '../../i18n/format';
import { t, word } from '../../i18n/t';
import { Confirm } from '../../parts/Confirm';
import { Page } from '../../parts/Page';
import { Pill } from '../../parts/Pill';
import { Lines, Loaded } from '../../parts/States';
import { done, wentWrong } from '../../parts/Toaster';
import { Invitations } from './Invitations';
import { InviteForm } from './InviteForm';
import { changeRole, removeMember, ROLES, teamQuery, useAgain } from './queries';
import classes from './Team.module.css';

export default function Team() {
  const can = useCan();
  const [inviting, setInviting] = useState(false);
  const list = useQuery(teamQuery);
  return (
    <Page title={t('nav.team')} about={t('team.about')} width="wizard"
      actions={can('team:write') && <Button leftSection={<IconUserPlus size={16} />} onClick={() => setInviting(true)}>{t('team.invite')}</Button>}>
      <section className="tuma-card tuma-flush">
        <Loaded query={list} waiting={<div className={classes.waiting}><Lines /></div>}>
          {({ members }) => <ul className={classes.list}>{members.map((one) => <Row key={one.userId} member={one} />)}</ul>}
        </Loaded>
      </section>
      <Invitations />
      {inviting && <InviteForm onClose={() => setInviting(false)} />}
    </Page>
  );
}

function Row({ member }: { member: Member }) {
  const can = useCan();
  const { user } = useMe();
  const again = useAgain();
  const [asked, setAsked] = useState(false);
  const change = useMutation({
    mutationFn: (role: string) => changeRole(member.userId, role),
    onSuccess: () => done(t('saved')),
    onError: wentWrong,
    onSettled: again,
  });
  const self = member.userId === user.userId;
  const changeable = can('team:write') && !self && (member.role !== 'owner' || can('owners:write'));
  const roles = ROLES.filter((role) => role !== 'owner' || can('owners:write'));
  return (
    <li className={classes.row}>
      <div className={classes.words}>
        <strong><bdi>{member.name || member.email}</bdi></strong>
        <span className="tuma-meta"><span className="tuma-ltr">{member.email}</span> · {member.lastSignInAt ? t('team.lastSeen', { ago: ago(member.lastSignInAt) }) : t('team.neverSeen')}</span>
      </div>
      <div className={classes.end}>
        {!member.active && <Pill tone="warn">{t('team.disabled')}</Pill>}
        {member.secondFactor && <Pill tone="ok">{t('team.secondFactor')}</Pill>}
        {self && <Pill tone="info">{t('team.you')}</Pill>}
        {changeable ? (
          <NativeSelect size="xs" aria-label={t('team.roleOf', { name: member.email })} value={member.role} disabled={change.isPending}
            onChange={(event) => change.mutate(event.currentTarget.value)} data={roles.map((role) => ({ value: role, label: word('role', role) }))} />
        ) : <span>{word('role', member.role)}</span>}
        {changeable && <Button size="xs" variant="light" color="danger" onClick={() => setAsked(true)}>{t('team.remove')}</Button>}
      </div>
      {asked && (
        <Confirm title={t('team.removeTitle', { name: member.name || member.email })} effect={t('team.removeEffect')} verb={t('team.remove')}
          act={async () => { await removeMember(member.userId); await again(); }} onClose={() => setAsked(false)} />
      )}
    </li>
  );
}
