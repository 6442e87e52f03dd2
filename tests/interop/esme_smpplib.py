"""PyPI `smpplib` as an ESME. Speaks with the runner as esme_npm.js does: JSON lines on stdin and stdout."""

import json
import os
import select
import sys
import time
import warnings

import smpplib.client
import smpplib.consts
import smpplib.gsm

WAIT_SECONDS = 20
NAMES = {
    getattr(smpplib.consts, name): name.removeprefix("SMPP_") for name in dir(smpplib.consts) if name.startswith("SMPP_ESME_")
}


def say(**line):
    print(json.dumps(line), flush=True)


class Esme:
    def __init__(self):
        self.client = None
        self.answers = {}

    def bind(self, port, systemId, password):
        if self.client:
            self.client.disconnect()
        self.client = smpplib.client.Client("127.0.0.1", port, timeout=WAIT_SECONDS, allow_unknown_opt_params=True)
        self.client.set_message_received_handler(self.delivered)
        self.client.set_message_sent_handler(self.answered)
        self.client.set_query_resp_handler(self.answered)
        self.client.set_error_pdu_handler(self.answered)
        self.client.connect()
        try:
            answer = self.client.bind_transceiver(system_id=systemId, password=password)
        except smpplib.exceptions.PDUError as error:
            return {"status": NAMES[error.args[1]]}
        return {"status": NAMES[answer.status], "systemId": text(answer.system_id)}

    # `reversed` hides the builtin, which is not needed here: it is the order's name.
    def submit(self, to, coding, way, reversed, **order):
        assert way in ("whole", "udh"), way
        parts, coding, esm_class = smpplib.gsm.make_parts(order["text"], coding or 0)
        sent = [
            self.client.send_message(
                source_addr_ton=5,
                source_addr=order["from"],
                dest_addr_ton=1,
                dest_addr_npi=1,
                destination_addr=to,
                short_message=part,
                data_coding=coding,
                esm_class=esm_class,
                registered_delivery=True,
            ).sequence
            for part in (parts[::-1] if reversed else parts)
        ]
        answers = [self.answer(sequence) for sequence in sent]
        return {
            "statuses": [NAMES[answer.status] for answer in answers],
            "ids": [text(answer.message_id) for answer in answers],
        }

    def query(self, id, **order):
        asked = self.client.query_message(message_id=id, source_addr_ton=5, source_addr_npi=0, source_addr=order["from"])
        answer = self.answer(asked.sequence)
        return {"status": NAMES[answer.status], "id": text(answer.message_id), "state": answer.message_state}

    def unbind(self):
        answer = self.client.unbind()
        self.client.disconnect()
        self.client = None
        return {"status": NAMES[answer.status]}

    def answered(self, pdu):
        self.answers[pdu.sequence] = pdu

    def answer(self, sequence):
        """Reads on, receipts too, until the answer to a request has come."""
        until = time.monotonic() + WAIT_SECONDS
        while sequence not in self.answers:
            if time.monotonic() > until:
                raise TimeoutError(f"no answer to request {sequence}")
            self.client.read_once()
        return self.answers.pop(sequence)

    def delivered(self, pdu):
        say(
            event="delivered",
            **{"from": text(pdu.source_addr)},
            to=text(pdu.destination_addr),
            isReceipt=pdu.esm_class & 0x3C == 0x04,
            text=text(pdu.short_message),
            id=text(pdu.receipted_message_id),
            state=pdu.message_state,
        )


def text(octets):
    return octets.decode("ascii") if isinstance(octets, bytes) else octets


def orders():
    """Orders as they come; what the server sends meanwhile is read."""
    buffered = b""
    while True:
        socket = esme.client and esme.client._socket
        readable, _, _ = select.select([0, socket] if socket else [0], [], [])
        if socket in readable:
            esme.client.read_once()
        if 0 in readable:
            chunk = os.read(0, 65536)
            if not chunk:
                return
            *lines, buffered = (buffered + chunk).split(b"\n")
            yield from map(json.loads, lines)


warnings.simplefilter("ignore")
esme = Esme()
for order in orders():
    call = order.pop("call")
    try:
        say(call=call, **getattr(esme, order.pop("do"))(**order))
    except Exception as error:  # the runner says it, and goes on with the next case
        say(call=call, error=repr(error))
sys.exit()
