"""Cases of signing in at an OpenID Connect issuer: npm oidc-provider, run here, and what a dishonest one would say."""

import itertools
import time
import urllib.error
import urllib.parse
import urllib.request

from processes import end, equal, expect, wait_for
from visitor import Visitor, code_of

EMAIL = "amina@example.org"
numbers = itertools.count(1)


def account(email=None, verified=True, sub=None):
    email = email or f"person{next(numbers)}@example.org"
    return {"sub": sub or f"subject-{email}", "email": email, "email_verified": verified, "name": "Amina Wanjiru"}


class AtIssuer:
    def __init__(self, issuer, other, gateway, other_url):
        self.issuer, self.other, self.gateway, self.other_url = issuer, other, gateway, other_url

    def visitor(self):
        return Visitor(self.gateway.url)

    def person(self, email, *more):
        """Makes somebody with an account here; answers the password."""
        return self.gateway.person(email, *more)

    def goes(self, who, issuer="first", visitor=None, **query):
        """Somebody goes through the issuer; answers the visitor and where it lands."""
        (self.issuer if issuer == "first" else self.other).order("be", who=who)
        visitor = visitor or self.visitor()
        return visitor, visitor.lands(visitor.comes_back(issuer, **query))

    def is_sent_away(self, who, word, issuer="first"):
        visitor, landed = self.goes(who, issuer)
        equal(landed, f"/?signIn={word}", "where somebody lands who is not let in")
        equal(visitor.me(), None, "who is signed in")
        return visitor

    def comes_in(self, who, issuer="first", **query):
        visitor, landed = self.goes(who, issuer, **query)
        equal(landed, query.get("next", "/"), "where somebody lands who is let in")
        me = visitor.me()
        expect(me, "nobody is signed in")
        return visitor, me

    def issuers_are_listed_for_the_sign_in_page(self):
        listed = self.visitor().step("/api/auth/issuers").json["data"]["issuers"]
        first = {"name": "first", "title": "First issuer", "startPath": "/api/auth/issuers/first/start"}
        equal(listed[0], first, "the first issuer")
        equal([one["name"] for one in listed], ["first", "house"], "the issuers in order")

    def whoever_has_an_account_comes_in_by_the_verified_address(self):
        self.person(EMAIL)
        visitor, me = self.comes_in(account(EMAIL.upper(), sub="amina"), next="/messages?status=FAILED")
        equal(me["user"]["email"], EMAIL, "who is signed in")
        equal(me["organization"]["slug"], "demo", "where")
        equal(visitor.cookie("tuma_issuer"), None, "what was kept for the way")
        sessions = visitor.step("/api/auth/sessions").json["data"]["sessions"]
        equal([one["kind"] for one in sessions], ["browser"], "the sessions")

    def who_is_known_comes_in_whatever_the_address_became(self):
        _, me = self.comes_in(account("amina@married.example", verified=False, sub="amina"))
        equal(me["user"]["email"], EMAIL, "who is signed in")

    def the_account_of_an_address_is_not_somebody_elses_who_got_it_later(self):
        self.is_sent_away(account(EMAIL, sub="somebody-new"), "somebody_elses")

    def an_address_that_is_not_verified_is_as_good_as_none(self):
        email = "unverified@example.org"
        self.person(email)
        self.is_sent_away(account(email, verified=False), "unverified")
        _, me = self.comes_in(account(email))
        equal(me["user"]["email"], email, "who is signed in once it is verified")

    def nobody_comes_in_without_an_account(self):
        self.is_sent_away(account(), "no_account")

    def a_disabled_account_stays_out(self):
        email = "disabled@example.org"
        self.person(email)
        self.comes_in(account(email))
        self.gateway.command("user", "disable", email)
        self.is_sent_away(account(email), "no_account")

    def whoever_is_invited_has_an_account_and_the_place_at_the_first_visit(self):
        admin = self.gateway.administrator()
        invited = {"email": "invited@example.org", "role": "operator"}
        equal(admin.step("/api/team/invitations", invited).status, 201, "the invitation")
        _, me = self.comes_in(account("invited@example.org"))
        equal((me["organization"]["slug"], me["organization"]["role"]), ("demo", "operator"), "the place")
        equal(me["user"]["name"], "Amina Wanjiru", "the name")

    def newcomers_of_the_house_get_the_place_that_the_settings_say_and_others_none(self):
        _, me = self.comes_in(account("newcomer@house.example"), "house")
        equal((me["organization"]["slug"], me["organization"]["role"]), ("demo", "viewer"), "the place")
        self.is_sent_away(account("newcomer@house.example.evil.example"), "domain", "house")

    def an_issuers_word_for_its_own_domain_counts_where_the_settings_say_so(self):
        who = account("unsaid@house.example")
        del who["email_verified"]
        _, me = self.comes_in(who, "house")
        equal(me["user"]["email"], "unsaid@house.example", "who is signed in")
        self.is_sent_away(account("denied@house.example", verified=False), "unverified", "house")

    def the_session_before_ends(self):
        visitor, _ = self.comes_in(account(EMAIL, sub="amina"))
        before = visitor.cookie("tuma_session")
        self.goes(account(EMAIL, sub="amina"), visitor=visitor)
        expect(visitor.cookie("tuma_session") != before, "the cookie is still the one before")
        other = self.visitor()
        request = urllib.request.Request(f"{self.gateway.url}/api/auth/me", headers={"Cookie": f"tuma_session={before}"})
        try:
            other.http.open(request)
        except urllib.error.HTTPError as error:
            equal(error.code, 401, "the session before")
        else:
            expect(False, "the session before goes on")

    def a_way_back_that_was_not_begun_here_is_refused(self):
        self.issuer.order("be", who=account(EMAIL, sub="amina"))
        visitor = self.visitor()
        back = visitor.comes_back("first")
        # In another browser: whoever is sent there is not signed in as somebody else.
        other = self.visitor()
        equal(other.lands(back), "/?signIn=stale", "the way back in another browser")
        equal(other.me(), None, "who is signed in there")
        for name, value in [("state", "x" * 43), ("iss", "https://other.example"), ("state", "")]:
            parts = urllib.parse.urlsplit(back)
            query = dict(urllib.parse.parse_qsl(parts.query)) | {name: value}
            changed = parts._replace(query=urllib.parse.urlencode(query)).geturl()
            kept = visitor.cookie("tuma_issuer")
            landed = with_cookie(self.visitor(), changed, f"tuma_issuer={kept}")
            equal(landed, "/?signIn=stale", f"the way back with another {name}")
        # Another issuer's way back with what was kept for the first.
        landed = with_cookie(self.visitor(), back.replace("/first/", "/house/"), f"tuma_issuer={visitor.cookie('tuma_issuer')}")
        equal(landed, "/?signIn=stale", "the way back of another issuer")

    def a_code_is_good_once(self):
        self.issuer.order("be", who=account(EMAIL, sub="amina"))
        visitor = self.visitor()
        back = visitor.comes_back("first")
        kept = visitor.cookie("tuma_issuer")
        equal(visitor.lands(back), "/", "the first time")
        expect(visitor.me(), "nobody is signed in")
        landed = with_cookie(self.visitor(), back, f"tuma_issuer={kept}")
        equal(landed, "/?signIn=stale", "the second time")

    def a_token_that_is_not_as_it_should_be_is_refused(self):
        hour = 3_600
        now = int(time.time())
        for what in (
            {"claims": {"nonce": "another"}},
            {"claims": {"nonce": None}},
            {"claims": {"aud": "somebody-else"}},
            {"claims": {"aud": ["tuma", "somebody-else"]}},
            {"claims": {"iss": "https://other.example"}},
            {"claims": {"exp": now - hour, "iat": now - 2 * hour}},
            {"claims": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}},
            {"signature": "stranger"},
            {"signature": "none"},
            {"signature": "secret"},
        ):
            self.issuer.order("change", **what)
            visitor, landed = self.goes(account(EMAIL, sub="amina"))
            expect(landed in ("/?signIn=untrusted", "/?signIn=unavailable"), f"{what}: lands at {landed}")
            equal(visitor.me(), None, f"who is signed in with {what}")

    def a_new_key_of_the_issuer_is_found(self):
        self.comes_in(account(EMAIL, sub="amina"))
        self.issuer.order("renew", kid="second")

        def let_in():
            return self.goes(account(EMAIL, sub="amina"))[1] == "/"

        wait_for("a token by the new key is believed", let_in)

    def whoever_has_a_second_factor_is_asked_for_its_code(self):
        email = "careful@example.org"
        password = self.person(email)
        visitor = self.visitor()
        equal(visitor.sign_in(email, password).status, 200, "the sign-in by password")
        begun = visitor.step("/api/auth/second-factor", {"password": password}).json["data"]
        at = time.time() - 30
        proof = {"ticket": begun["ticket"], "code": code_of(begun["secret"], at)}
        equal(visitor.step("/api/auth/second-factor/confirm", proof).status, 200, "the enrolment")

        visitor, landed = self.goes(account(email), next="/messages")
        equal(landed, "/messages?signIn=code", "where somebody lands who has a second factor")
        equal(visitor.me(), None, "who is signed in before the code")
        equal(visitor.step("/api/auth/issuers/code", {"code": "000000"}).json["error"]["code"], "CODE_REQUIRED", "a wrong code")
        stranger = self.visitor().step("/api/auth/issuers/code", {"code": code_of(begun["secret"])})
        equal(stranger.status, 401, "a code of somebody who came from nowhere")
        entered = visitor.step("/api/auth/issuers/code", {"code": code_of(begun["secret"])})
        equal(entered.status, 200, "the right code")
        equal(visitor.me()["user"]["email"], email, "who is signed in")
        equal(visitor.cookie("tuma_code"), None, "what was kept for the code")

    def whoever_declines_comes_back_without_a_session(self):
        visitor, landed = self.goes(None)
        equal(landed, "/?signIn=declined", "where somebody lands who declined")
        equal(visitor.me(), None, "who is signed in")

    def a_page_elsewhere_is_not_come_back_to(self):
        for elsewhere in ("https://evil.example/", "//evil.example/", "/\\evil.example"):
            asked = urllib.parse.urlencode({"next": elsewhere})
            equal(self.visitor().step(f"/api/auth/issuers/first/start?{asked}").status, 400, elsewhere)
        equal(self.visitor().step("/api/auth/issuers/nowhere/start").status, 404, "an issuer that is none")

    def the_security_log_says_who_came_and_who_did_not(self):
        admin = self.gateway.administrator()
        own = admin.step("/api/security/events?limit=100").json["data"]["events"]
        linked = [one for one in own if one["kind"] == "identity_linked" and one["detail"]["issuer"] == "first"]
        expect(linked, "no identity_linked")
        signed_in = [one for one in own if one["kind"] == "signed_in" and one["detail"].get("issuer") == "first"]
        expect(signed_in, "no signed_in by the issuer")
        all_of = admin.step("/api/system/security-events?limit=100&kind=sign_in_failed").json["data"]["events"]
        words = {one["detail"].get("wrong") for one in all_of}
        expect({"stale", "untrusted", "no_account", "unverified", "domain"} <= words, f"only {words} failed")
        expect(not any(EMAIL in str(one) for one in all_of), "a whole address is in the log")

    def who_somebody_is_there_can_be_forgotten(self):
        visitor, _ = self.comes_in(account(EMAIL, sub="amina"))
        self.gateway.command("user", "unlink", EMAIL)
        equal(visitor.me(), None, "who is signed in after that")
        _, me = self.comes_in(account(EMAIL, sub="somebody-new"))
        equal(me["user"]["email"], EMAIL, "who comes in with the address")

    def an_issuer_that_is_down_keeps_nobody_from_a_password(self):
        end(self.other.process)
        visitor = self.visitor()

        def down():
            answer = visitor.step("/api/auth/issuers/house/start?next=/usage")
            return answer.status == 303 and answer.headers["Location"]

        # What the issuer says of itself may still be known: then the browser is sent there, and it is the browser that finds nobody.
        landed = down()
        expect(landed == "/usage?signIn=unavailable" or landed.startswith(self.other_url), landed)
        expect(self.gateway.administrator().me(), "nobody comes in by a password")


