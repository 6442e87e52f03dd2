"""Cases of our SMPP server, driven by ESMEs that others wrote."""

import itertools

import texts
from gateway import id_in_smpp
from processes import equal, expect

SENDER = "SCHOOL"
DELIVERED = 2

phones = (f"+2547000{number:05}" for number in itertools.count(1))


class Esme:
    def __init__(self, peer, gateway):
        self.peer = peer
        self.gateway = gateway

    def bind(self):
        answer = self.peer.order("bind", **self.gateway.login())
        equal(answer["status"], "ESME_ROK", "bind_transceiver")
        equal(answer["systemId"], "tuma", "the server's system id")

    def sends(self, text, coding, way="whole", parts=1, backwards=False):
        """Sends a text; sees it whole in the API and DELIVERED, and a receipt for each id that was given."""
        phone = next(phones)
        order = {"from": SENDER, "to": phone[1:], "text": text, "coding": coding, "way": way, "reversed": backwards}
        answer = self.peer.order("submit", **order)
        equal(answer["statuses"], ["ESME_ROK"] * parts, "submit_sm")
        equal(len(set(answer["ids"])), parts, "ids given")
        message = self.gateway.delivered(phone)
        equal(message["body"], text, "the text in the API")
        equal((message["from"], message["to"]), (SENDER, phone), "sender and phone in the API")
        if parts == 1:
            equal(answer["ids"], [id_in_smpp(message["messageId"])], "the id given")
        for message_id in answer["ids"]:
            receipt = self.peer.event("delivered", id=message_id)
            expect(receipt["isReceipt"], "what came is no receipt")
            equal(receipt["state"], DELIVERED, "message_state")
            equal((receipt["from"], receipt["to"]), (phone[1:], SENDER), "addresses of the receipt")
            for word in (f"id:{message_id} ", "stat:DELIVRD ", "err:000 "):
                expect(word in receipt["text"], f"the receipt lacks {word!r}: {receipt['text']!r}")
        return answer["ids"]

    def a_wrong_login_is_refused(self):
        for field, value, status in [("password", "wrong", "ESME_RINVPASWD"), ("systemId", "nobody", "ESME_RINVSYSID")]:
            answer = self.peer.order("bind", **{**self.gateway.login(), field: value})
            equal(answer["status"], status, f"bind_transceiver with a wrong {field}")
        self.bind()

    def a_text_in_gsm_7_is_delivered(self):
        self.sends(texts.GSM, 0)

    def a_text_in_ucs_2_is_delivered(self):
        self.sends(texts.URDU, 8)

    def the_data_coding_that_the_client_chooses_is_understood(self):
        for text in texts.PLAIN, texts.GSM, texts.LATIN_1, texts.URDU:
            self.sends(text, None)

    def a_long_text_in_parts_is_delivered(self):
        self.sends(texts.LONG, 8, "udh", parts=10)
        self.sends(texts.LONG_GSM, 0, "udh", parts=5)

    def parts_that_come_last_first_are_delivered(self):
        self.sends(texts.LONG, 8, "udh", parts=10, backwards=True)

    def a_message_payload_is_delivered(self):
        self.sends(texts.LONG, 8, "payload")
        self.sends(texts.LONG_GSM, 0, "payload")

    def what_becomes_of_a_message_can_be_queried(self):
        [whole] = self.sends("Can be queried", 0)
        part = self.sends(texts.LONG, 8, "udh", parts=10)[4]
        for message_id in (whole, part):
            answer = self.peer.order("query", id=message_id, **{"from": SENDER})
            equal((answer["status"], answer["id"], answer["state"]), ("ESME_ROK", message_id, DELIVERED), "query_sm")
        equal(self.peer.order("query", id="1", **{"from": SENDER})["status"], "ESME_RINVMSGID", "query_sm of no message")

    def a_wrong_number_is_refused(self):
        order = {"from": SENDER, "to": "12", "text": "No such phone", "coding": 0, "way": "whole", "reversed": False}
        equal(self.peer.order("submit", **order)["statuses"], ["ESME_RINVDSTADR"], "submit_sm")

    def enquire_link_is_answered(self):
        equal(self.peer.order("enquire")["status"], "ESME_ROK", "enquire_link")

    def a_receipt_waits_for_the_next_bind(self):
        phone = next(phones)
        order = {"from": SENDER, "to": phone[1:], "text": "Told later", "coding": 0, "way": "whole", "reversed": False}
        [message_id] = self.peer.order("submit", **order)["ids"]
        self.unbind_is_answered()
        self.gateway.delivered(phone)
        self.bind()
        self.peer.event("delivered", id=message_id, state=DELIVERED)

    def unbind_is_answered(self):
        equal(self.peer.order("unbind")["status"], "ESME_ROK", "unbind")


def cases(esme):
    return [
        esme.a_wrong_login_is_refused,
        esme.a_text_in_gsm_7_is_delivered,
        esme.a_text_in_ucs_2_is_delivered,
        esme.the_data_coding_that_the_client_chooses_is_understood,
        esme.a_long_text_in_parts_is_delivered,
        esme.parts_that_come_last_first_are_delivered,
        esme.a_message_payload_is_delivered,
        esme.what_becomes_of_a_message_can_be_queried,
        esme.a_wrong_number_is_refused,
        esme.enquire_link_is_answered,
        esme.a_receipt_waits_for_the_next_bind,
        esme.unbind_is_answered,
    ]
