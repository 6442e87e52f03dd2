// A system of somebody else's that is told what happens: takes requests, checks their signatures, answers what it is set to.
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';

export interface Got {
  headers: IncomingHttpHeaders;
  body: string;
}

export class Receiver {
  readonly got: Got[] = [];
  /** What it answers from now on. */
  status = 200;

  private constructor(private readonly server: Server, readonly url: string) {}

  static async start(): Promise<Receiver> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        receiver.got.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
        response.writeHead(receiver.status, { 'Content-Type': 'text/plain' });
        response.end(receiver.status < 300 ? 'thank you' : '<b>not now</b>');
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (typeof address !== 'object' || address === null) throw new Error('no port');
    const receiver = new Receiver(server, `http://127.0.0.1:${address.port}/sms`);
    return receiver;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  /** The types of what was told, in the order in which it came. */
  types = () => this.got.map(({ body }) => (JSON.parse(body) as { type: string }).type);
}

/** Whether one of the request's signatures is this secret's. */
export function verifies({ headers, body }: Got, secret: string): boolean {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  const signature = `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
  return String(headers['webhook-signature']).split(' ').includes(signature);
}
