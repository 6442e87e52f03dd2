"""What the cases start and wait for: processes in groups of their own, which end with the run, and conditions with a deadline."""

import json
import os
import queue
import signal
import socket
import subprocess
import threading
import time

WAIT_SECONDS = 30
END_SECONDS = 10

started = []


class Failed(Exception):
    """A case's expectation does not hold."""


def expect(holds, otherwise):
    if not holds:
        raise Failed(otherwise)


def equal(found, wanted, what):
    expect(found == wanted, f"{what}: {found!r} instead of {wanted!r}")


def wait_for(what, condition, seconds=WAIT_SECONDS):
    """The first true answer of `condition`; what it said last belongs to the failure."""
    until = time.monotonic() + seconds
    while True:
        answer = condition()
        if answer:
            return answer
        expect(time.monotonic() < until, f"{what}: not within {seconds} s")
        time.sleep(0.05)


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def start(name, command, logs, env=None, **pipes):
    """Starts a process in a group of its own; what it writes goes to a log where no pipe is given."""
    log = open(logs / f"{name}.log", "ab")
    pipes.setdefault("stdin", subprocess.DEVNULL)
    pipes.setdefault("stdout", log)
    process = subprocess.Popen([str(part) for part in command], stderr=log, env=env, start_new_session=True, **pipes)
    log.close()
    started.append(process)
    return process


def end(process):
    """Ends a process and all that it has started."""
    if process in started:
        started.remove(process)
    for signal_number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, signal_number)
        except ProcessLookupError:
            pass
        try:
            return process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            continue
    return None


def end_all():
    for process in reversed(list(started)):
        end(process)


class Peer:
    """A program that takes orders and tells events as JSON lines: someone else's SMPP, with a few lines around it."""

    def __init__(self, name, command, logs, env=None):
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self.name = name
        self.process = start(name, command, logs, env, **pipes)
        self.answers = queue.Queue()
        self.calls = 0
        self.events = []
        self.told = threading.Condition()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.process.stdout:
            line = json.loads(line)
            if "call" in line:
                self.answers.put(line)
                continue
            with self.told:
                self.events.append(line)
                self.told.notify_all()
        self.answers.put({"call": None, "error": "ended"})

    def order(self, do, **arguments):
        """Has it done and gives back the answer."""
        self.calls += 1
        line = json.dumps({"call": self.calls, "do": do, **arguments}) + "\n"
        self.process.stdin.write(line.encode())
        self.process.stdin.flush()
        until = time.monotonic() + WAIT_SECONDS
        while True:
            try:
                answer = self.answers.get(timeout=max(0, until - time.monotonic()))
            except queue.Empty:
                raise Failed(f"{self.name} did not answer to {do} within {WAIT_SECONDS} s") from None
            # The answer to an order that was given up may still come.
            if answer["call"] in (self.calls, None):
                expect("error" not in answer, f"{self.name}: {do}: {answer.get('error')}")
                return answer

    def event(self, kind, count=1, **fields):
        """The first events of this kind with these fields, once there are so many: one as it is, several as a list."""

        def matching():
            same = [one for one in self.events if one["event"] == kind]
            return [one for one in same if all(one.get(name) == value for name, value in fields.items())]

        with self.told:
            found = self.told.wait_for(lambda: len(matching()) >= count, WAIT_SECONDS)
            wanted = f"{self.name}: {count} × {kind} {fields}"
            expect(found, f"{wanted} did not come; came: {[one for one in self.events if one['event'] == kind][-5:]}")
            return matching()[0] if count == 1 else matching()
