// Short words about what was done, at the foot of the page; read out, and gone after a while.
import { Notification } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useSyncExternalStore } from 'react';

import { messageOf } from '../api/error';
import { t } from '../i18n/t';
import classes from './Toaster.module.css';

interface Toast {
  id: number;
  text: string;
  bad: boolean;
}

const SHOWN_MS = 6_000;
let toasts: Toast[] = [];
let last = 0;
const listeners = new Set<() => void>();

function put(next: Toast[]) {
  toasts = next;
  listeners.forEach((tell) => tell());
}

const drop = (id: number) => put(toasts.filter((toast) => toast.id !== id));

function show(text: string, bad: boolean) {
  last += 1;
  const id = last;
  put([...toasts.slice(-2), { id, text, bad }]);
  setTimeout(() => drop(id), SHOWN_MS);
}

/** Says that something was done. */
export const done = (text: string) => show(text, false);

/** Says that something did not work. */
export const wentWrong = (error: unknown) => show(messageOf(error), true);

function subscribe(tell: () => void) {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

export function Toaster() {
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <div className={classes.toaster} role="status" aria-live="polite">
      {shown.map(({ id, text, bad }) => (
        <Notification key={id} withBorder color={bad ? 'danger' : 'brand'} onClose={() => drop(id)}
          icon={bad ? <IconAlertTriangle size={16} /> : <IconCheck size={16} />}
          closeButtonProps={{ 'aria-label': t('close') }}>
          {text}
        </Notification>
      ))}
    </div>
  );
}
