// Every page there is, for the tests that visit all of them.

/** Paths; the sweep opens each as a visitor would. */
export const PLACES = [
  '/', '/inbox', '/inbox/%2B254712345678', '/send', '/send?many', '/messages', '/batches', '/providers', '/providers/new',
  '/keys', '/keys/new', '/webhooks', '/webhooks/new', '/webhooks/callbacks', '/billing', '/team', '/audit', '/reports', '/usage', '/security', '/handsets', '/profile', '/sessions', '/nowhere',
];
