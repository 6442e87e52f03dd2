// Pills: a state in one word, its colour, and a dot. The words come from the catalogue, the colours from here alone.
import type { ReactNode } from 'react';

import { word } from '../i18n/t';
import classes from './Pill.module.css';

export type Tone = 'ok' | 'info' | 'idle' | 'warn' | 'bad';

const TONES: Record<string, Tone> = {
  DELIVERED: 'ok', RECEIVED: 'ok', HEALTHY: 'ok', DONE: 'ok',
  SUBMITTED: 'info', SENT: 'info', RUNNING: 'info',
  QUEUED: 'idle', SCHEDULED: 'idle', CANCELLED: 'idle', UNKNOWN: 'idle',
  EXPIRED: 'warn', DEGRADED: 'warn', HELD: 'warn',
  FAILED: 'bad', REJECTED: 'bad', DOWN: 'bad',
};

export function Pill({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={classes.pill} data-tone={tone}>
      {children}
    </span>
  );
}

/** The pill of a message's, a batch's or a provider's state. */
export function StatePill({ state }: { state: string }) {
  return <Pill tone={TONES[state.toUpperCase()] ?? 'idle'}>{word('is', state.toUpperCase())}</Pill>;
}
