"""Cases of our SMPP server with Kannel bound to it: bearerbox as the ESME, smsbox taking messages over HTTP."""

import http.server
import itertools
import queue
import shutil
import threading
import urllib.error
import urllib.parse
import urllib.request

import texts
from gateway import SYSTEM_ID
from processes import WAIT_SECONDS, Failed, end, equal, expect, free_port, start, wait_for

DELIVERED = "1"
# For delivery and for failure.
DLR_MASK = 3

CONFIGURATION = """
group = core
admin-port = {admin}
admin-interface = 127.0.0.1
admin-password = interop
smsbox-port = {boxes}
smsbox-interface = 127.0.0.1
box-allow-ip = 127.0.0.1
log-file = "{work}/bearerbox.log"
log-level = 0
dlr-storage = internal

group = smsc
smsc = smpp
smsc-id = tuma
host = 127.0.0.1
port = {smpp}
smsc-username = {system_id}
smsc-password = {password}
system-type = ""
transceiver-mode = true
reconnect-delay = 1

group = smsbox
bearerbox-host = 127.0.0.1
bearerbox-port = {boxes}
sendsms-port = {send}
sendsms-interface = 127.0.0.1
log-file = "{work}/smsbox.log"
log-level = 0

group = sendsms-user
username = interop
password = interop
max-messages = 10
concatenation = true

group = sms-service
keyword = default
max-messages = 0
text = "nothing"
"""

phones = (f"+2547200{number:05}" for number in itertools.count(1))


class Sink(http.server.ThreadingHTTPServer):
    """Takes Kannel's callbacks."""

    def __init__(self):
        calls = self.calls = queue.Queue()

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                query = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)
                calls.put({name: values[0] for name, values in query.items()})
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        super().__init__(("127.0.0.1", 0), Handler)
        self.port = self.server_address[1]
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def next(self):
        try:
            return self.calls.get(timeout=WAIT_SECONDS)
        except queue.Empty:
            raise Failed(f"Kannel called no dlr-url within {WAIT_SECONDS} s") from None


class Kannel:
    def __init__(self, gateway, work):
        self.gateway = gateway
        self.work = work
        self.sink = Sink()
        self.ports = {name: free_port() for name in ("admin", "boxes", "send")}
        self.processes = []

    def page(self, port, path, **query):
        url = f"http://127.0.0.1:{self.ports[port]}{path}?{urllib.parse.urlencode(query)}"
        with urllib.request.urlopen(url, timeout=WAIT_SECONDS) as answer:
            return answer.read().decode()

    def status(self):
        expect(all(one.poll() is None for one in self.processes), "a box of Kannel's ended")
        try:
            return self.page("admin", "/status.txt", password="interop")
        except OSError:
            return ""

    def box(self, name, configuration):
        # Not on the path of everybody who is not root.
        command = shutil.which(name) or f"/usr/sbin/{name}"
        self.processes.append(start(name, [command, configuration], self.work))

    def binds(self):
        values = {"system_id": SYSTEM_ID, "password": self.gateway.password, "smpp": self.gateway.smpp_port}
        configuration = self.work / "kannel.conf"
        configuration.write_text(CONFIGURATION.format(work=self.work, **self.ports, **values))
        self.box("bearerbox", configuration)
        wait_for("bearerbox is bound", lambda: "(online" in self.status())
        self.box("smsbox", configuration)
        wait_for("smsbox is connected", lambda: "smsbox:" in self.status())

    def sends(self, text, coding):
        phone = next(phones)
        report = f"http://127.0.0.1:{self.sink.port}/?type=%d&to=%p"
        options = {"coding": coding, "charset": "UTF-8", "dlr-mask": DLR_MASK, "dlr-url": report}
        login = {"username": "interop", "password": "interop"}
        message = {"from": "SCHOOL", "to": phone, "text": text}
        wait_for("sendsms takes connections", self.takes)
        answer = self.page("send", "/cgi-bin/sendsms", **login, **message, **options)
        expect(answer.startswith("0:"), f"sendsms answered {answer!r}")
        message = self.gateway.delivered(phone)
        equal((message["body"], message["from"], message["to"]), (text, "SCHOOL", phone), "the message in the API")
        equal(self.sink.next(), {"type": DELIVERED, "to": phone}, "the callback to dlr-url")

    def takes(self):
        try:
            return self.page("send", "/") is not None
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False

    def a_text_in_gsm_7_is_delivered_and_reported(self):
        self.sends(texts.GSM, 0)

    def a_text_in_ucs_2_is_delivered_and_reported(self):
        self.sends(texts.URDU, 2)

    def a_long_text_in_parts_is_delivered_and_reported(self):
        self.sends(texts.LONG, 2)
        self.sends(texts.LONG_GSM, 0)

    def ends_when_it_is_told_to(self):
        equal([end(process) for process in reversed(self.processes)], [0, 0], "how smsbox and bearerbox ended")


def cases(gateway, work):
    kannel = Kannel(gateway, work)
    return [
        kannel.binds,
        kannel.a_text_in_gsm_7_is_delivered_and_reported,
        kannel.a_text_in_ucs_2_is_delivered_and_reported,
        kannel.a_long_text_in_parts_is_delivered_and_reported,
        kannel.ends_when_it_is_told_to,
    ]
