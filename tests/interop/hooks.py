"""Cases of webhooks out, verified by the library that others wrote for the Standard Webhooks specification."""

import itertools
import json

from processes import equal, expect, wait_for

phones = (f"+2547200{number:05}" for number in itertools.count(1))
WHOLE_LIFE = ["message.queued", "message.sent", "message.delivered"]


class Receiver:
    def __init__(self, peer, gateway):
        self.peer = peer
        self.gateway = gateway
        self.webhook = None
        self.secret = None

    def url(self, path):
        return f"http://127.0.0.1:{self.peer.event('listening')['port']}{path}"

    def command(self, *arguments):
        return json.loads(self.gateway.command("--json", "webhook", *arguments, "--org", "demo"))

    def a_webhook_is_added_and_its_test_is_verified(self):
        added = self.command("add", self.url("/hook"), "--event", "message.*")
        self.webhook, self.secret = added["id"], added["secret"]
        self.peer.order("expect", path="/hook", secrets=[self.secret])
        tried = self.command("test", self.webhook)
        equal((tried["success"], tried["httpStatus"]), (True, 204), "the test")
        told = self.peer.event("told", path="/hook")
        expect(told["verified"], f"the library refused the test: {told.get('faults')}")
        equal(told["body"]["type"], "webhook.test", "the test's type")

    def every_event_of_a_message_is_verified_and_in_order(self):
        message = self.gateway.call("/api/sms/send", {"to": next(phones), "body": "Habari"})["messageId"]
        told = self.of(message, "/hook", len(WHOLE_LIFE))
        equal([one["body"]["type"] for one in told], WHOLE_LIFE, "what was told")
        equal(len({one["id"] for one in told}), len(told), "an id each")

    def of(self, message, path, count):
        """What was told of a message, all of it verified, once there is so much."""

        def found():
            events = [one for one in self.peer.events if one["event"] == "told" and one["path"] == path]
            refused = [one for one in events if not one["verified"]]
            expect(not refused, f"the library refused {refused[:1]}")
            mine = [one for one in events if one["body"]["data"].get("messageId") == message]
            return mine if len(mine) >= count else None

        return wait_for(f"{count} events of {message}", found)

    def a_callback_is_verified_with_the_organizations_own_secret(self):
        scope = ["--org", "demo", "--name", "hooks", "--scope", "providers:read"]
        key = json.loads(self.gateway.command("--json", "key", "create", *scope))["apiKey"]
        secret = self.gateway.call_with(key, "/api/sms/callback-secret")["secret"]
        self.peer.order("expect", path="/callback", secrets=[secret])
        body = {"to": next(phones), "body": "Habari", "callbackUrl": self.url("/callback")}
        message = self.gateway.call("/api/sms/send", body)["messageId"]
        equal([one["body"]["type"] for one in self.of(message, "/callback", 1)], ["message.delivered"], "its end")

    def what_is_not_taken_is_in_the_log(self):
        added = self.command("add", self.url("/refuse"), "--event", "message.delivered")
        self.peer.order("expect", path="/refuse", secrets=[added["secret"]])
        message = self.gateway.call("/api/sms/send", {"to": next(phones), "body": "Habari"})["messageId"]
        self.of(message, "/refuse", 1)

        def logged():
            return self.command("deliveries", added["id"], "--failed")

        tries = wait_for("the try is in the log", logged)
        equal((tries[-1]["httpStatus"], tries[-1]["messageId"]), (500, message), "the first try")
        self.command("remove", added["id"])

    def a_webhook_is_removed(self):
        self.command("remove", self.webhook)
        equal(self.command("list"), [], "the webhooks")


def cases(peer, gateway):
    receiver = Receiver(peer, gateway)
    return [
        receiver.a_webhook_is_added_and_its_test_is_verified,
        receiver.every_event_of_a_message_is_verified_and_in_order,
        receiver.a_callback_is_verified_with_the_organizations_own_secret,
        receiver.what_is_not_taken_is_in_the_log,
        receiver.a_webhook_is_removed,
    ]
