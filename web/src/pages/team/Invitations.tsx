// Invitations that nobody has taken up yet.
import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';

import { useCan } from '../../api/session';
import { date } from '../../i18n/format';
import { t, word } from '../../i18n/t';
import { Card } from '../../parts/Card';
import { wentWrong } from '../../parts/Toaster';
import { endInvitation, invitationsQuery, useAgain } from './queries';
import classes from './Team.module.css';

export function Invitations() {
  const can = useCan();
  const again = useAgain();
  const list = useQuery(invitationsQuery);
  const end = useMutation({ mutationFn: endInvitation, onError: wentWrong, onSettled: again });
  const invitations = list.data?.invitations ?? [];
  if (invitations.length === 0) return null;
  return (
    <Card title={t('team.invitations')}>
      <ul className={classes.list}>
        {invitations.map((one) => (
          <li key={one.invitationId} className={classes.invitation}>
            <div className={classes.words}>
              <strong className="tuma-ltr">{one.email}</strong>
              <span className="tuma-meta">{word('role', one.role)} · {t('team.until', { at: date(one.expiresAt) })}</span>
            </div>
            {can('team:write') && <Button size="xs" variant="default" disabled={end.isPending} onClick={() => end.mutate(one.invitationId)}>{t('team.withdraw')}</Button>}
          </li>
        ))}
      </ul>
    </Card>
  );
}
