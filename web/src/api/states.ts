// The states of messages as the API writes them, and which of them are the end.

export const STATES = [
  'SCHEDULED', 'QUEUED', 'SUBMITTED', 'SENT', 'DELIVERED', 'FAILED', 'REJECTED', 'EXPIRED', 'CANCELLED', 'RECEIVED',
] as const;

const OPEN = new Set(['SCHEDULED', 'QUEUED', 'SUBMITTED', 'SENT']);

/** Whether nothing more is expected. */
export const isFinal = (state: string) => !OPEN.has(state);

/** Whether a person may still take it back. */
export const isCancellable = (state: string) => state === 'SCHEDULED' || state === 'QUEUED';
