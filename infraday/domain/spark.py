"""A line of bars: how a number went, in one row of a terminal."""

from collections.abc import Sequence

BARS = "▁▂▃▄▅▆▇█"


def spark(values: Sequence[int]) -> str:
    """One bar for each value, the highest for the largest; from zero up, so that a bar half as
    high is half as much."""
    most = max(values, default=0)
    if most <= 0:
        return BARS[0] * len(values)
    return "".join(BARS[max(0, -(-value * len(BARS) // most) - 1)] for value in values)


def sampled(values: Sequence[int], most: int) -> list[int]:
    """At most so many of the values, evenly spread, the first and the last among them."""
    count = len(values)
    if count <= most:
        return list(values)
    if most < 2:
        return list(values[-most:]) if most else []
    return [values[round(n * (count - 1) / (most - 1))] for n in range(most)]
