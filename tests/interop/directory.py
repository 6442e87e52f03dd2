"""A directory: slapd with a data directory of its own, as an ordinary process."""

import os
import shutil
import socket
import subprocess

from processes import WAIT_SECONDS, end, expect, free_port, start, wait_for

SUFFIX = "dc=example,dc=org"
PEOPLE = f"ou=people,{SUFFIX}"
SEARCHER = f"cn=searcher,{SUFFIX}"
SEARCHER_PASSWORD = "what the searcher knows"
PASSWORD = "what amina knows in the directory"
SCHEMAS = "/etc/ldap/schema"

CONFIGURATION = """
include {schemas}/core.schema
include {schemas}/cosine.schema
include {schemas}/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile {folder}/slapd.pid
TLSCertificateFile {folder}/certificate.pem
TLSCertificateKeyFile {folder}/key.pem
# Lets a bind with a name and no password through as nobody, as many servers do.
allow bind_anon_dn
database mdb
suffix {suffix}
rootdn "cn=root,{suffix}"
directory {folder}/data
access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="{searcher}" read by self read by * none
"""

ENTRY = """dn: uid={uid},{people}
objectClass: inetOrgPerson
uid: {uid}
cn: {cn}
sn: {cn}
mail: {mail}
userPassword: {password}
"""


def program(name):
    return shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")


class Directory:
    def __init__(self, work):
        self.folder = work / "slapd"
        (self.folder / "data").mkdir(parents=True)
        self.work = work
        self.port = free_port()
        self.certify()
        (self.folder / "slapd.conf").write_text(
            CONFIGURATION.format(schemas=SCHEMAS, folder=self.folder, suffix=SUFFIX, searcher=SEARCHER)
        )
        self.fill()
        self.process = None
        self.up()

    @property
    def url(self):
        return f"ldap://127.0.0.1:{self.port}"

    @property
    def certificate(self):
        return self.folder / "certificate.pem"

    def certify(self):
        """A certificate of its own making, as a house has it."""
        command = [
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=directory",
            "-addext", "subjectAltName=IP:127.0.0.1", "-addext", "basicConstraints=critical,CA:FALSE",
            "-keyout", self.folder / "key.pem", "-out", self.certificate,
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=WAIT_SECONDS)

    def fill(self):
        people = [
            ("amina", "Amina Wanjiru", "amina@house.example", PASSWORD),
            ("baraka", "Baraka Otieno", "baraka@house.example", "what baraka knows in the directory"),
            # An entry whose address is that of somebody with a password in Tuma.
            ("local", "Not Local", "local@example.org", PASSWORD),
            ("twin1", "Twin", "twins@house.example", PASSWORD),
            ("twin2", "Twin", "twins@house.example", PASSWORD),
        ]
        ldif = f"dn: {SUFFIX}\nobjectClass: dcObject\nobjectClass: organization\no: House\ndc: example\n\n"
        ldif += f"dn: {SEARCHER}\nobjectClass: organizationalRole\nobjectClass: simpleSecurityObject\ncn: searcher\n"
        ldif += f"userPassword: {SEARCHER_PASSWORD}\n\n"
        ldif += f"dn: {PEOPLE}\nobjectClass: organizationalUnit\nou: people\n\n"
        for uid, cn, mail, password in people:
            ldif += ENTRY.format(uid=uid, cn=cn, mail=mail, password=password, people=PEOPLE) + "\n"
        command = [program("slapadd"), "-f", self.folder / "slapd.conf"]
        done = subprocess.run(command, input=ldif, text=True, capture_output=True, timeout=WAIT_SECONDS, check=False)
        expect(done.returncode == 0, f"slapadd: {done.stderr}")

    def up(self):
        # Its log names every operation, and no password.
        command = [program("slapd"), "-f", self.folder / "slapd.conf", "-h", self.url, "-d", "stats"]
        self.process = start("slapd", command, self.work)
        wait_for("slapd listens", self.listens)

    def down(self):
        end(self.process)
        wait_for("slapd is gone", lambda: not self.listens())

    def listens(self):
        expect(self.process.poll() is None or self.process.returncode is not None, "slapd")
        with socket.socket() as one:
            return one.connect_ex(("127.0.0.1", self.port)) == 0

    def log(self):
        return (self.work / "slapd.log").read_text(errors="replace")

    def settings(self, **more):
        """Tuma's settings for a search by somebody who may."""
        names = {
            "URL": self.url, "SEARCH_DN": SEARCHER, "SEARCH_PASSWORD": SEARCHER_PASSWORD, "SEARCH_BASE": PEOPLE,
            "DOMAINS": '["house.example"]', "ORGANIZATION": "demo", "ROLE": "operator", **more,
        }
        return {f"TUMA_SIGN_IN__LDAP__{name}": value for name, value in names.items()}
