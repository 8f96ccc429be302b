"""Numbers as people read them."""

from math import floor, log10


def significant(value, digits=3):
    """`value` with that many digits and never an exponent: 0.0123, 1.23, 1230."""
    if value == 0:
        return "0"
    decimals = digits - 1 - floor(log10(abs(value)))
    return f"{round(value, decimals):.{max(decimals, 0)}f}"
