// What a page shows while it has nothing to show: skeletons, an empty place with one way on, a failure with its cause.
import { Button, Skeleton, VisuallyHidden } from '@mantine/core';
import { IconAlertTriangle, IconInbox, IconPlugConnectedX } from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';

import { ApiError, messageOf } from '../api/error';
import { t } from '../i18n/t';
import classes from './States.module.css';

type Icon = ComponentType<{ size?: number; stroke?: number }>;

interface EmptyProps {
  icon?: Icon;
  title: string;
  text: string;
  action?: ReactNode;
}

export function Empty({ icon: Mark = IconInbox, title, text, action }: EmptyProps) {
  return (
    <div className={classes.state}>
      <span className={classes.mark} aria-hidden="true">
        <Mark size={22} stroke={1.6} />
      </span>
      <p className={classes.title}>{title}</p>
      <p className={classes.text}>{text}</p>
      {action}
    </div>
  );
}

export function Failed({ error, again }: { error: unknown; again?: () => void }) {
  const unreachable = error instanceof ApiError && error.status === 0;
  const Mark = unreachable ? IconPlugConnectedX : IconAlertTriangle;
  return (
    <div className={classes.state} role="alert">
      <span className={classes.mark} data-bad="" aria-hidden="true">
        <Mark size={22} stroke={1.6} />
      </span>
      <p className={classes.title}>{unreachable ? t('state.unreachable') : t('state.failed')}</p>
      <p className={classes.text}>{unreachable ? t('state.unreachableText') : messageOf(error)}</p>
      {error instanceof ApiError && error.requestId && (
        <p className="tuma-meta tuma-ltr">{error.requestId}</p>
      )}
      {again && (
        <Button variant="default" onClick={again}>
          {t('state.again')}
        </Button>
      )}
    </div>
  );
}

/** Lines in the shape of a list. */
export function Lines({ count = 5, height = 18 }: { count?: number; height?: number }) {
  return (
    <div className={classes.lines} aria-busy="true">
      <VisuallyHidden>{t('state.loading')}</VisuallyHidden>
      {Array.from({ length: count }, (_, at) => (
        <Skeleton key={at} height={height} width={`${92 - ((at * 17) % 38)}%`} radius="sm" />
      ))}
    </div>
  );
}

interface LoadedProps<T> {
  query: { data: T | undefined; error: unknown; isPending: boolean; refetch: () => unknown };
  waiting?: ReactNode;
  children: (data: T) => ReactNode;
}

/** The three states of a query; what was read before stays while it is read again. */
export function Loaded<T>({ query, waiting = <Lines />, children }: LoadedProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <Failed error={query.error} again={() => void query.refetch()} />;
  return waiting;
}
