// Where nothing was sent yet: the way to the first message, and to the phone that it arrives on.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';

import { useCan } from '../../api/session';
import { t } from '../../i18n/t';
import { Card } from '../../parts/Card';
import { messagesQuery } from '../messages/queries';
import classes from './Dashboard.module.css';

export function FirstSend() {
  const can = useCan();
  const any = useQuery({ ...messagesQuery({}, undefined, 8), enabled: can('messages:read') });
  if (!can('messages:send') || !any.data || any.data.messages.length > 0) return null;
  return (
    <Card title={t('first.title')}>
      <ol className={classes.steps}>
        <li><strong>{t('first.send')}</strong><p>{t('first.sendText')}</p></li>
        <li><strong>{t('first.watch')}</strong><p>{t('first.watchText')}</p></li>
        <li><strong>{t('first.answer')}</strong><p>{t('first.answerText')}</p></li>
      </ol>
      <div><Button variant="light" component={Link} href="/send?to=%2B254712345678&body=Hello">{t('messages.first')}</Button></div>
    </Card>
  );
}
