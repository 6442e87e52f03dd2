// What phones wrote, by phone, the newest first; one conversation beside the list, or alone on a phone.
import { ActionIcon, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconArrowLeft, IconInbox, IconMessage, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link, useLocation, useParams } from 'wouter';

import type { Message } from '../../api/schema';
import { ago } from '../../i18n/format';
import { t } from '../../i18n/t';
import { Boundary } from '../../parts/Boundary';
import { phoneKey, PhoneNumber } from '../../parts/reveal';
import { Empty, Lines, Loaded } from '../../parts/States';
import { phoneOf } from '../messages/phone';
import { inboxQuery, latest, threadQuery } from './queries';
import classes from './Inbox.module.css';
import { Thread } from './Thread';

export default function Inbox() {
  const { phone } = useParams<{ phone?: string }>();
  const chosen = phone ? decodeURIComponent(phone) : '';
  const [, go] = useLocation();
  useEffect(() => {
    document.title = `${t('nav.inbox')} · Tuma`;
  }, []);
  return (
    <Boundary>
      <div className={classes.inbox} data-open={chosen ? '' : undefined}>
        <h1 className="tuma-hidden">{t('nav.inbox')}</h1>
        <List chosen={chosen} />
        <section className={classes.pane} aria-label={!chosen ? t('inbox.choose') : chosen.startsWith('msg_') ? t('inbox.conversation') : t('inbox.with', { phone: chosen })}>
          {chosen ? (
            <>
              <header className={classes.who}>
                <ActionIcon className={classes.back} variant="subtle" color="gray" size="lg" aria-label={t('inbox.back')} onClick={() => go('/inbox')}>
                  <IconArrowLeft size={18} className="tuma-turn" />
                </ActionIcon>
                <span className={classes.face} aria-hidden="true"><IconMessage size={18} /></span>
                <h2><Who phone={chosen} /></h2>
              </header>
              <Thread key={chosen} phone={chosen} />
            </>
          ) : <Empty icon={IconMessage} title={t('inbox.choose')} text={t('inbox.chooseText')} />}
        </section>
      </div>
    </Boundary>
  );
}

/** The number of the conversation: as the address has it, or as its newest message shows it. */
function Who({ phone }: { phone: string }) {
  const thread = useQuery(threadQuery(phone));
  const newest = thread.data?.messages[0];
  if (!phone.startsWith('msg_')) return <span className="tuma-ltr">{phone}</span>;
  return newest ? <PhoneNumber messageId={newest.messageId} number={phoneOf(newest)} /> : null;
}

function List({ chosen }: { chosen: string }) {
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 250);
  const list = useQuery(inboxQuery(search));
  return (
    <section className={classes.list} aria-label={t('nav.inbox')}>
      <div className={classes.top}>
        <p className={classes.title} aria-hidden="true">{t('nav.inbox')}</p>
        <TextInput type="search" dir="ltr" leftSection={<IconSearch size={16} />} placeholder={t('inbox.search')} aria-label={t('inbox.search')}
          value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
      </div>
      <Loaded query={list} waiting={<div className={classes.waiting}><Lines count={6} height={30} /></div>}>
        {({ messages }) => messages.length === 0 ? (
          <Empty icon={IconInbox} title={search ? t('messages.noneFound') : t('inbox.none')} text={search ? t('inbox.noneFound') : t('inbox.noneText')} />
        ) : (
          <ul className={classes.people}>
            {latest(messages).map((one) => <Row key={phoneKey(one.from ?? '', one.messageId)} message={one} chosen={chosen} />)}
          </ul>
        )}
      </Loaded>
    </section>
  );
}

function Row({ message, chosen }: { message: Message; chosen: string }) {
  const phone = phoneKey(message.from ?? '', message.messageId);
  return (
    <li>
      <Link href={`/inbox/${encodeURIComponent(phone)}`} className={classes.person} aria-current={phone === chosen ? 'true' : undefined}>
        <span className={classes.face} aria-hidden="true"><IconMessage size={18} /></span>
        <span className={classes.words}>
          <span className={classes.line}>
            <strong className="tuma-ltr">{message.from}</strong>
            <time dateTime={message.queuedAt}>{ago(message.queuedAt)}</time>
          </span>
          <span className="tuma-clip"><bdi>{message.body}</bdi></span>
        </span>
      </Link>
    </li>
  );
}
