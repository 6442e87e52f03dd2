// Whether the server is within reach, as the last call has shown.
import { useSyncExternalStore } from 'react';

let up = true;
const listeners = new Set<() => void>();

/** Told by the client after every call. */
export function linkIs(now: boolean) {
  if (now === up) return;
  up = now;
  listeners.forEach((tell) => tell());
}

function subscribe(tell: () => void) {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

/** Whether the last call got through. */
export const useLink = () => useSyncExternalStore(subscribe, () => up);
