#!/usr/bin/env python3
"""Interop: clients and servers that others wrote against a Tuma that is started here, with a data directory of its own.

    tests/interop/run.py BINARY [WORD]      the cases whose name contains WORD; all of them where none is given

npm `smpp` and PyPI `smpplib` bind to our SMPP server, Kannel does and sends through it, and our client binds to npm `smpp`
as an SMSC. People sign in at npm `oidc-provider`, and with passwords that slapd knows. Webhooks are verified by npm
`standardwebhooks`, and docs/walkthrough.md is run as it stands. packages.sh installs what is of npm and PyPI,
scripts/need.sh all of it.
"""

import json
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path

import as_client
import as_server
import at_directory
import at_issuer
import hooks
import kannel
import walkthrough
from directory import Directory
from gateway import Gateway
from processes import Failed, Peer, end_all, expect, free_port

HERE = Path(__file__).resolve().parent
# The whole run, above what all cases take together.
LIMIT_SECONDS = 600
# What one address may try to sign in is not what these cases are about; nor is how long a password takes.
PEOPLE = {
    "TUMA_LIMITS__SIGN_INS_PER_MINUTE": "0",
    "TUMA_LIMITS__STRANGERS_PER_MINUTE": "0",
    "TUMA_LIMITS__USER_PER_MINUTE": "0",
    "TUMA_PEOPLE__NETWORK_FAILURES": "1000",
    "TUMA_PEOPLE__ACCOUNT_FAILURES": "1000",
    "TUMA_PEOPLE__ARGON2_MEMORY_KIB": "64",
    "TUMA_PEOPLE__ARGON2_PASSES": "1",
}


def every_case(binary, work):
    """Each peer's cases as its name and a table, when it has been started."""
    gateway = Gateway(binary, work)
    packages = HERE.parent.parent / os.environ.get("CARGO_TARGET_DIR", "target") / "interop"
    node = os.environ | {"NODE_PATH": str(packages / "node/node_modules")}
    npm = Peer("esme_npm", ["node", HERE / "esme_npm.js"], work, node)
    esme = as_server.Esme(npm, gateway)
    yield "npm smpp", as_server.cases(esme)
    smpplib = Peer("esme_smpplib", [packages / "venv/bin/python", HERE / "esme_smpplib.py"], work)
    # What smpplib has no call for, does by itself, or does not do.
    left_out = (
        "the_data_coding_that_the_client_chooses_is_understood",
        "a_message_payload_is_delivered",
        "enquire_link_is_answered",
    )
    smpplib_cases = [case for case in as_server.cases(as_server.Esme(smpplib, gateway)) if case.__name__ not in left_out]
    yield "PyPI smpplib", smpplib_cases
    yield "Kannel", kannel.cases(gateway, work)
    smsc = Peer("smsc_npm", ["node", HERE / "smsc_npm.js"], work, node)
    yield "npm smpp as SMSC", as_client.cases(smsc, gateway, esme)
    receiver = Peer("hooks_npm", ["node", HERE / "hooks_npm.js"], work, node)
    yield "npm standardwebhooks", hooks.cases(receiver, gateway)
    yield "npm oidc-provider", at_issuer.cases(issuers(binary, work, node))
    directory = Directory(work)
    served = Gateway(binary, work, "directory", **PEOPLE, **directory.settings())
    yield "slapd", at_directory.cases(at_directory.AtDirectory(directory, served, PEOPLE))
    # The last: its administrator takes on a second factor.
    yield "docs/walkthrough.md", walkthrough.cases(receiver, gateway, work)


def issuers(binary, work, node):
    """Two issuers, and a Tuma that knows both: one for whoever has an account, one for a house and its newcomers."""
    port = free_port()
    peers, tables = [], []
    for name, more, start in [
        ("first", {"title": "First issuer"}, {}),
        (
            "house",
            {"domains": ["house.example"], "organization": "demo", "role": "viewer", "email_is_verified": True},
            {"inToken": True, "alg": "ES256"},
        ),
    ]:
        peer = Peer(f"issuer_{name}", ["node", HERE / "issuer_npm.mjs"], work, node)
        back = f"http://127.0.0.1:{port}/api/auth/issuers/{name}/callback"
        begun = peer.order("start", port=free_port(), redirects=[back], **start)
        known = {"name": name, "issuer": begun["url"], "client_id": begun["client"], "client_secret": begun["secret"]}
        peers.append(peer)
        tables.append(known | more)
    oidc = ",".join("{" + ",".join(f"{key}={json.dumps(value)}" for key, value in one.items()) + "}" for one in tables)
    settings = {"TUMA_LISTEN": f"127.0.0.1:{port}", "TUMA_SIGN_IN__OIDC": f"[{oidc}]"}
    gateway = Gateway(binary, work, "issuers", **PEOPLE, **settings)
    return at_issuer.AtIssuer(*peers, gateway, tables[1]["issuer"])


def run(binary, word, work):
    """Runs the cases; answers how many passed and how many failed."""
    passed = failed = 0
    for peer, table in every_case(binary, work):
        named = [(f"{peer}: {case.__name__.replace('_', ' ')}", case) for case in table]
        # The first one binds, and the others need that.
        chosen = [named[0], *(one for one in named[1:] if word in one[0])]
        if len(chosen) == 1 and word not in chosen[0][0]:
            continue
        bound = True
        for name, case in chosen:
            try:
                expect(bound, "not tried: nothing is bound")
                case()
            # Whatever it is, the other cases still tell something.
            except Exception as error:
                failed += 1
                bound = bound and case is not table[0]
                why = str(error) if isinstance(error, Failed) else repr(error)
                print(f"FAILED  {name}\n        {why}", flush=True)
            else:
                passed += 1
                print(f"passed  {name}", flush=True)
    return passed, failed


def stop(number, _):
    raise SystemExit(f"stopped by {signal.Signals(number).name}")


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit("usage: tests/interop/run.py BINARY [WORD]")
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGALRM):
        signal.signal(number, stop)
    signal.alarm(LIMIT_SECONDS)
    work = Path(tempfile.mkdtemp(prefix="tuma-interop-"))
    passed, failed, whole = 0, 0, False
    try:
        passed, failed = run(Path(sys.argv[1]).resolve(), (sys.argv[2:] or [""])[0], work)
        whole = True
    except Failed as error:
        failed += 1
        print(f"FAILED  {error}")
    finally:
        end_all()
        if whole and not failed:
            shutil.rmtree(work)
        else:
            print(f"The logs are in {work}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
