"""A quadrant's list: of a hundred thousand tasks it reads only what is near the cursor."""

from collections.abc import Sequence
from functools import cached_property

from infraday.domain.matrix import Quadrant
from infraday.models import Task
from infraday.widgets.quadrant import MOST, Place, QuadrantList, Row
from tests.factories import task

COUNT = 100_000


class Read:
    """A list of so many tasks, and what was read of it."""

    def __init__(self, count: int = COUNT) -> None:
        self.asked: list[tuple[int, int, Place | None]] = []
        self.pane = QuadrantList(Quadrant.DO, self.fetch, lambda *_: ())
        self.pane.show(count, lambda *_: (), "")

    def fetch(self, first: int, count: int, near: Place | None) -> Sequence[Row]:
        self.asked.append((first, count, near))
        places = range(first, min(first + count, self.pane.count))
        return [Listed(place) for place in places]


class Listed:
    worked_minutes = 0

    def __init__(self, place: int) -> None:
        self.place = place

    @cached_property
    def task(self) -> Task:
        return task(f"Task {self.place}", id=self.place + 1)


def test_only_what_is_near_is_read_and_once() -> None:
    read = Read()
    found = [read.pane.row(place) for place in range(50_000, 50_030)]

    assert [row.task.id for row in found if row] == list(range(50_001, 50_031))
    assert len(read.asked) == 1
    assert read.asked[0][1] < 200


def test_the_next_page_is_found_from_one_that_is_known() -> None:
    read = Read()
    read.pane.row(0)
    last = max(read.pane._rows)
    read.pane.row(last + 1)

    assert read.asked[1][2] == (last, last + 1)


def test_what_is_kept_does_not_grow_with_the_way() -> None:
    read = Read()
    for place in range(0, 20_000, 40):
        read.pane.row(place)

    assert len(read.pane._rows) <= MOST + 200


def test_beyond_the_ends_there_is_nothing() -> None:
    read = Read(3)

    assert (read.pane.row(-1), read.pane.row(3)) == (None, None)
    assert read.pane.current
    assert Read(0).pane.current is None
