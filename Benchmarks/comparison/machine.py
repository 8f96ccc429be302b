"""Where and with what the measurements were made."""

import json
import os
import platform
import subprocess

from .failure import Failure

#: The largest load average of a machine with nothing else to do.
QUIET = 0.5


def describe(repository, nas, python, options):
    """A Markdown list; `python` is None where PyTorch takes no part."""
    libtorch = _doctor(nas)
    versions = f"libtorch {libtorch}"
    if python:
        versions += f", PyTorch {_pytorch(python)}"
    rows = [
        ("processor", f"{_processor()}, {os.cpu_count()} cores"),
        ("threads", f"{options.threads}"),
        ("versions", versions),
        ("swift-nas", _commit(repository)),
        ("date", options.date),
        ("repetitions", f"{options.rounds} rounds of {options.steps} steps"),
        ("load before the start", _load()),
    ]
    return "\n".join(f"- {name}: {value}" for name, value in rows)


def _load():
    load = os.getloadavg()[0]
    return f"{load:.2f}" + (", so the times are not to be trusted" if load > QUIET else "")


def _doctor(nas):
    """The version of libtorch that our program finds."""
    if not os.access(nas, os.X_OK):
        raise Failure(
            Failure.MISSING_INPUT,
            f"There is no program at {nas}: run ./nas --help to build it, or give --nas.")
    answer = subprocess.run(
        [nas.resolve(), "doctor", "--json"], capture_output=True, text=True)
    try:
        return json.loads(answer.stdout)["libtorch"]
    except (ValueError, KeyError):
        raise Failure(
            Failure.MISSING_INPUT, f"{nas} doctor --json names no libtorch, as it should."
        ) from None


def _pytorch(python):
    try:
        answer = subprocess.run(
            [python, "-c", "import torch; print(torch.__version__)"],
            capture_output=True, text=True)
    except FileNotFoundError:
        raise Failure(Failure.MISSING_INPUT, f"There is no {python}: give --python.") from None
    if answer.returncode:
        raise Failure(
            Failure.MISSING_INPUT, f"{python} has no PyTorch: give one that has with --python.")
    return answer.stdout.strip()


def _processor():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            for line in file:
                if line.startswith("model name"):
                    return line.split(":", 1)[1].strip()
    except FileNotFoundError:
        pass
    return platform.processor() or platform.machine()


def _commit(repository):
    """The commit of the checkout, -dirty when files differ from it."""
    def git(*arguments):
        return subprocess.run(
            ["git", "-C", repository, *arguments], capture_output=True, text=True,
            env=os.environ | {"GIT_OPTIONAL_LOCKS": "0"}).stdout.strip()
    try:
        head = git("rev-parse", "--verify", "--quiet", "HEAD")
        return head + ("-dirty" if git("status", "--porcelain") else "") if head else "unknown"
    except FileNotFoundError:
        return "unknown"
