// An OpenID Connect issuer: npm oidc-provider, with a person behind it who is who the orders say, and with tokens that are
// changed after it made them and signed again with its own key, where an order says so. Orders come as JSON lines.
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

// What the library says is for the log: answers alone go to stdout.
console.log = console.info = console.warn = console.error;

const packages = process.env.NODE_PATH;
const load = (file) => import(pathToFileURL(join(packages, file)).href);
const { Provider } = await load('oidc-provider/lib/index.js');
const jose = await load('jose/dist/webapi/index.js');

const CLIENT = 'tuma';
const SECRET = 'a secret that is known to the issuer and to Tuma alone';
// Whoever is at the browser.
let person = null;
// What the next token says instead.
let changes = null;
let url = '';
let keys = null;
let handler = null;
const known = new Map();

const tell = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

async function newKeys(kid, alg) {
  const { privateKey } = await jose.generateKeyPair(alg, { extractable: true });
  return { kid, alg, jwk: { ...(await jose.exportJWK(privateKey)), kid, alg, use: 'sig' }, privateKey };
}

/** The token as the issuer made it, with other claims, signed again. */
async function changed(token, { claims = {}, signature }) {
  const said = { ...jose.decodeJwt(token), ...claims };
  if (signature === 'none') {
    const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
    return `${part({ alg: 'none' })}.${part(said)}.`;
  }
  if (signature === 'secret') {
    return new jose.SignJWT(said).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(SECRET));
  }
  const key = signature === 'stranger' ? (await newKeys(keys.kid, keys.alg)).privateKey : keys.privateKey;
  return new jose.SignJWT(said).setProtectedHeader({ alg: keys.alg, kid: keys.kid }).sign(key);
}

function provider({ redirects, inToken }) {
  const issuer = new Provider(url, {
    clients: [{
      client_id: CLIENT, client_secret: SECRET, redirect_uris: redirects, id_token_signed_response_alg: keys.alg,
    }],
    clientDefaults: { grant_types: ['authorization_code'], response_types: ['code'] },
    claims: { email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: !inToken,
    cookies: { keys: ['a key of this run'] },
    features: { devInteractions: { enabled: false } },
    enabledJWA: { idTokenSigningAlgValues: ['RS256', 'ES256'] },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    jwks: { keys: [keys.jwk] },
    pkce: { required: () => true },
    findAccount: (_, id) => ({ accountId: id, claims: () => known.get(id) }),
    async loadExistingGrant(ctx) {
      const { client, session } = ctx.oidc;
      const grant = new ctx.oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  });
  issuer.use(async (ctx, next) => {
    if (ctx.path.startsWith('/interaction/')) {
      const result = person ? { login: { accountId: person.sub, remember: false } } : { error: 'access_denied' };
      await issuer.interactionFinished(ctx.req, ctx.res, result, { mergeWithLastSubmission: false });
      ctx.respond = false;
      return;
    }
    await next();
    if (changes && ctx.path === '/token' && ctx.body?.id_token) {
      ctx.body.id_token = await changed(ctx.body.id_token, changes);
      changes = null;
    }
  });
  issuer.on('server_error', (_, error) => process.stderr.write(`${error.stack}\n`));
  return issuer.callback();
}

let set = null;
const orders = {
  async start({ port, redirects, inToken = false, alg = 'RS256' }) {
    url = `http://127.0.0.1:${port}`;
    set = { redirects, inToken };
    keys = await newKeys('first', alg);
    handler = provider(set);
    const server = createServer((request, response) => handler(request, response));
    await new Promise((done) => server.listen(port, '127.0.0.1', done));
    return { url, client: CLIENT, secret: SECRET };
  },
  // Who is at the browser from now on; nobody goes through where it is null.
  be({ who }) {
    person = who;
    if (who) known.set(who.sub, who);
    return {};
  },
  change(what) {
    changes = what;
    return {};
  },
  async renew({ kid, alg = 'RS256' }) {
    keys = await newKeys(kid, alg);
    handler = provider(set);
    return {};
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { call, do: what, ...rest } = JSON.parse(line);
  try {
    tell({ call, ...(await orders[what](rest)) });
  } catch (error) {
    tell({ call, error: String(error?.stack ?? error) });
  }
}
