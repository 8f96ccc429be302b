"""The comparison of contenders as a Markdown table."""

from statistics import median

from .contenders import BASELINES
from .numbers import significant

_HEAD = (
    "Contender", "s per step", "min–max", "images/s", "peak memory, GB",
    *(f"speed-up over {name}" for name in BASELINES),
)


def markdown(configuration, outcomes):
    """A heading, a table with a row per contender, and a line per failure."""
    lines = [f"## {configuration}", "", _row(_HEAD), _row(["---"] + ["---:"] * (len(_HEAD) - 1))]
    lines += [_row(_cells(outcome, outcomes)) for outcome in outcomes]
    errors = [f"- {o.contender.title}: {o.error}" for o in outcomes if o.error]
    return "\n".join(lines + [""] + errors + [""] * bool(errors))


def _row(cells):
    return f"| {' | '.join(cells)} |"


def _cells(outcome, outcomes):
    title = outcome.contender.title
    if not outcome.results:
        return [title] + ["–"] * (len(_HEAD) - 1)
    seconds = outcome.values("secondsPerStep")
    by_name = {other.contender.name: other for other in outcomes}
    return [
        title,
        significant(median(seconds)),
        f"{significant(min(seconds))}–{significant(max(seconds))}",
        significant(outcome.configuration.batch / median(seconds)),
        significant(max(outcome.values("peakMemoryBytes")) / 1e9),
        *(_speedup(outcome, by_name.get(baseline)) for baseline in BASELINES),
    ]


def _speedup(outcome, baseline):
    """The median of the ratios within rounds, whose processes ran one soon after the other."""
    if baseline is None or not baseline.results:
        return "–"
    pairs = zip(baseline.values("secondsPerStep"), outcome.values("secondsPerStep"))
    return f"{median(theirs / own for theirs, own in pairs):.2f}"
