"""The register's list: of ten thousand risks it reads only those near the cursor."""

from collections.abc import Sequence

from infraday.store.risk_rows import RiskRow
from infraday.widgets.register import MOST, Register
from tests.plain_risks import risk


class Read:
    """A register of so many risks, and what was read of it."""

    def __init__(self, count: int = 10_000) -> None:
        self.asked: list[Sequence[int]] = []
        self.gone: set[int] = set()
        self.pane = Register(self.fetch, lambda *_: (), lambda _: ())
        self.pane.show(range(1, count + 1), "")

    def fetch(self, ids: Sequence[int]) -> Sequence[RiskRow]:
        self.asked.append(ids)
        return [risk(id=one) for one in ids if one not in self.gone]


def test_only_what_is_near_is_read_and_once() -> None:
    read = Read()
    found = [read.pane.row(place) for place in range(5_000, 5_015)]

    assert [row.id for row in found if row] == list(range(5_001, 5_016))
    assert len(read.asked) == 1
    assert len(read.asked[0]) < 100


def test_what_is_kept_does_not_grow_with_the_way() -> None:
    read = Read()
    for place in range(0, 10_000, 20):
        read.pane.row(place)

    assert len(read.pane._rows) <= MOST + 200


def test_what_is_gone_meanwhile_is_asked_for_once() -> None:
    read = Read(3)
    read.gone = {2}

    assert [read.pane.row(place) for place in (1, 1)] == [None, None]
    assert len(read.asked) == 1


def test_beyond_the_ends_there_is_nothing() -> None:
    read = Read(3)

    assert (read.pane.row(-1), read.pane.row(3)) == (None, None)
    assert read.pane.current
    assert Read(0).pane.current is None


def test_other_risks_are_read_anew_and_the_cursor_stays_inside() -> None:
    read = Read(30)
    read.pane.show(range(1, 31), "", 29)
    assert read.pane.current
    read.pane.show([7, 9], "")

    assert read.pane.at == 1
    assert [row.id for row in (read.pane.row(0), read.pane.row(1)) if row] == [7, 9]
