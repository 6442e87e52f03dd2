// Sends a list: a pasted one as JSON, a file as it is, so that the server reads it itself and can take it up again.
import { answer, api, csrf } from '../../api/client';
import { ApiError, refusal } from '../../api/error';
import type { Batch, Cost } from '../../api/schema';
import type { Draft } from './Bulk';
import type { Recipients } from './list';
import { asked } from './options';

/** Up to so many rows the cost is that of each row; beyond, it is reckoned from the first ones. */
export const EXACT_ROWS = 500;
const ROWS_A_CALL = 100;

export interface Priced {
  cost: Cost;
  segments: number;
}

/** What the whole list would cost. */
export async function priced(draft: Draft, { rows }: Recipients): Promise<Priced> {
  const { from, class: ofClass, gsm7Rewrite } = asked(draft.options);
  const looked = rows.slice(0, rows.length <= EXACT_ROWS ? EXACT_ROWS : ROWS_A_CALL);
  let segments = 0;
  let amount = 0;
  let currency = '';
  for (let at = 0; at < looked.length; at += ROWS_A_CALL) {
    const body = { body: draft.body, rows: looked.slice(at, at + ROWS_A_CALL), from, class: ofClass, gsm7Rewrite };
    const found = await answer(api.POST('/api/sms/preview', { body }));
    segments += found.segments;
    amount += Number(found.cost.amount);
    currency = found.cost.currency;
  }
  const scale = rows.length / Math.max(looked.length, 1);
  return { segments: Math.round(segments * scale), cost: { amount: String(amount * scale), currency } };
}

/** Sends it; the same key again gets the same batch. */
export async function sendBatch(draft: Draft, recipients: Recipients, key: string): Promise<Batch> {
  const { source } = recipients;
  if (source.kind === 'pasted') {
    const list = recipients.rows.map((row) => ({ to: row.phone ?? '' }));
    return answer(api.POST('/api/sms/send-bulk', {
      params: { header: { 'Idempotency-Key': key } },
      body: { recipients: list, body: draft.body, region: draft.region || undefined, ...asked(draft.options) },
    }));
  }
  return sendFile(source.file, draft, recipients.phoneColumn, key);
}

async function sendFile(file: File, draft: Draft, phoneColumn: string, key: string): Promise<Batch> {
  const form = new FormData();
  const said = { phoneColumn, body: draft.body, region: draft.region, ...asked(draft.options) };
  for (const [name, value] of Object.entries(said)) {
    if (value !== undefined && value !== '') form.set(name, String(value));
  }
  form.set('file', file);
  const headers = { 'X-CSRF-Token': csrf(), 'Idempotency-Key': key };
  let response: Response;
  try {
    response = await fetch('/api/sms/send-bulk', { method: 'POST', body: form, headers, credentials: 'same-origin' });
  } catch {
    throw new ApiError(0, 'UNREACHABLE', 'the server cannot be reached');
  }
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw refusal(response.status, body);
  return (body as { data: Batch }).data;
}
