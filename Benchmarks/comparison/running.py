"""Runs every measurement in a process of its own."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import asdict, dataclass, field

from .contenders import Configuration, Contender


@dataclass
class Outcome:
    """What a contender gave on a configuration: a result per round, up to an error if any."""

    contender: Contender
    configuration: Configuration
    results: list = field(default_factory=list)
    error: str = ""

    def values(self, key):
        return [result[key] for result in self.results]


class Runner:
    """Runs contenders by turns, and writes every result to a file as it comes."""

    def __init__(self, programs, steps, threads, results):
        """`programs`: kind of configuration and name to command; `results`: the file, made anew."""
        self.programs = programs
        self.common = ["--steps", str(steps), "--threads", str(threads), "--json"]
        self.results = results
        results.parent.mkdir(parents=True, exist_ok=True)
        results.write_text("", encoding="utf-8")

    def alternate(self, pairs, rounds):
        """The outcome of each (contender, configuration): A B C A B C, not A A B B C C.

        What else the machine does then meets all of them alike. One that fails sits out the
        remaining rounds.
        """
        outcomes = [Outcome(contender, configuration) for contender, configuration in pairs]
        for number in range(1, rounds + 1):
            for outcome in outcomes:
                if not outcome.error:
                    self._run(outcome, number)
        return outcomes

    def _run(self, outcome, number):
        contender, configuration = outcome.contender, outcome.configuration
        self._say(f"{configuration}; {contender.title}, round {number} ... ", end="")
        load = os.getloadavg()[0]
        command = [
            *self.programs[configuration.kind, contender.program],
            *configuration.arguments(contender.program), *contender.arguments, *self.common,
        ]
        process = subprocess.run(command, capture_output=True, text=True)
        line = {
            "configuration": asdict(configuration), "contender": contender.name, "round": number,
            "loadBefore": load,
        }
        try:
            line["result"] = _result(process)
            outcome.results.append(line["result"])
            self._say("{secondsPerStep:.4g} s per step".format(**line["result"]))
        except ValueError as error:
            line["error"] = outcome.error = str(error)
            self._say(outcome.error)
        with self.results.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")

    @staticmethod
    def _say(text, end="\n"):
        print(text, end=end, file=sys.stderr, flush=True)


#: What a program has to print.
KEYS = (
    "secondsPerStep", "forwardSeconds", "backwardSeconds", "optimizerSeconds", "imagesPerSecond",
    "peakMemoryBytes",
)


def _result(process):
    """What the process printed as JSON; ValueError says why there is nothing."""
    if process.returncode < 0:
        name = signal.Signals(-process.returncode).name
        hint = ", for want of memory perhaps" if name == "SIGKILL" else ""
        raise ValueError(f"ended by {name}{hint}")
    if process.returncode > 0:
        last = (process.stderr.strip().splitlines() or ["no message"])[-1]
        raise ValueError(f"exit code {process.returncode}: {last}")
    try:
        result = json.loads(process.stdout)
        missing = [key for key in KEYS if key not in result]
    except (ValueError, TypeError):
        raise ValueError(f"printed no JSON object: {process.stdout[:80]!r}") from None
    if missing:
        raise ValueError(f"printed no {', '.join(missing)}")
    return result
