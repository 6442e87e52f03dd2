"""Who makes the calls of schemathesis, and about what: loaded by it, told by run.py what there is.

A call shows the key where the document says that a key will do, and the token of an owner who runs the installation too
where it asks for a person. Every second call of an operation that names something, in its path or its body, names what
there is.
"""

import collections
import json
import os
import subprocess
import urllib.request

import schemathesis

with open(os.environ["TUMA_WORLD"], encoding="utf-8") as world:
    WORLD = json.load(world)
CALLS = collections.Counter()
# What operations show that shut their caller out when they succeed: used until one does.
FRESH = {}


def signed_in(person):
    # From an address of its own: that of the calls has to wait after too many wrong passwords.
    headers = {"Content-Type": "application/json", "X-Forwarded-For": "198.51.100.1"}
    request = urllib.request.Request(f"{WORLD['url']}/api/v1/auth/token", json.dumps(person).encode(), headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)["data"]["access_token"]


def command(*arguments):
    arguments = [WORLD["binary"], "--json", *arguments]
    done = subprocess.run(arguments, env=WORLD["env"], capture_output=True, timeout=30, check=True)
    return json.loads(done.stdout)


def of_its_own_organization():
    slug = f"own-{sum(CALLS.values())}"
    command("org", "create", "Own", "--slug", slug, "--region", "KE")
    email = f"owner@{slug}.example"
    made = command("user", "add", email, "--org", slug, "--role", "owner")
    return signed_in({"email": email, "password": made["password"]})


def credential(operation, security):
    """What a call shows, where it shows anything."""
    leaving = WORLD["with_its_own_session"]
    if operation not in FRESH and operation in WORLD["in_its_own_organization"]:
        FRESH[operation] = of_its_own_organization()
    if operation not in FRESH and operation in leaving["operations"]:
        FRESH[operation] = signed_in(leaving["person"])
    if operation in FRESH:
        return FRESH[operation]
    if not security:
        return None
    by_key = any("apiKey" in one for one in security)
    return WORLD["key"] if by_key else WORLD["token"]


def name_what_there_is(given):
    """Puts ids of what there is where a body names something."""
    for name, value in given.items() if isinstance(given, dict) else enumerate(given):
        if isinstance(value, (dict, list)):
            name_what_there_is(value)
        elif isinstance(value, str) and name in WORLD["ids"]:
            given[name] = WORLD["ids"][name]


def spare_the_administrator(case, known):
    """Ids are taken from answers too: the person who makes the calls is not to be taken out of the organization."""
    for given in (case.path_parameters, case.body):
        if isinstance(given, dict) and given.get("userId") == WORLD["administrator"]:
            given["userId"] = known.get("userId", "usr_0000000000001")


@schemathesis.deserializer("application/pdf")
def pdf(context, response):
    return response.content.decode("latin-1")


def name_of(case):
    return f"{case.operation.method.upper()} {case.operation.path}"


@schemathesis.hook
def before_call(context, case, kwargs):
    operation = name_of(case)
    CALLS[operation] += 1
    shown = credential(operation, case.operation.definition.raw.get("security"))
    for name in ("Authorization", "X-API-Key"):
        case.headers.pop(name, None)
    case.cookies.pop("tuma_session", None)
    if shown:
        case.headers["Authorization"] = f"Bearer {shown}"
    known = WORLD["objects"].get(operation, {})
    if CALLS[operation] % 2:
        for name in known.keys() & (case.path_parameters or {}).keys():
            case.path_parameters[name] = known[name]
        if isinstance(case.body, (dict, list)):
            name_what_there_is(case.body)
    spare_the_administrator(case, known)


@schemathesis.hook
def after_call(context, case, response):
    # Ended by a call of another operation, it lets nobody in either.
    if response.status_code < 300 or response.status_code == 401:
        FRESH.pop(name_of(case), None)
