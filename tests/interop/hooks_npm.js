// A receiver of webhooks that verifies them with npm `standardwebhooks`. Takes orders and tells events as esme_npm.js
// does: `expect` says with which secrets, tried in turn, requests to a path are verified; each request is told with what
// the library said of it. A path that ends in /refuse is answered 500.
'use strict';
const http = require('http');
const readline = require('readline');
const { Webhook } = require('standardwebhooks');

const say = (line) => process.stdout.write(JSON.stringify(line) + '\n');
const secrets = {};

function verified(path, payload, headers) {
  const faults = [];
  for (const secret of secrets[path] || []) {
    try {
      return { verified: true, with: secret, body: new Webhook(secret).verify(payload, headers) };
    } catch (error) {
      faults.push(String(error));
    }
  }
  return { verified: false, faults };
}

const server = http.createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const payload = Buffer.concat(chunks).toString('utf8');
    say({ event: 'told', path: request.url, id: request.headers['webhook-id'], payload, headers: request.headers,
      ...verified(request.url, payload, request.headers) });
    response.writeHead(request.url.endsWith('/refuse') ? 500 : 204);
    response.end();
  });
});

const actions = {
  async expect({ path, secrets: known }) {
    secrets[path] = known;
    return {};
  },
  // What the library says of a request that was told before its secret was known.
  async verify({ secret, payload, headers }) {
    return { verified: Boolean(new Webhook(secret).verify(payload, headers)) };
  },
  // What the library itself makes of a payload, to hold against ours.
  async sign({ secret, id, seconds, payload }) {
    return { signature: new Webhook(secret).sign(id, new Date(seconds * 1000), payload) };
  },
};

readline.createInterface({ input: process.stdin }).on('line', async (line) => {
  const order = JSON.parse(line);
  try {
    say({ call: order.call, ...(await actions[order.do](order)) });
  } catch (error) {
    say({ call: order.call, error: String(error) });
  }
}).on('close', () => process.exit());

server.listen(0, '127.0.0.1', () => say({ event: 'listening', port: server.address().port }));
