// Data to look at: messages of both directions, a batch with refused rows, and markup wherever words come from outside.
import type { Server } from './server';

export const MARKUP = '<img src=x onerror="window.hurt=1"><script>window.hurt=2</script>{{7*7}}';
export const NUMBER = '+254712345678';

async function until(server: Server, path: string, fits: (data: Record<string, unknown>) => boolean) {
  const end = Date.now() + 20_000;
  while (Date.now() < end) {
    if (fits(await server.call('GET', path))) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${path} never came to be so`);
}

/** A webhook that is told of messages, at an address that takes nothing. */
export function seedWebhook(server: Server, description: string): void {
  server.tuma('webhook', 'add', `${server.url}/nowhere`, '--event', 'message.*', '--event', 'balance.low', '--description', description, '--org', 'demo');
}

/** Sends some messages, waits for the first one, and answers it from its phone. */
export async function seed(server: Server): Promise<void> {
  seedWebhook(server, 'School records');
  const sent = await server.call('POST', '/api/sms/send', { to: NUMBER, body: 'Good morning! Your visit is on Thursday at 9:00.' });
  for (let at = 0; at < 12; at += 1) {
    await server.call('POST', '/api/sms/send', { to: `+2547123450${10 + at}`, body: `Maize is ${40 + at} KES per kg today.` });
  }
  await server.call('POST', '/api/sms/send-bulk', {
    recipients: [{ to: '+254712345101' }, { to: '12' }, { to: '+254712345101' }], body: 'School is closed on Friday',
  });
  await until(server, `/api/sms/status/${String(sent.messageId)}`, (data) => data.status === 'DELIVERED');
  await server.call('POST', `/api/sms/handsets/${encodeURIComponent(NUMBER)}/text`, { to: '20880', body: 'YES, thank you' });
}

/** What only people make: sender IDs in each state, units, routes, another organization. Each name is written with `mark`. */
export async function seedManaged(server: Server, mark = ''): Promise<void> {
  const ask = async (sender: string, purpose: string) => String((await server.act('POST', '/api/sms/senders', { sender, purpose: purpose + mark, countries: ['KE'] })).senderId);
  await ask('GREENVALLEY', 'Fee reminders to parents; the name is our trade mark. ');
  const [market, bank] = [await ask('MARKET', 'Prices of maize and beans. '), await ask('BANK', 'Balances. ')];
  await server.act('POST', `/api/system/senders/${market}/approve`, {});
  await server.act('POST', `/api/system/senders/${bank}/reject`, { reason: `The name belongs to somebody else. ${mark}` });
  const unit = (name: string, parentId: unknown = null) => server.act('POST', '/api/units', { name: name + mark, kind: `campus${mark.slice(0, 20)}`, parentId });
  await unit('Boarding', (await unit('Gulberg')).unitId);
  await unit('Model Town');
  const { providers } = (await server.act('GET', '/api/sms/providers')) as { providers: { providerId: string }[] };
  const ways = providers.map(({ providerId }) => ({ providerId }));
  await server.act('POST', '/api/sms/routes', { name: `Kenya${mark.slice(0, 40)}`, rank: 10, countries: ['KE'], classes: ['otp'], providers: ways });
  await server.act('POST', '/api/sms/routes', { name: `Fees${mark.slice(0, 40)}`, rank: 20, categories: ['fees'], providers: ways, sticky: true });
  await server.act('POST', '/api/system/organizations', { name: `Beacon House${mark.slice(0, 40)}`, slug: 'beacon-house', region: 'PK' });
}

/** The same with markup in every text that somebody else may write. */
export async function seedMarkup(server: Server): Promise<void> {
  seedWebhook(server, MARKUP);
  await server.call('POST', '/api/sms/send', { to: NUMBER, body: MARKUP.replaceAll('{', '\\{'), metadata: { note: MARKUP } });
  const sent = await server.call('POST', '/api/sms/send', { to: NUMBER, body: 'plain' });
  await until(server, `/api/sms/status/${String(sent.messageId)}`, (data) => data.status === 'DELIVERED');
  await server.call('POST', `/api/sms/handsets/${encodeURIComponent(NUMBER)}/text`, { to: '20880', body: MARKUP });
}
