// The typed client: one function that calls, throws the API's error, and tells the shell when the session is over.
import createClient, { type Middleware } from 'openapi-fetch';

import { ApiError, refusal } from './error';
import { linkIs } from './link';
import type { paths } from './schema';

let csrfToken = '';
let onEnded: () => void = () => undefined;

/** The token that goes with every change from now on. */
export function setCsrf(token: string) {
  csrfToken = token;
}

/** The token, for the calls that are no JSON. */
export const csrf = () => csrfToken;

/** Who is told that the session is over. */
export function whenSessionEnds(tell: () => void) {
  onEnded = tell;
}

/** Tells the shell that the session is over, where it was no call that found out. */
export const sessionEnded = () => onEnded();

const guard: Middleware = {
  onRequest({ request }) {
    if (request.method !== 'GET') request.headers.set('X-CSRF-Token', csrfToken);
    return request;
  },
  onResponse({ response, schemaPath }) {
    linkIs(response.status !== 502 && response.status !== 504);
    if (response.status === 401 && !schemaPath.startsWith('/api/auth/sign-in') && csrfToken) onEnded();
  },
  onError() {
    linkIs(false);
    return new ApiError(0, 'UNREACHABLE', 'the server cannot be reached');
  },
};

export const api = createClient<paths>({ credentials: 'same-origin' });
api.use(guard);

interface Answered<Body> {
  data?: Body;
  error?: unknown;
  response: Response;
}

/** What the call answered; throws an [`ApiError`] where it was refused. */
export async function answer<Body extends { data: unknown }>(call: Promise<Answered<Body>>): Promise<Body['data']> {
  const { data, error, response } = await call;
  if (data !== undefined) return data.data;
  throw refusal(response.status, error);
}
