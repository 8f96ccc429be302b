"""How the time of a step grows with the batch and with the cells."""

from dataclasses import dataclass
from statistics import mean, median

from .failure import Failure
from .numbers import significant
from .plot import Panel, Point, draw

SIZES = {"batch": (8, 16, 32, 64), "cells": (2, 4, 8, 12)}


@dataclass(frozen=True)
class Line:
    """The least-squares line through points."""

    slope: float
    intercept: float
    #: The part of the variance that the line explains.
    r_squared: float

    @staticmethod
    def through(points):
        middle_x, middle_y = mean(x for x, _ in points), mean(y for _, y in points)
        variance = sum((x - middle_x) ** 2 for x, _ in points)
        slope = sum((x - middle_x) * (y - middle_y) for x, y in points) / variance
        intercept = middle_y - slope * middle_x
        left = sum((y - intercept - slope * x) ** 2 for x, y in points)
        total = sum((y - middle_y) ** 2 for _, y in points)
        return Line(slope, intercept, 1 - left / total if total else 1.0)


@dataclass(frozen=True)
class Series:
    """The seconds per step at several values of one size, the others fixed."""

    size: str
    #: What stays the same.
    fixed: str
    #: By size: the seconds per step of every round.
    seconds: dict

    @property
    def line(self):
        return Line.through([(x, median(values)) for x, values in self.seconds.items()])

    @property
    def equation(self):
        line = self.line
        intercept = significant(line.intercept).replace("-", "−")
        sign = "+" if line.slope >= 0 else "−"
        return (
            f"seconds = {intercept} {sign} {significant(abs(line.slope))} · "
            f"{self.size}, R² = {line.r_squared:.4f}")


def measure(configuration, contender, runner, rounds):
    """A series by batch and one by cells, whose points take turns."""
    points = {
        configuration.sized(**{size: value})
        for size, values in SIZES.items() for value in values}
    points = sorted(points, key=lambda point: (point.cells, point.batch))
    outcomes = runner.alternate([(contender, point) for point in points], rounds)
    for outcome in outcomes:
        if outcome.error:
            raise Failure(
                Failure.INTERNAL, f"{contender.title}, {outcome.configuration}: {outcome.error}")
    seconds = {o.configuration: o.values("secondsPerStep") for o in outcomes}
    return [
        Series(
            size, _fixed(configuration, size),
            {value: seconds[configuration.sized(**{size: value})] for value in values})
        for size, values in SIZES.items()]


def _fixed(configuration, size):
    others = {"batch": f"{configuration.cells} cells", "cells": f"batch {configuration.batch}"}
    image = configuration.image_size
    return f"{configuration.title}, C={configuration.channels}, {others[size]}, {image}×{image}"


def markdown(series):
    """A table per series, with the line through it."""
    parts = []
    for one in series:
        rows = [f"## By {one.size}: {one.fixed}", ""]
        rows += [f"| {one.size} | s per step | min–max |", "| ---: | ---: | ---: |"]
        rows += [
            f"| {x} | {significant(median(v))} | {significant(min(v))}–{significant(max(v))} |"
            for x, v in one.seconds.items()]
        parts.append("\n".join(rows + ["", f"Least squares: {one.equation}.", ""]))
    return "\n".join(parts)


def svg(series):
    """The series side by side, each with its line."""
    return draw([
        Panel(
            title=f"Seconds per step by {one.size}", subtitle=one.fixed, x_label=one.size,
            y_label="seconds per step", caption=one.equation,
            points=[Point(x, median(v), min(v), max(v)) for x, v in one.seconds.items()],
            line=(one.line.slope, one.line.intercept))
        for one in series])
