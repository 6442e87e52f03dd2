"""A person at a browser, as far as HTTP goes: cookies are kept, redirects are followed one by one so that each can be seen."""

import base64
import hashlib
import hmac
import http.cookiejar
import json
import struct
import time
import urllib.error
import urllib.parse
import urllib.request

from processes import WAIT_SECONDS, Failed

MOST_STEPS = 20


class Unfollowed(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


class Answered:
    def __init__(self, url, status, headers, body):
        self.url, self.status, self.headers, self.body = url, status, headers, body

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def query(self):
        return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.url).query))


class Visitor:
    def __init__(self, base):
        self.base = base
        self.jar = http.cookiejar.CookieJar()
        self.http = urllib.request.build_opener(Unfollowed, urllib.request.HTTPCookieProcessor(self.jar))
        self.csrf = ""

    def cookie(self, name):
        return next((one.value for one in self.jar if one.name == name), None)

    def step(self, url, body=None, method=None):
        """One request, and no other for its answer."""
        url = urllib.parse.urljoin(self.base, url)
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json", "X-CSRF-Token": self.csrf}
        request = urllib.request.Request(url, data, headers, method=method)
        try:
            with self.http.open(request, timeout=WAIT_SECONDS) as answer:
                return Answered(url, answer.status, answer.headers, answer.read().decode())
        except urllib.error.HTTPError as error:
            return Answered(url, error.code, error.headers, error.read().decode())

    def until(self, url, stops):
        """Follows redirects until one leads to an address of which `stops` is true; answers that address, not yet asked."""
        for _ in range(MOST_STEPS):
            answer = self.step(url)
            if answer.status not in (302, 303):
                raise Failed(f"{answer.url} is {answer.status}, not a redirect: {answer.body[:300]}")
            url = urllib.parse.urljoin(answer.url, answer.headers["Location"])
            if stops(url):
                return url
        raise Failed(f"{MOST_STEPS} redirects and no end")

    def comes_back(self, issuer, **query):
        """Signs in at the issuer; answers the address that the issuer sends the browser back to, not yet asked."""
        query = f"?{urllib.parse.urlencode(query)}" if query else ""
        back = f"/api/auth/issuers/{issuer}/callback"
        return self.until(f"/api/auth/issuers/{issuer}/start{query}", lambda url: urllib.parse.urlsplit(url).path == back)

    def lands(self, back):
        """Where Tuma sends somebody who came back, as the path and its query."""
        answer = self.step(back)
        if answer.status != 303:
            raise Failed(f"the way back is {answer.status}: {answer.body[:300]}")
        return answer.headers["Location"]

    def me(self):
        """Who is signed in; None where nobody is."""
        answer = self.step("/api/auth/me")
        if answer.status == 401:
            return None
        data = answer.json["data"]
        self.csrf = data["csrfToken"]
        return data

    def sign_in(self, email, password):
        answer = self.step("/api/auth/sign-in", {"email": email, "password": password})
        if answer.status == 200:
            self.csrf = answer.json["data"]["csrfToken"]
        return answer


def code_of(secret, at=None):
    """The code of a base32 secret (RFC 6238)."""
    at = time.time() if at is None else at
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    mac = hmac.new(key, struct.pack(">Q", int(at) // 30), hashlib.sha1).digest()
    offset = mac[19] & 15
    return f"{(struct.unpack('>I', mac[offset:offset + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"
