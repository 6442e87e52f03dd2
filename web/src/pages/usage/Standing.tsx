// How much of each limit is left for this person and for the organization.
import { Progress } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

import { answer, api } from '../../api/client';
import { number } from '../../i18n/format';
import { t, word } from '../../i18n/t';
import { Card } from '../../parts/Card';
import classes from './Standing.module.css';

export function Standing() {
  const found = useQuery({ queryKey: ['limits'], queryFn: () => answer(api.GET('/api/sms/limits')), refetchInterval: 10_000 });
  const limits = found.data?.limits ?? [];
  if (limits.length === 0) return null;
  return (
    <Card title={t('limits.title')}>
      <ul className={classes.list}>
        {limits.map((one) => {
          const name = `${word('limits.layer', one.layer)} · ${word('limits.counts', one.counts)} ${word('limits.per', one.per)}`;
          return (
            <li key={`${one.layer}-${one.per}-${one.counts}`}>
              <span className={classes.line}>
                <span>{name}</span>
                <span className="tuma-meta">{t('limits.left', { left: one.remaining, size: one.size })}</span>
              </span>
              <Progress value={one.size > 0 ? ((one.size - one.remaining) / one.size) * 100 : 0} aria-label={`${name}: ${number(one.size - one.remaining)}`} />
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
