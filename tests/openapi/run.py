#!/usr/bin/env python3
"""schemathesis over the whole OpenAPI document of a Tuma that is started here, with a data directory of its own.

    tests/openapi/run.py BINARY [WORD]      the operations whose path contains WORD; all of them where none is given

Every call must get a status, a content type and a body that the document has, and none a 5xx. The calls are drawn with a
fixed seed, from the examples, the borders and the middle of every schema, good ones and bad ones; who makes them and with
what ids is in hooks.py. Streams without an end are left out. TUMA_SEED draws others.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "interop"))

from objects import World  # noqa: E402
from processes import Failed, end_all, start  # noqa: E402

# The whole run, which takes less than two minutes on two cores that do nothing else.
LIMIT_SECONDS = 240
SEED = "20260301"
# Calls of one operation in the part that draws from the middle of its schemas.
EXAMPLES = "10"
CHECKS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
]


def stop(number, _):
    raise SystemExit(f"stopped by {signal.Signals(number).name}")


def run(binary, word, work):
    world = World(binary, work)
    (work / "world.json").write_text(json.dumps(world.for_hooks()))
    packages = HERE.parent.parent / os.environ.get("CARGO_TARGET_DIR", "target") / "openapi"
    command = [
        packages / "venv/bin/schemathesis", "--config-file", HERE / "schemathesis.toml",
        "run", f"{world.url}/api/openapi.json",
        "--seed", os.environ.get("TUMA_SEED", SEED), "--max-examples", EXAMPLES,
        "--checks", ",".join(CHECKS), "--phases", "examples,coverage,fuzzing", "--continue-on-failure",
        "--generation-database", "none", "--no-color",
        "--report", "ndjson", "--report-ndjson-path", work / "calls.ndjson",
    ]  # fmt: skip
    for path in world.streams():
        command += ["--exclude-path", path]
    if word:
        command += ["--include-path-regex", word]
    env = os.environ | {
        "SCHEMATHESIS_HOOKS": "hooks",
        "PYTHONPATH": str(HERE),
        "PYTHONDONTWRITEBYTECODE": "1",
        "TUMA_WORLD": str(work / "world.json"),
    }
    # It leaves a cache where it stands.
    process = start("schemathesis", command, work, env, stdout=subprocess.PIPE, cwd=work)
    for line in process.stdout:
        sys.stdout.buffer.write(line)
        sys.stdout.flush()
    return process.wait()


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit("usage: tests/openapi/run.py BINARY [WORD]")
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGALRM):
        signal.signal(number, stop)
    signal.alarm(LIMIT_SECONDS)
    work = Path(tempfile.mkdtemp(prefix="tuma-openapi-"))
    code = 1
    try:
        code = run(Path(sys.argv[1]).resolve(), (sys.argv[2:] or [""])[0], work)
    except Failed as error:
        print(f"FAILED  {error}")
    finally:
        end_all()
        if code == 0:
            shutil.rmtree(work)
        else:
            print(f"The logs are in {work}")
    return 1 if code else 0


if __name__ == "__main__":
    sys.exit(main())
