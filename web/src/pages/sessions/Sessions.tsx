// Where a person is signed in, and how that ends.
import { Button, Text } from '@mantine/core';
import { IconDeviceLaptop, IconDeviceMobile, IconTerminal2 } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import { answer, api } from '../../api/client';
import type { Session } from '../../api/schema';
import { ago, dateTime } from '../../i18n/format';
import { t } from '../../i18n/t';
import { Confirm } from '../../parts/Confirm';
import { Page } from '../../parts/Page';
import { Pill } from '../../parts/Pill';
import { Loaded } from '../../parts/States';
import { done, wentWrong } from '../../parts/Toaster';
import { agentName } from './agent';
import classes from './Sessions.module.css';

export default function Sessions() {
  const cache = useQueryClient();
  const [asked, setAsked] = useState(false);
  const list = useQuery({ queryKey: ['sessions'], queryFn: () => answer(api.GET('/api/auth/sessions')) });
  const again = () => cache.invalidateQueries({ queryKey: ['sessions'] });
  const end = useMutation({
    mutationFn: (sessionId: string) => answer(api.DELETE('/api/auth/sessions/{sessionId}', { params: { path: { sessionId } } })),
    onSuccess: () => done(t('sessions.ended')),
    onError: wentWrong,
    onSettled: again,
  });
  const others = list.data?.sessions.some((one) => !one.current);
  return (
    <Page title={t('nav.sessions')} about={t('sessions.about')} width="wizard"
      actions={others && <Button variant="default" onClick={() => setAsked(true)}>{t('sessions.endOthers')}</Button>}>
      <section className="tuma-card tuma-flush">
        <Loaded query={list} waiting={<div className={classes.waiting} />}>
          {({ sessions }) => (
            <ul className={classes.list}>
              {sessions.map((one) => (
                <Row key={one.sessionId} session={one} busy={end.isPending} onEnd={() => end.mutate(one.sessionId)} />
              ))}
            </ul>
          )}
        </Loaded>
      </section>
      {asked && (
        <Confirm title={t('sessions.endOthersTitle')} effect={t('sessions.endOthersEffect')} verb={t('sessions.endOthers')}
          act={async () => { await answer(api.DELETE('/api/auth/sessions')); await again(); }}
          onClose={() => setAsked(false)} />
      )}
    </Page>
  );
}

function Row({ session, busy, onEnd }: { session: Session; busy: boolean; onEnd: () => void }) {
  const agent = session.agent ?? '';
  const Mark = session.kind === 'token' ? IconTerminal2 : /mobile|android|iphone/i.test(agent) ? IconDeviceMobile : IconDeviceLaptop;
  return (
    <li className={classes.row}>
      <Mark size={22} stroke={1.6} aria-hidden="true" />
      <div className={classes.words}>
        <Text fw={600} component="span" title={agent}>{agentName(agent) || t('sessions.unknown')}</Text>
        <span className="tuma-meta">
          <span className="tuma-ltr">{session.ip ?? '–'}</span> · {t('sessions.since', { at: dateTime(session.createdAt) })} · {t('sessions.used', { ago: ago(session.lastUsedAt) })}
        </span>
      </div>
      {session.current ? <Pill tone="ok">{t('sessions.current')}</Pill> : (
        <Button variant="default" size="xs" disabled={busy} onClick={onEnd}>{t('sessions.end')}</Button>
      )}
    </li>
  );
}
