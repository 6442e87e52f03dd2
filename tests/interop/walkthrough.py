"""The page docs/walkthrough.md, run as it stands: its blocks one after the other in one shell, with a receiver that verifies."""

import os
import re
import subprocess
from pathlib import Path

from processes import expect, wait_for

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = ROOT / "docs/walkthrough.md"
# Blocks of other kinds are for people: how to start, and where things are.
BLOCKS = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LIMIT_SECONDS = 180


class Walkthrough:
    def __init__(self, receiver, gateway, work):
        self.receiver = receiver
        self.gateway = gateway
        self.work = work

    def two_organizations_are_set_up_as_the_page_says(self):
        script = "set -euo pipefail\n" + "".join(BLOCKS.findall(PAGE.read_text()))
        expect(script.count("\n") > 80, "the page has lost its blocks")
        names = {
            "TUMA": self.gateway.url,
            "ADMIN": self.gateway.email,
            "ADMIN_PASSWORD": self.gateway.email_password,
            "MAIL": str(self.work / "tuma-data/mail"),
            "HOOK": f"http://127.0.0.1:{self.receiver.event('listening')['port']}/walkthrough",
        }
        log = self.work / "walkthrough.log"
        with open(log, "wb") as out:
            command = ["bash", "-x", "-c", script]
            done = subprocess.run(
                command, cwd=self.work, env=os.environ | names, stdout=out, stderr=out, timeout=LIMIT_SECONDS, check=False
            )
        said = log.read_text()
        expect(done.returncode == 0 and "all of it worked" in said, f"it stopped: {said[-800:]}")
        self.secret = re.search(r"^the receiver's secret: (whsec_\S+)$", said, re.MULTILINE).group(1)

    def what_the_receiver_got_is_verified_by_the_library(self):
        told = wait_for("the webhooks", self.delivered)
        for one in told:
            signed = self.receiver.order(
                "verify", secret=self.secret, payload=one["payload"], headers=one["headers"]
            )
            expect(signed["verified"], f"the library refused {one}")

    def delivered(self):
        """What was told beside the test, once a delivery is there."""
        events = [one for one in self.receiver.events if one["event"] == "told" and one["path"] == "/walkthrough"]
        types = [one["payload"] for one in events]
        return events if any('"message.delivered"' in payload for payload in types) else None


def cases(receiver, gateway, work):
    page = Walkthrough(receiver, gateway, work)
    return [
        page.two_organizations_are_set_up_as_the_page_says,
        page.what_the_receiver_got_is_verified_by_the_library,
    ]
