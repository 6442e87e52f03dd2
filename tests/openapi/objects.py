"""The Tuma under test, and one of everything that a path can name, for each operation that names one.

An operation gets objects of its own, so that what removes or stops one takes it from nobody else; what would shut its
caller out is called by somebody else.
"""

import datetime
import json
import os
import re
import subprocess
import urllib.error
import urllib.request

from processes import WAIT_SECONDS, Failed, expect, start, wait_for

ORGANIZATION = "demo"
ADMINISTRATOR = "admin@demo.example"
# What could shut its caller out (a second factor for everybody, networks that nobody is in): each call is made in an
# organization of its own.
IN_ITS_OWN_ORGANIZATION = ("PUT /api/security/policy", "PUT /api/sms/networks")
# What ends sessions or puts others in their place: each call is made with a new session of a person who makes no others.
WITH_ITS_OWN_SESSION = (
    "POST /api/auth/sign-out",
    "POST /api/auth/switch",
    "DELETE /api/auth/sessions",
    "DELETE /api/auth/sessions/{sessionId}",
)


class World:
    def __init__(self, binary, work):
        self.binary = binary
        kept = {name: value for name, value in os.environ.items() if not name.startswith("TUMA_")}
        unlimited = ("USER_PER_MINUTE", "USER_PER_DAY", "SIGN_INS_PER_MINUTE", "WEBHOOKS_PER_MINUTE", "STRANGERS_PER_MINUTE")
        self.env = kept | {f"TUMA_LIMITS__{name}": "0" for name in unlimited}
        self.env |= {
            "TUMA_LISTEN": "127.0.0.1:0",
            "TUMA_SMPP_LISTEN": "127.0.0.1:0",
            "TUMA_DATA_DIR": str(work / "data"),
            "TUMA_DEMO__CARRIER": json.dumps({"profile": "fastest"}),
            # A hash for each session that a call needs for itself.
            "TUMA_PEOPLE__ARGON2_MEMORY_KIB": "8192",
        }
        page = work / "tuma.stdout"
        with open(page, "wb") as stdout:
            process = start("tuma", [binary, "serve", "--demo"], work, self.env, stdout=stdout)

        def shown(pattern):
            expect(process.poll() is None, f"tuma serve --demo ended: {(work / 'tuma.log').read_text()[-500:]}")
            found = re.search(pattern, page.read_text(), re.MULTILINE)
            return found and found.group(1)

        def line(pattern):
            return wait_for(f"tuma serve --demo prints {pattern}", lambda: shown(pattern), 60)

        self.url = line(r"^Open: +(http://\S+)/docs$")
        self.password = line(rf"^Sign in: {re.escape(ADMINISTRATOR)} / (\S+)$")
        self.count = 0
        self.token = self.sign_in({"email": ADMINISTRATOR, "password": self.password, "organization": ORGANIZATION})
        self.leaver = self.person("leaver@demo.example", "owner")
        self.administrator = self.call("GET", "/api/auth/me")["user"]["userId"]
        self.key = self.call("POST", "/api/sms/api-keys", self.all_scopes())["apiKey"]
        self.call("PUT", "/api/sms/balance/terms", {"mode": "prepaid", "currency": "KES"})
        self.call("POST", "/api/sms/prices", {"price": "0.80", "currency": "KES"})
        self.call("POST", "/api/sms/balance/top-ups", {"amount": "1000000", "currency": "KES", "reference": "INV-0"})

    def command(self, *arguments):
        command = [self.binary, *arguments]
        done = subprocess.run(command, env=self.env, capture_output=True, text=True, timeout=WAIT_SECONDS, check=False)
        expect(done.returncode == 0, f"tuma {arguments[0]} {arguments[1]}: {done.stderr}")
        return done.stdout

    def request(self, method, path, body, headers):
        request = urllib.request.Request(self.url + path, body, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=WAIT_SECONDS) as answer:
                return json.load(answer)["data"]
        except urllib.error.HTTPError as error:
            raise Failed(f"{method} {path}: {error.code} {error.read().decode()}") from None

    def call(self, method, path, body=None):
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        return self.request(method, path, None if body is None else json.dumps(body).encode(), headers)

    def sign_in(self, body):
        headers = {"Content-Type": "application/json"}
        return self.request("POST", "/api/v1/auth/token", json.dumps(body).encode(), headers)["access_token"]

    def person(self, email, role):
        """Makes somebody; answers how to sign in."""
        made = self.command("--json", "user", "add", email, "--org", ORGANIZATION, "--role", role)
        return {"email": email, "password": json.loads(made)["password"]}

    def all_scopes(self):
        document = self.document()
        scopes = set()
        for item in document["paths"].values():
            for operation in item.values():
                for one in operation.get("security", []):
                    scopes.update(one.get("apiKey", []))
        return {"name": "everything", "scopes": sorted(scopes), "limits": {"perMinute": 0, "perDay": 0}}

    def streams(self):
        """Paths whose answers end when the caller goes."""
        found = self.document()["paths"].items()
        return [path for path, item in found if "text/event-stream" in json.dumps(item)]

    def document(self):
        with urllib.request.urlopen(f"{self.url}/api/openapi.json", timeout=WAIT_SECONDS) as answer:
            return json.load(answer)

    def next(self):
        self.count += 1
        return self.count

    # One maker for each name that a path can have.

    def message(self):
        tomorrow = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=1)
        body = {"to": self.phone(), "body": "Hello", "scheduledAt": tomorrow.isoformat()}
        return self.call("POST", "/api/sms/send", body)["messageId"]

    def phone(self):
        return f"+2547{self.next():08d}"

    def batch(self):
        return self.call("POST", "/api/sms/send-bulk", {"recipients": [{"to": self.phone()}], "body": "Hello"})["batchId"]

    def provider(self):
        return self.call("POST", "/api/sms/providers", {"kind": "simulator", "name": f"own-{self.next()}"})["providerId"]

    def shared_provider(self):
        return self.call("POST", "/api/system/providers", {"kind": "simulator", "name": f"all-{self.next()}"})["providerId"]

    def route(self):
        body = {"name": f"route-{self.next()}", "providers": [{"providerId": self.provider()}]}
        return self.call("POST", "/api/sms/routes", body)["routeId"]

    def sms_key(self):
        body = {"name": f"key-{self.next()}", "scopes": ["sms:send"]}
        return self.call("POST", "/api/sms/api-keys", body)["keyId"]

    def sender(self):
        return self.call("POST", "/api/sms/senders", {"sender": f"ACME{self.next()}", "purpose": "fees"})["senderId"]

    def top_up(self):
        body = {"amount": "1", "currency": "KES", "reference": f"INV-{self.next()}"}
        return self.call("POST", "/api/sms/balance/top-ups", body)["topUpId"]

    def price(self):
        body = {"prefix": f"2547{self.next()}", "price": "0.80", "currency": "KES"}
        return self.call("POST", "/api/sms/prices", body)["priceId"]

    def file(self):
        border = "border"
        rows = "\n".join(self.phone() for _ in range(2))
        head = f'--{border}\r\nContent-Disposition: form-data; name="file"; filename="list.txt"\r\nContent-Type: text/plain'
        body = f"{head}\r\n\r\n{rows}\r\n--{border}--\r\n".encode()
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": f"multipart/form-data; boundary={border}"}
        return self.request("POST", "/api/v1/files/upload", body, headers)["file_id"]

    def session(self):
        headers = {"Authorization": f"Bearer {self.sign_in(self.leaver)}"}
        return self.request("GET", "/api/auth/sessions", None, headers)["sessions"][0]["sessionId"]

    def member(self):
        email = f"person{self.next()}@demo.example"
        self.person(email, "viewer")
        return next(one["userId"] for one in self.call("GET", "/api/team")["members"] if one["email"] == email)

    def invitation(self):
        body = {"email": f"guest{self.next()}@demo.example", "role": "viewer"}
        return self.call("POST", "/api/team/invitations", body)["invitationId"]

    def unit(self):
        return self.call("POST", "/api/units", {"name": f"Unit {self.next()}"})["unitId"]

    def organization(self):
        body = {"name": "Other", "slug": f"other-{self.next()}", "region": "KE"}
        return self.call("POST", "/api/system/organizations", body)["organizationId"]

    def webhook(self):
        body = {"url": "https://hooks.example/x", "events": ["balance.low"]}
        self.hook = self.call("POST", "/api/sms/webhooks", body)["webhookId"]
        return self.hook

    def delivery(self):
        """A try to tell the webhook that was made last."""
        return self.call("POST", f"/api/sms/webhooks/{self.hook}/test", {})["deliveryId"]

    def hook_token(self):
        providers = self.call("GET", "/api/sms/providers")["providers"]
        urls = (re.search(r"/hooks/(\w+)", json.dumps(one)) for one in providers)
        return next((found.group(1) for found in urls if found), "0123456789abcdef")

    def of_path(self, path):
        """What the names in a path stand for."""
        makers = {
            "messageId": self.message,
            "batchId": self.batch,
            "providerId": self.shared_provider if path.startswith("/api/system/") else self.provider,
            "routeId": self.route,
            "keyId": self.sms_key,
            "senderId": self.sender,
            "topUpId": self.top_up,
            "priceId": self.price,
            "number": self.phone,
            "id": self.batch,
            "file_id": self.file,
            "sessionId": self.session,
            "userId": self.member,
            "invitationId": self.invitation,
            "unitId": self.unit,
            "organizationId": self.organization,
            "token": self.hook_token,
            "webhookId": self.webhook,
            "deliveryId": self.delivery if "{webhookId}" in path else lambda: "dlv_0000000000001",
            "issuer": lambda: "house",
            "kind": lambda: "report",
            "provider": lambda: "stripe",
        }
        names = re.findall(r"\{(\w+)\}", path)
        unknown = [name for name in names if name not in makers]
        expect(not unknown, f"{path} names {unknown}, which objects.py does not know how to make")
        return {name: makers[name]() for name in names}

    def for_hooks(self):
        """All that hooks.py wants to know."""
        objects = {}
        for path, item in self.document()["paths"].items():
            for method in item:
                objects[f"{method.upper()} {path}"] = self.of_path(path)
        return {
            "url": self.url,
            "key": self.key,
            "token": self.token,
            "binary": str(self.binary),
            "env": self.env,
            "administrator": self.administrator,
            "in_its_own_organization": IN_ITS_OWN_ORGANIZATION,
            "with_its_own_session": {"operations": WITH_ITS_OWN_SESSION, "person": self.leaver},
            "objects": objects,
            "ids": {"providerId": self.provider(), "userId": self.member(), "unitId": self.unit(), "organization": ORGANIZATION},
        }
