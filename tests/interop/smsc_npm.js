// npm `smpp` as an SMSC that one client binds to. Takes orders and tells events as esme_npm.js does: `behave` says how the
// next messages are answered and reported, `inbound` sends a text as a phone would.
'use strict';
const readline = require('readline');
const smpp = require('smpp');

const FIRST_ID = 2596069104; // 0x9ABCDEF0: its hex has letters
const say = (line) => process.stdout.write(JSON.stringify(line) + '\n');

let bound;
let nextId = FIRST_ID;
// throttle: how many submits are refused first; hex: the answer has the id in hex, the receipt in decimal;
// early: the receipt comes before the answer; tlvs: the receipt's id and state are in TLVs, and its text says nothing.
let behaviour = {};
let reference = 0;

function receipt(pdu, id) {
  const text = `id:${id} sub:001 dlvrd:001 submit date:2601010000 done date:2601010000 stat:DELIVRD err:000 text:`;
  const fields = {
    source_addr_ton: 1, source_addr_npi: 1, source_addr: pdu.destination_addr,
    dest_addr_ton: pdu.source_addr_ton, dest_addr_npi: pdu.source_addr_npi, destination_addr: pdu.source_addr,
    esm_class: 4, data_coding: 0,
    short_message: behaviour.tlvs ? '' : text,
  };
  if (behaviour.tlvs) Object.assign(fields, { receipted_message_id: String(id), message_state: 2 });
  bound.deliver_sm(fields, (answer) => say({ event: 'receipt answered', status: answer.command_status }));
}

function submitted(session, pdu) {
  if (behaviour.throttle > 0) {
    behaviour.throttle -= 1;
    session.send(pdu.response({ command_status: smpp.ESME_RTHROTTLED }));
    say({ event: 'throttled' });
    return;
  }
  const id = nextId++;
  const { udh, message } = pdu.short_message;
  say({
    event: 'submitted',
    from: pdu.source_addr, to: pdu.destination_addr, coding: pdu.data_coding,
    text: pdu.message_payload ? pdu.message_payload.message : message,
    part: udh ? [...udh[0].subarray(2)] : null,
    sar: pdu.sar_total_segments ? [pdu.sar_msg_ref_num, pdu.sar_total_segments, pdu.sar_segment_seqnum] : null,
  });
  if (behaviour.early) receipt(pdu, id);
  session.send(pdu.response({ message_id: behaviour.hex ? id.toString(16).toUpperCase() : String(id) }));
  if (!behaviour.early) receipt(pdu, id);
}

const server = smpp.createServer((session) => {
  session.on('error', (error) => say({ event: 'error', text: String(error) }));
  session.on('bind_transceiver', (pdu) => {
    if (pdu.password !== 'secret') {
      session.send(pdu.response({ command_status: smpp.ESME_RINVPASWD }));
      return;
    }
    bound = session;
    session.send(pdu.response({ system_id: 'smsc' }));
    say({ event: 'bound', systemId: pdu.system_id, version: pdu.interface_version });
  });
  session.on('submit_sm', (pdu) => submitted(session, pdu));
  session.on('enquire_link', (pdu) => {
    session.send(pdu.response());
    say({ event: 'enquired' });
  });
  session.on('unbind', (pdu) => {
    session.send(pdu.response());
    session.close();
    say({ event: 'unbound' });
  });
});

const actions = {
  async behave(order) {
    behaviour = order;
    return {};
  },
  // In parts of 134 octets, the last one first.
  async inbound({ from, to, text }) {
    const octets = smpp.encodings.UCS2.encode(text);
    const total = Math.ceil(octets.length / 134);
    reference = (reference + 1) % 256;
    const parts = Array.from({ length: total }, (_, at) => ({
      udh: Buffer.from([5, 0, 3, reference, total, at + 1]),
      message: octets.subarray(at * 134, (at + 1) * 134),
    }));
    const fields = { source_addr_ton: 1, source_addr_npi: 1, source_addr: from, destination_addr: to, data_coding: 8 };
    const send = (part) => new Promise((resolve) => bound.deliver_sm({ ...fields, short_message: part }, resolve));
    const answers = await Promise.all(parts.reverse().map(send));
    return { statuses: answers.map((pdu) => pdu.command_status) };
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
