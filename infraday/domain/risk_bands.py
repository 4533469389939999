"""The table of bands with some of its cells replaced: published matrices differ in theirs."""

from collections.abc import Mapping

from infraday.domain.risk import BANDS, SCALE, Band, Bands

CELLS = {f"p{p}i{i}": (p, i) for p in SCALE for i in SCALE}
"""`p4i5` names the cell of probability 4 and impact 5."""


def of(cells: Mapping[str, str]) -> Bands:
    """The default table with these cells replaced, each a word of `Band`."""
    table = [list(row) for row in BANDS]
    for cell, word in cells.items():
        probability, impact = CELLS[cell]
        table[probability - 1][impact - 1] = Band(word)
    return tuple(tuple(row) for row in table)
