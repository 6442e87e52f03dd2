// One message: what it says, what became of it step by step, why it went this way, what it cost, what the carrier said.
import { Button, Drawer, Group, Text } from '@mantine/core';
import { IconBan, IconRepeat } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';

import type { MessageStatus } from '../../api/schema';
import { useCan } from '../../api/session';
import { isCancellable } from '../../api/states';
import { exactTime, money, number } from '../../i18n/format';
import { t, word } from '../../i18n/t';
import { Confirm } from '../../parts/Confirm';
import { CopyIcon } from '../../parts/Copy';
import { Fact, Facts } from '../../parts/Fact';
import { StatePill } from '../../parts/Pill';
import { phoneKey, PhoneNumber } from '../../parts/reveal';
import { Loaded } from '../../parts/States';
import { Decision } from './Decision';
import classes from './MessageDrawer.module.css';
import { messageQuery, useCancel } from './queries';
import { Timeline } from './Timeline';

export function MessageDrawer({ messageId, onClose }: { messageId: string; onClose: () => void }) {
  const message = useQuery(messageQuery(messageId));
  return (
    <Drawer opened onClose={onClose} position="right" size={520} closeButtonProps={{ 'aria-label': t('close') }}
      title={<Text fw={650} size="lg" component="span">{t('message.title')}</Text>}>
      <Loaded query={message}>{(data) => <Detail message={data} />}</Loaded>
    </Drawer>
  );
}

function Detail({ message }: { message: MessageStatus }) {
  const inbound = message.direction === 'INBOUND';
  return (
    <div className={classes.detail}>
      <div className={classes.head}>
        <div>
          <Text fw={600} component="div"><PhoneNumber messageId={message.messageId} number={(inbound ? message.from : message.to) ?? ''} /></Text>
          <Text size="xs" c="dimmed">{inbound ? t('message.received') : t('message.sent')} · {exactTime(message.queuedAt)}</Text>
        </div>
        <StatePill state={message.held ? 'HELD' : message.status} />
      </div>
      <blockquote className={classes.body}><bdi>{message.body}</bdi></blockquote>
      {message.detail && <Text size="sm" c="dimmed"><bdi>{message.detail}</bdi>{message.errorCode && ` (${message.errorCode})`}</Text>}
      <section aria-label={t('message.timeline')}>
        <h3 className={classes.title}>{t('message.timeline')}</h3>
        <Timeline events={message.timeline} />
      </section>
      <MessageFacts message={message} inbound={inbound} />
      {message.decision && <Decision decision={message.decision} />}
      {message.metadata && (
        <section aria-label={t('message.metadata')}>
          <h3 className={classes.title}>{t('message.metadata')}</h3>
          <pre className={classes.raw} tabIndex={0} dir="ltr">{JSON.stringify(message.metadata, null, 2)}</pre>
        </section>
      )}
      <Actions message={message} />
    </div>
  );
}

function MessageFacts({ message, inbound }: { message: MessageStatus; inbound: boolean }) {
  return (
    <Facts>
      <Fact name={t('message.id')}>
        <Group gap={4} wrap="nowrap"><span className="tuma-mono tuma-ltr">{message.messageId}</span>
          <CopyIcon value={message.messageId} label={t('copy')} /></Group>
      </Fact>
      <Fact name={inbound ? t('message.to') : t('message.sender')}><bdi>{(inbound ? message.to : message.from) ?? t('message.own')}</bdi></Fact>
      <Fact name={t('messages.provider')}>{message.provider ?? '–'}</Fact>
      <Fact name={t('message.class')}>{word('class', message.class)}</Fact>
      <Fact name={t('message.encoding')}>{message.encoding} · {t('message.segments', { count: message.segments })}</Fact>
      {!inbound && <Fact name={t('message.cost')}>{money(message.cost)}</Fact>}
      {!inbound && <Fact name={t('message.attempts')}>{number(message.attempts)}</Fact>}
      <Fact name={t('message.country')}>{message.country || '–'}</Fact>
      {!inbound && <Fact name={t('message.expires')}>{exactTime(message.expiresAt)}</Fact>}
      {message.providerMsgIds.length > 0 && (
        <Fact name={t('message.carrierId')}><span className="tuma-mono tuma-ltr">{message.providerMsgIds.join(', ')}</span></Fact>
      )}
      {message.batchId && (
        <Fact name={t('message.batch')}><Link href={`/batches/${message.batchId}`} className={classes.link}>{message.batchId}</Link></Fact>
      )}
    </Facts>
  );
}

function Actions({ message }: { message: MessageStatus }) {
  const can = useCan();
  const cancel = useCancel(message.messageId);
  const [asked, setAsked] = useState(false);
  if (!can('messages:send') || message.direction === 'INBOUND') return null;
  const again = `/send?to=${encodeURIComponent(phoneKey(message.to, message.messageId))}&body=${encodeURIComponent(message.body)}`;
  return (
    <Group justify="flex-end">
      <Button variant="default" component={Link} href={again} leftSection={<IconRepeat size={16} />}>{t('message.again')}</Button>
      {isCancellable(message.status) && (
        <Button variant="light" color="danger" leftSection={<IconBan size={16} />} onClick={() => setAsked(true)}>
          {t('message.cancel')}
        </Button>
      )}
      {asked && (
        <Confirm title={t('message.cancelTitle')} effect={t('message.cancelEffect')} verb={t('message.cancel')}
          act={() => cancel.mutateAsync()} onClose={() => setAsked(false)} />
      )}
    </Group>
  );
}
