// Refusals: what pages make of the API's one error, and of answers that are none.
import { expect, test } from 'vitest';

import { ApiError, faultsOf, messageOf, refusal } from './error';

test('each fault is told under its field, as two sentences', () => {
  const error = refusal(400, {
    error: { code: 'INVALID_REQUEST', message: 'x', details: [{ field: 'to', fault: 'is too short', mend: 'check it' }] },
    metadata: { requestId: 'req_1' },
  });
  expect(faultsOf(error)).toEqual({ to: 'Is too short. Check it.' });
  expect(error.requestId).toBe('req_1');
});

test('the page of a proxy becomes an error too', () => {
  const error = refusal(502, '<html>Bad gateway</html>');
  expect(error).toBeInstanceOf(ApiError);
  expect(messageOf(error)).toBe('The server answered 502.');
  expect(faultsOf(new Error('x'))).toEqual({});
});
