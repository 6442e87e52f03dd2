"""The Tuma under test: its demo on free ports with a data directory of its own, its API, its command line."""

import json
import os
import re
import subprocess
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

from processes import WAIT_SECONDS, Failed, end, expect, start, wait_for
from visitor import Visitor

ID_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
SYSTEM_ID = "demo"
ADMINISTRATOR = "admin@demo.example"


class Gateway:
    def __init__(self, binary, work, name="tuma", **settings):
        self.binary = binary
        kept = {name: value for name, value in os.environ.items() if not name.startswith("TUMA_")}
        self.env = kept | {
            "TUMA_LISTEN": "127.0.0.1:0",
            "TUMA_SMPP_LISTEN": "127.0.0.1:0",
            "TUMA_DATA_DIR": str(work / f"{name}-data"),
            "TUMA_DEMO__CARRIER": json.dumps({"profile": "fastest"}),
            # The SMSC that the client binds to is on this machine.
            "TUMA_HTTP__ALLOW_PRIVATE": "true",
            **settings,
        }
        self.work = work
        # The demo's page, as people see it.
        page = work / f"{name}.stdout"
        with open(page, "wb") as stdout:
            self.process = start(name, [binary, "serve", "--demo"], work, self.env, stdout=stdout)

        def shown(pattern):
            expect(self.process.poll() is None, f"tuma serve --demo ended: {(work / f'{name}.log').read_text()[-500:]}")
            found = re.search(pattern, page.read_text(), re.MULTILINE)
            return found and found.group(1)

        def line(pattern):
            return wait_for(f"tuma serve --demo prints {pattern}", lambda: shown(pattern), 60)

        self.url = line(r"^Open: +(http://\S+)/docs$")
        self.key = line(r"^API key: (\S+)$")
        self.email, self.email_password = ADMINISTRATOR, line(rf"^Sign in: {ADMINISTRATOR} / (\S+)$")
        self.password = line(rf"^SMPP: {SYSTEM_ID} / (\S+)$")
        self.smpp_port = int(line(r"^Bind to: \S+:(\d+)$"))

    def login(self):
        return {"port": self.smpp_port, "systemId": SYSTEM_ID, "password": self.password}

    def call(self, path, body=None, **query):
        """One call of the API with the demo's key; answers its data."""
        return self.call_with(self.key, path, body, **query)

    def call_with(self, key, path, body=None, **query):
        """One call of the API; answers its data."""
        url = f"{self.url}{path}" + (f"?{urllib.parse.urlencode(query)}" if query else "")
        headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
        data = None if body is None else json.dumps(body).encode()
        try:
            with urllib.request.urlopen(urllib.request.Request(url, data, headers), timeout=WAIT_SECONDS) as answer:
                return json.load(answer)["data"]
        except urllib.error.HTTPError as error:
            raise Failed(f"{path}: {error.code} {error.read().decode()}") from None

    def command(self, *arguments):
        """Runs a command of the binary on the same data directory."""
        command = [self.binary, *arguments]
        done = subprocess.run(command, env=self.env, capture_output=True, text=True, timeout=WAIT_SECONDS, check=False)
        expect(done.returncode == 0, f"tuma {arguments[0]} {arguments[1]}: {done.stderr}")
        return done.stdout

    def person(self, email, role="operator"):
        """Makes somebody with an account in the demo's organization; answers the password."""
        made = self.command("user", "add", email, "--org", "demo", "--role", role)
        return re.search(rf"^Sign in: {re.escape(email)} / (\S+)$", made, re.MULTILINE).group(1)

    def administrator(self):
        """A visitor who is signed in as the demo's administrator."""
        visitor = Visitor(self.url)
        expect(visitor.sign_in(self.email, self.email_password).status == 200, "the administrator does not come in")
        return visitor

    def mails_now(self, email):
        """The mails to an address so far."""
        folder = Path(self.env["TUMA_DATA_DIR"]) / "mail"
        texts = [one.read_text() for one in sorted(folder.glob("*"))] if folder.is_dir() else []
        return [text for text in texts if f"To: {email}" in text]

    def mails(self, email):
        """The mails to an address, once there is one."""
        return wait_for(f"a mail to {email}", lambda: self.mails_now(email))

    def end(self):
        end(self.process)

    def outbound(self, phone):
        """The messages to a phone, oldest first."""
        return self.call("/api/sms/messages", direction="OUTBOUND", phone=phone)["messages"][::-1]

    def delivered(self, phone):
        """The only message to a phone, once it is DELIVERED."""

        def it():
            found = self.outbound(phone)
            expect(len(found) <= 1, f"{len(found)} messages to one phone instead of one")
            last.update(found[0] if found else {})
            return last if last.get("status") == "DELIVERED" else None

        last = {}
        try:
            return wait_for("the message is DELIVERED", it)
        except Failed as error:
            raise Failed(f"{error}; it is {last.get('status')}: {last.get('detail')}") from None


def id_in_smpp(message_id):
    """A message's id as SMPP clients get it: the number that msg_… spells in base 32."""
    number = 0
    for digit in message_id.removeprefix("msg_"):
        number = number * 32 + ID_ALPHABET.index(digit)
    return str(number)
