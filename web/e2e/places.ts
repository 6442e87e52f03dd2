// Every page there is, for the tests that visit all of them.

/** Paths; the sweep opens each as a visitor would. */
export const PLACES = [
  '/', '/inbox', '/inbox/%2B254712345678', '/send', '/send?many', '/messages', '/batches', '/providers', '/providers/new',
  '/routes', '/routes/new', '/senders', '/senders/new', '/settings', '/settings/access', '/settings/units', '/organizations', '/organizations/new',
  '/platform', '/platform/new', '/requests', '/system', '/keys', '/keys/new', '/webhooks', '/webhooks/new', '/webhooks/callbacks', '/billing', '/team', '/audit', '/reports', '/usage', '/security', '/handsets', '/profile', '/sessions', '/nowhere',
];