def with_cookie(visitor, url, cookie):
    """Where a way back leads for somebody who shows this cookie and no other."""
    visitor.http.addheaders = []
    request = urllib.request.Request(url, headers={"Cookie": cookie})
    try:
        visitor.http.open(request)
    except urllib.error.HTTPError as error:
        return error.headers["Location"]
    return None


def cases(at):
    return [
        at.issuers_are_listed_for_the_sign_in_page,
        at.whoever_has_an_account_comes_in_by_the_verified_address,
        at.who_is_known_comes_in_whatever_the_address_became,
        at.the_account_of_an_address_is_not_somebody_elses_who_got_it_later,
        at.an_address_that_is_not_verified_is_as_good_as_none,
        at.nobody_comes_in_without_an_account,
        at.a_disabled_account_stays_out,
        at.whoever_is_invited_has_an_account_and_the_place_at_the_first_visit,
        at.newcomers_of_the_house_get_the_place_that_the_settings_say_and_others_none,
        at.an_issuers_word_for_its_own_domain_counts_where_the_settings_say_so,
        at.the_session_before_ends,
        at.a_way_back_that_was_not_begun_here_is_refused,
        at.a_code_is_good_once,
        at.a_token_that_is_not_as_it_should_be_is_refused,
        at.a_new_key_of_the_issuer_is_found,
        at.whoever_has_a_second_factor_is_asked_for_its_code,
        at.whoever_declines_comes_back_without_a_session,
        at.a_page_elsewhere_is_not_come_back_to,
        at.the_security_log_says_who_came_and_who_did_not,
        at.who_somebody_is_there_can_be_forgotten,
        at.an_issuer_that_is_down_keeps_nobody_from_a_password,
    ]
