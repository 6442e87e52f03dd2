// npm `smpp` as an ESME. Does what it is told: a JSON object a line on stdin (`do`, `call` and arguments), an answer a line
// on stdout with the same `call`, and a line with `event` for what the server sends. Ends with its stdin.
'use strict';
const readline = require('readline');
const smpp = require('smpp');

const OCTETS_OF_A_PART = { 0: 153, 8: 134 };
const nameOf = Object.fromEntries(Object.entries(smpp.errors).map(([name, code]) => [code, name]));
const say = (line) => process.stdout.write(JSON.stringify(line) + '\n');

let session;
let reference = 0;

function ask(command, fields) {
  return new Promise((resolve, reject) => {
    session.once('close', () => reject(new Error(`the connection ended before the answer to ${command}`)));
    if (!session[command](fields, resolve)) reject(new Error('the connection is closed'));
  });
}

function connect(port) {
  return new Promise((resolve, reject) => {
    session = smpp.connect({ url: `smpp://127.0.0.1:${port}` }, resolve);
    session.setMaxListeners(0);
    session.on('error', reject);
    session.on('deliver_sm', delivered);
    session.on('enquire_link', (pdu) => session.send(pdu.response()));
    session.on('unbind', (pdu) => session.send(pdu.response()));
  });
}

function delivered(pdu) {
  session.send(pdu.response());
  say({
    event: 'delivered',
    from: pdu.source_addr,
    to: pdu.destination_addr,
    isReceipt: (pdu.esm_class & 0x3c) === 0x04,
    text: (pdu.message_payload || pdu.short_message).message,
    id: pdu.receipted_message_id,
    state: pdu.message_state,
  });
}

// What submit_sm is to carry, in one PDU or in several.
function pieces(text, coding, way) {
  if (way === 'payload') return [{ message_payload: text, short_message: '' }];
  if (way !== 'udh') return [{ short_message: text }];
  const octets = smpp.encodings[coding === 8 ? 'UCS2' : 'ASCII'].encode(text);
  const size = OCTETS_OF_A_PART[coding];
  const total = Math.ceil(octets.length / size);
  reference = (reference + 1) % 256;
  return Array.from({ length: total }, (_, at) => ({
    short_message: {
      udh: Buffer.from([5, 0, 3, reference, total, at + 1]),
      message: octets.subarray(at * size, (at + 1) * size),
    },
  }));
}

const actions = {
  async bind({ port, systemId, password }) {
    await connect(port);
    const answer = await ask('bind_transceiver', { system_id: systemId, password });
    return { status: nameOf[answer.command_status], systemId: answer.system_id };
  },
  async submit({ from, to, text, coding, way, reversed }) {
    const fields = { source_addr_ton: 5, source_addr: from, dest_addr_ton: 1, dest_addr_npi: 1, destination_addr: to };
    if (coding !== null) fields.data_coding = coding;
    const all = pieces(text, coding, way);
    if (reversed) all.reverse();
    const answers = await Promise.all(all.map((piece) => ask('submit_sm', { ...fields, registered_delivery: 1, ...piece })));
    return { statuses: answers.map((pdu) => nameOf[pdu.command_status]), ids: answers.map((pdu) => pdu.message_id) };
  },
  async query({ id, from }) {
    const answer = await ask('query_sm', { message_id: id, source_addr_ton: 5, source_addr: from });
    return { status: nameOf[answer.command_status], id: answer.message_id, state: answer.message_state };
  },
  async enquire() {
    return { status: nameOf[(await ask('enquire_link', {})).command_status] };
  },
  async unbind() {
    const ended = new Promise((resolve) => session.once('close', resolve));
    const answer = await ask('unbind', {});
    await ended;
    return { status: nameOf[answer.command_status] };
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
