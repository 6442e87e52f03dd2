// A real server of the binary under test: a data directory of its own, a port that was free, the demo's organization.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const READY_MS = 30_000;

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}

export class Server {
  readonly email = 'admin@demo.example';
  password = '';
  key = '';
  private child: ChildProcess | null = null;
  private preview: ChildProcess | null = null;
  private previewPort = 0;

  private constructor(
    private readonly folder: string,
    readonly port: number,
    private readonly smppPort: number,
    private readonly settings: Record<string, string>,
  ) {}

  /** A server; `settings` says what more it is told, by the port that it has. */
  static async start(settings: (port: number) => Record<string, string> | Promise<Record<string, string>> = () => ({})): Promise<Server> {
    const folder = mkdtempSync(join(tmpdir(), 'tuma-web-'));
    const port = await freePort();
    const more = await settings(port);
    const server = new Server(folder, port, await freePort(), more);
    await server.up();
    if (process.env.E2E_PREVIEW) await server.startPreview();
    return server;
  }

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Where the pages are: in the binary; or, while one works on them (E2E_PREVIEW=1), what vite built last. */
  get pages() {
    return this.preview ? `http://127.0.0.1:${this.previewPort}` : this.url;
  }

  /** Starts it, again where it was stopped; resolves once it has said that it is ready. */
  async up(): Promise<void> {
    // The server refuses variables with its prefix that it does not know.
    const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('TUMA_')));
    const env = {
      ...inherited,
      TUMA_LISTEN: `127.0.0.1:${this.port}`,
      TUMA_SMPP_LISTEN: `127.0.0.1:${this.smppPort}`,
      TUMA_DATA_DIR: this.folder,
      // The least that argon2id may cost: what is tested here is not how long a password takes.
      TUMA_PEOPLE__ARGON2_MEMORY_KIB: '8192',
      TUMA_PEOPLE__ARGON2_PASSES: '1',
      // What webhooks are told is told on this machine.
      TUMA_HTTP__ALLOW_PRIVATE: 'true',
      ...this.settings,
    };
    const child = spawn(process.env.E2E_BINARY ?? '', ['serve', '--demo'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.child = child;
    let said = '';
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`not ready:\n${said}`)), READY_MS);
      const read = (chunk: Buffer) => {
        said += chunk.toString();
        if (!said.includes('curl -sS')) return;
        clearTimeout(timer);
        resolve();
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      child.once('exit', (code) => reject(new Error(`ended with ${code}:\n${said}`)));
    });
    this.password = /Sign in: \S+ \/ (\S+)/.exec(said)?.[1] ?? this.password;
    this.key = /API key: (\S+)/.exec(said)?.[1] ?? this.key;
  }

  private async startPreview(): Promise<void> {
    this.previewPort = await freePort();
    const args = ['vite', 'preview', '--host', '127.0.0.1', '--strictPort', '--port', String(this.previewPort)];
    const preview = spawn('npx', args, { env: { ...process.env, TUMA_URL: this.url }, stdio: ['ignore', 'pipe', 'inherit'], detached: true });
    this.preview = preview;
    await new Promise<void>((resolve) => preview.stdout.on('data', (chunk: Buffer) => chunk.toString().includes('Local') && resolve()));
  }

  /** Stops it, as an operator would. */
  async down(): Promise<void> {
    const child = this.child;
    this.child = null;
    if (!child || child.exitCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  }

  async remove(): Promise<void> {
    await this.down();
    if (this.preview?.pid) process.kill(-this.preview.pid);
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** What stands behind the `#` of the newest mailed link to this path; waits for the mail. */
  async mailed(path: string): Promise<string> {
    const folder = join(this.folder, 'mail');
    for (let tries = 0; tries < 400; tries += 1) {
      const mails = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
      mails.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
      for (const mail of mails) {
        // Undoes quoted-printable: soft ends of lines, and what stands for a sign.
        const text = readFileSync(mail, 'utf8').replace(/=\r?\n/g, '').replaceAll('=3D', '=').replaceAll('=23', '#');
        const token = new RegExp(`${path}#([\\w-]+)`).exec(text)?.[1];
        if (token) return token;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`no mail with a link to ${path}`);
  }

  /** Runs a command of administration beside the running server. */
  tuma(...args: string[]): string {
    const env = { PATH: process.env.PATH ?? '', TUMA_DATA_DIR: this.folder, TUMA_HTTP__ALLOW_PRIVATE: 'true' };
    return execFileSync(process.env.E2E_BINARY ?? '', args, { env, encoding: 'utf8' });
  }

  /** Calls the API as the demo's administrator, who is a person: no key may do what only people may. */
  async act(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
    const who = JSON.stringify({ email: this.email, password: this.password });
    const headers = { 'Content-Type': 'application/json' };
    const answered = await fetch(`${this.url}/api/v1/auth/token`, { method: 'POST', headers, body: who });
    const { data } = (await answered.json()) as { data: { access_token: string } };
    return this.call(method, path, body, data.access_token);
  }

  /** Calls the API with the demo's key; throws where it refuses. */
  async call(method: string, path: string, body?: unknown, bearer = this.key): Promise<Record<string, unknown>> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: { Authorization: `Bearer ${bearer}`, 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const envelope = (await response.json()) as { data: Record<string, unknown>; error?: unknown };
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(envelope.error)}`);
    return envelope.data;
  }
}
