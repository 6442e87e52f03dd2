// The one error of the API as the pages see it: what went wrong, which fields are at fault, and when to try again.
import type { Fault } from './schema';

/** A call that was refused, or that reached nobody. */
export class ApiError extends Error {
  constructor(
    /** The HTTP status; 0 where the server was not reached. */
    readonly status: number,
    /** The stable code, such as `INVALID_REQUEST`. */
    readonly code: string,
    message: string,
    readonly details: Fault[] = [],
    readonly requestId?: string,
    readonly data?: unknown,
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

const text = (value: unknown, otherwise: string) => (typeof value === 'string' ? value : otherwise);

function fault(value: unknown): Fault {
  const of = record(value);
  return { field: text(of.field, ''), fault: text(of.fault, ''), mend: text(of.mend, '') };
}

/** Reads the envelope of a refusal; what is none (a proxy's page) becomes one. */
export function refusal(status: number, body: unknown): ApiError {
  const envelope = record(body);
  const error = record(envelope.error);
  const details = Array.isArray(error.details) ? error.details.map(fault) : [];
  const requestId = record(envelope.metadata).requestId;
  return new ApiError(
    status,
    text(error.code, 'UNREADABLE'),
    text(error.message, `the server answered ${status}`),
    details,
    typeof requestId === 'string' ? requestId : undefined,
    envelope.data,
  );
}

const sentence = (words: string) => {
  const trimmed = words.trim().replace(/\.$/, '');
  return trimmed && `${trimmed.charAt(0).toUpperCase()}${trimmed.slice(1)}.`;
};

/** A fault for people: what is wrong, then the mend. */
export const faultText = (one: Fault) => [sentence(one.fault), sentence(one.mend)].filter(Boolean).join(' ');

/** The error's message for people. */
export const messageOf = (error: unknown) => sentence(error instanceof Error ? error.message : String(error));

/** The faults by field, for a form. */
export function faultsOf(error: unknown): Record<string, string> {
  if (!(error instanceof ApiError)) return {};
  return Object.fromEntries(error.details.map((one) => [one.field, faultText(one)]));
}

/** The fault of a field, or of one of its entries: that of `countries[2]` for `countries`. */
export function faultAt(error: unknown, name: string): string | undefined {
  return Object.entries(faultsOf(error)).find(([field]) => field === name || field.startsWith(`${name}[`))?.[1];
}
