"""Cases of signing in with a password that a directory knows: slapd, run here."""

from directory import PASSWORD, PEOPLE
from gateway import Gateway
from processes import equal, expect
from visitor import Visitor

AMINA = "amina@house.example"
LOCAL = "local@example.org"
DOWN = "the directory that knows people's passwords cannot be asked; try again in a minute"


class AtDirectory:
    def __init__(self, directory, gateway, settings):
        self.directory, self.gateway, self.settings = directory, gateway, settings
        self.local_password = gateway.person(LOCAL)

    def tries(self, email, password, gateway=None):
        visitor = Visitor((gateway or self.gateway).url)
        return visitor, visitor.sign_in(email, password)

    def is_refused(self, email, password, gateway=None):
        visitor, answer = self.tries(email, password, gateway)
        equal((answer.status, answer.json["error"]["code"]), (401, "UNAUTHENTICATED"), f"{email!r} with {password!r}")
        equal(visitor.me(), None, "who is signed in")

    def comes_in(self, email, password, gateway=None):
        visitor, answer = self.tries(email, password, gateway)
        equal(answer.status, 200, f"the sign-in of {email}: {answer.body}")
        return visitor.me()

    def asked(self, what):
        return self.directory.log().count(what)

    def whoever_the_directory_knows_comes_in_with_the_place_of_newcomers(self):
        me = self.comes_in(AMINA.upper(), PASSWORD)
        equal((me["user"]["email"], me["user"]["name"]), (AMINA, "Amina Wanjiru"), "who is signed in")
        equal((me["organization"]["slug"], me["organization"]["role"]), ("demo", "operator"), "the place")
        again = self.comes_in(AMINA, PASSWORD)
        equal(again["user"]["userId"], me["user"]["userId"], "who it is the second time")

    def a_wrong_password_and_nobody_are_refused_alike(self):
        for email, password in [(AMINA, "wrong"), ("nobody@house.example", PASSWORD), ("baraka@house.example", PASSWORD)]:
            self.is_refused(email, password)

    def an_empty_password_is_never_sent(self):
        # slapd takes a bind with a name and no password for one of nobody, and says yes to it.
        before = self.asked(f'BIND dn="uid=amina,{PEOPLE}"')
        self.is_refused(AMINA, "")
        equal(self.asked(f'BIND dn="uid=amina,{PEOPLE}"'), before, "binds as the person")

    def what_was_typed_is_an_address_and_no_filter(self):
        for email in ("*", "*@house.example", "a*@house.example", "x)(uid=amina", "x@y)(|(uid=amina", "amina@house.example)(uid=*"):
            self.is_refused(email, PASSWORD)

    def several_entries_with_one_address_are_nobody(self):
        self.is_refused("twins@house.example", PASSWORD)

    def a_password_of_tuma_stays_in_tuma(self):
        own = f'BIND dn="uid=local,{PEOPLE}"'
        before = self.asked(own)
        self.comes_in(LOCAL, self.local_password)
        self.is_refused(LOCAL, PASSWORD)
        equal(self.asked(own), before, "binds as somebody who is not the directory's")

    def the_directory_is_asked_as_much_whoever_it_is(self):
        # A bind that succeeds is logged twice, its question once.
        def questions():
            return self.asked(" method=128") + self.asked(" SRCH base=")

        def asked(email):
            before = questions()
            self.is_refused(email, "wrong")
            return questions() - before

        counts = {email: asked(email) for email in (AMINA, LOCAL, "stranger@house.example")}
        equal(len(set(counts.values())), 1, f"questions to the directory: {counts}")

    def an_address_of_another_domain_gets_no_place(self):
        self.is_refused("amina@example.org", PASSWORD)

    def a_forgotten_password_of_the_directory_is_not_replaced_here(self):
        visitor = Visitor(self.gateway.url)
        for email in (AMINA, LOCAL):
            equal(visitor.step("/api/auth/forgot", {"email": email}).status, 202, "the answer")
        mails = self.gateway.mails(LOCAL)
        expect(mails, "no mail to somebody with a password here")
        equal(self.gateway.mails_now(AMINA), [], "mails to somebody of the directory")

    def a_second_factor_is_enrolled_right_after_the_sign_in(self):
        visitor, answer = self.tries(AMINA, PASSWORD)
        equal(answer.status, 200, "the sign-in")
        begun = visitor.step("/api/auth/second-factor", {"password": ""})
        equal(begun.status, 200, f"the beginning: {begun.body}")

    def a_name_made_of_the_address_needs_nobody_who_searches(self):
        by_name = self.directory.settings(
            SEARCH_DN="", SEARCH_PASSWORD="", SEARCH_BASE="", BIND_DN=f"uid={{user}},{PEOPLE}"
        )
        gateway = Gateway(self.gateway.binary, self.gateway.work, "by_name", **self.settings, **by_name)
        me = self.comes_in(AMINA, PASSWORD, gateway)
        equal(me["user"]["name"], "Amina Wanjiru", "the name")
        # The name is right and the password too, and the address is not the entry's.
        for email in ("amina@other.example", "amina,ou=people@house.example", "amina"):
            self.is_refused(email, PASSWORD, gateway)
        gateway.end()

    def a_connection_is_encrypted_before_anything_is_said(self):
        encrypted = self.directory.settings(START_TLS="true")
        known = {"TUMA_SIGN_IN__CA_FILE": str(self.directory.certificate)}
        gateway = Gateway(self.gateway.binary, self.gateway.work, "start_tls", **self.settings, **encrypted, **known)
        before = self.asked("TLS established")
        self.comes_in(AMINA, PASSWORD, gateway)
        expect(self.asked("TLS established") > before, "no TLS")
        gateway.end()
        # Nobody vouches for the certificate: nothing is said to it.
        gateway = Gateway(self.gateway.binary, self.gateway.work, "unknown_ca", **self.settings, **encrypted)
        binds = self.asked(" BIND dn=")
        answer = self.tries(AMINA, PASSWORD, gateway)[1]
        equal((answer.status, answer.json["error"]["message"]), (503, DOWN), "a directory that nobody vouches for")
        equal(self.asked(" BIND dn="), binds, "binds")
        gateway.end()

    def a_directory_that_is_down_says_so_alike_and_keeps_nobody_out_who_is_not_its(self):
        self.directory.down()
        answers = set()
        for email, password in [(AMINA, PASSWORD), (LOCAL, "wrong"), ("stranger@house.example", "wrong")]:
            answer = self.tries(email, password)[1]
            answers.add((answer.status, answer.json["error"]["code"], answer.json["error"]["message"]))
        equal(answers, {(503, "UNAVAILABLE", DOWN)}, "the answers")
        self.comes_in(LOCAL, self.local_password)
        self.directory.up()
        self.comes_in(AMINA, PASSWORD)


def cases(at):
    return [
        at.whoever_the_directory_knows_comes_in_with_the_place_of_newcomers,
        at.a_wrong_password_and_nobody_are_refused_alike,
        at.an_empty_password_is_never_sent,
        at.what_was_typed_is_an_address_and_no_filter,
        at.several_entries_with_one_address_are_nobody,
        at.a_password_of_tuma_stays_in_tuma,
        at.the_directory_is_asked_as_much_whoever_it_is,
        at.an_address_of_another_domain_gets_no_place,
        at.a_forgotten_password_of_the_directory_is_not_replaced_here,
        at.a_second_factor_is_enrolled_right_after_the_sign_in,
        at.a_name_made_of_the_address_needs_nobody_who_searches,
        at.a_connection_is_encrypted_before_anything_is_said,
        at.a_directory_that_is_down_says_so_alike_and_keeps_nobody_out_who_is_not_its,
    ]
