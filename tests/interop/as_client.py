"""Cases of our SMPP client, bound to an SMSC that others wrote."""

import itertools
import json

import texts
from processes import equal, expect, wait_for

PROVIDER = "smsc"
SYSTEM_ID = "acme"
SHORTCODE = "20880"

phones = (f"+2547100{number:05}" for number in itertools.count(1))


class Client:
    def __init__(self, peer, gateway, esme):
        self.peer = peer
        self.gateway = gateway
        self.esme = esme

    def binds(self):
        settings = {
            "host": "127.0.0.1",
            "port": self.peer.event("listening")["port"],
            "systemId": SYSTEM_ID,
            "password": "secret",
            "fromNumber": SHORTCODE,
            "enquireLinkSeconds": 1,
            "throttlePauseMs": 100,
        }
        # After the simulated carrier, so that only what names it goes there.
        name = ["--org", "demo", "--name", PROVIDER, "--rank", "2000"]
        self.gateway.command("provider", "add", *name, "--adapter", "smpp", "--settings", json.dumps(settings))
        equal(self.peer.event("bound")["systemId"], SYSTEM_ID, "the client's system id")

    def sends(self, text, **behaviour):
        """Sends a text through the SMSC; gives back the submits it saw, once the message is DELIVERED."""
        self.peer.order("behave", **behaviour)
        phone = next(phones)
        self.gateway.call("/api/sms/send", {"to": phone, "body": text, "provider": PROVIDER})
        message = self.gateway.delivered(phone)
        equal((message["body"], message["provider"]), (text, PROVIDER), "text and provider in the API")
        submits = [self.peer.event("submitted", to=phone[1:])]
        total = (submits[0]["part"] or [0, 1, 1])[1]
        if total > 1:
            submits = self.peer.event("submitted", total, to=phone[1:])
        equal(len(message["providerMsgIds"]), total, "the carrier's ids in the API")
        submits.sort(key=lambda one: one["part"] or [])
        equal("".join(one["text"] for one in submits), text, "the text at the SMSC")
        equal({one["from"] for one in submits}, {SHORTCODE}, "the sender at the SMSC")
        return submits

    def texts_are_delivered(self):
        equal([one["coding"] for one in self.sends(texts.GSM)], [0], "data_coding")
        equal([one["coding"] for one in self.sends(texts.URDU)], [8], "data_coding")

    def long_texts_arrive_whole(self):
        for text in (texts.LONG, texts.LONG_GSM):
            parts = [one["part"] for one in self.sends(text)]
            reference, total = parts[0][:2]
            equal(parts, [[reference, total, number] for number in range(1, len(parts) + 1)], "references of the parts")

    def ids_may_be_hex_in_the_answer_and_decimal_in_the_receipt(self):
        self.sends("In hex", hex=True)
        self.sends(texts.LONG, hex=True)

    def receipts_may_come_before_the_answer(self):
        self.sends("Early", early=True)
        self.sends("Early and in hex", early=True, hex=True)

    def receipts_may_say_it_in_tlvs_alone(self):
        self.sends("In TLVs", tlvs=True)

    def a_throttled_message_is_sent_again(self):
        self.sends("Throttled", throttle=2)
        self.peer.event("throttled", 2)

    def an_inbound_text_in_parts_is_in_the_inbox(self):
        phone = next(phones)
        answer = self.peer.order("inbound", to=SHORTCODE, text=texts.LONG, **{"from": phone[1:]})
        equal(set(answer["statuses"]), {0}, "deliver_sm_resp")
        inbox = wait_for("the text is in the inbox", lambda: self.inbox(phone))
        equal([(one["from"], one["to"], one["body"]) for one in inbox], [(phone, SHORTCODE, texts.LONG)], "the inbox")

    def an_inbound_text_reaches_the_organizations_own_client(self):
        self.esme.bind()
        for text in (texts.GSM, texts.LONG):
            phone = next(phones)
            self.peer.order("inbound", to=SHORTCODE, text=text, **{"from": phone[1:]})
            told = self.esme.peer.event("delivered", isReceipt=False, **{"from": phone[1:]})
            equal((told["to"], told["text"]), (SHORTCODE, text), "deliver_sm")
        self.esme.unbind_is_answered()

    def inbox(self, phone):
        return self.gateway.call("/api/sms/inbox", phone=phone)["messages"]

    def the_link_is_tested_while_it_is_silent(self):
        self.peer.event("enquired")

    def every_receipt_was_taken(self):
        answered = self.peer.event("receipt answered", 5)
        expect(all(one["status"] == 0 for one in answered), f"receipts were refused: {answered}")

    def unbinds_when_the_provider_is_removed(self):
        self.gateway.command("provider", "remove", PROVIDER)
        self.peer.event("unbound")


def cases(peer, gateway, esme):
    client = Client(peer, gateway, esme)
    return [
        client.binds,
        client.texts_are_delivered,
        client.long_texts_arrive_whole,
        client.ids_may_be_hex_in_the_answer_and_decimal_in_the_receipt,
        client.receipts_may_come_before_the_answer,
        client.receipts_may_say_it_in_tlvs_alone,
        client.a_throttled_message_is_sent_again,
        client.an_inbound_text_in_parts_is_in_the_inbox,
        client.an_inbound_text_reaches_the_organizations_own_client,
        client.the_link_is_tested_while_it_is_silent,
        client.every_receipt_was_taken,
        client.unbinds_when_the_provider_is_removed,
    ]
