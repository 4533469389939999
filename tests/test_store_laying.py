"""Templates laid over a day: what goes in, what is in the way, and that nothing doubles."""

from datetime import time

import pytest

from infraday.domain import RuleError
from infraday.domain.block import Kind, Source, Status
from infraday.domain.template import Template, TemplateBlock
from infraday.models import Block
from infraday.store import blocks, history
from infraday.store.block_rows import times_of
from infraday.store.engine import Store
from tests import factories as make
from tests.factories import NOW, TODAY, TOMORROW

DAY = Template(
    "mine",
    "My day",
    (
        TemplateBlock(
            time(8), 60, "Overnight reports", "Find failures", "List", Kind.TRIAGE, "dc-move", True
        ),
        TemplateBlock(time(9), 60, "Stand-up"),
        TemplateBlock(time(23), 120, "Cutover watch"),
    ),
)


def states(store: Store) -> list[str]:
    return [laid.state for laid in store.read(blocks.preview, DAY, TODAY)]


def test_a_template_is_laid_with_all_that_it_says(store: Store) -> None:
    outcome = store.change(blocks.lay, DAY, TODAY, NOW)

    first, _, last = make.blocks(store)
    assert outcome.label == "Lay My day on Tue 24 Nov 2026, 3 blocks"
    assert outcome.remarks == ("The project #dc-move is new.",)
    assert times_of(first) == make.times("08:00")
    assert (first.activity, first.purpose) == ("Overnight reports", "Find failures")
    assert (first.output, first.kind, first.project_id) == ("List", Kind.TRIAGE, 1)
    assert (first.fixed, first.source) == (True, Source.TEMPLATE)
    assert first.uid == "template/mine/2026-11-24/1/overnight reports"
    assert (last.end_day, last.end) == (TOMORROW, time(1))


def test_laid_twice_nothing_doubles(store: Store) -> None:
    store.change(blocks.lay, DAY, TODAY, NOW)

    with pytest.raises(RuleError, match="is on Tue 24 Nov 2026 already"):
        store.change(blocks.lay, DAY, TODAY, NOW, forced=[0, 1, 2])

    assert (states(store), len(make.blocks(store))) == (["there"] * 3, 3)


def test_a_block_put_before_others_is_not_taken_for_one_of_them(store: Store) -> None:
    store.change(blocks.lay, DAY, TODAY, NOW)

    changed = DAY._replace(blocks=(TemplateBlock(time(7), 60, "Coffee"), *DAY.blocks))
    laid = store.read(blocks.preview, changed, TODAY)

    assert [one.state for one in laid] == ["free", "there", "there", "there"]


def test_what_comes_twice_in_a_template_is_laid_twice(store: Store) -> None:
    breaks = tuple(TemplateBlock(time(hour), 30, "Break") for hour in (10, 15))
    template = Template("mine", "My day", breaks)
    store.change(blocks.lay, template, TODAY, NOW)

    assert len(make.blocks(store)) == 2
    assert [one.state for one in store.read(blocks.preview, template, TODAY)] == ["there"] * 2


def test_a_laid_block_is_there_wherever_it_went(store: Store) -> None:
    store.change(blocks.lay, DAY, TODAY, NOW)
    store.change(blocks.move, [2], TOMORROW, None, NOW)

    assert states(store) == ["there"] * 3


def test_what_was_deleted_since_is_laid_again(store: Store) -> None:
    store.change(blocks.lay, DAY, TODAY, NOW)
    store.change(blocks.delete, [2])
    outcome = store.change(blocks.lay, DAY, TODAY, NOW)

    assert outcome.label.endswith("1 block")
    assert [block.activity for block in make.blocks(store)][-1] == "Stand-up"


def test_what_is_in_the_way_is_shown_and_left_out(store: Store) -> None:
    make.planned(
        store,
        make.block("08:30", 15, activity="Call"),
        make.block("00:30", 15, TOMORROW, "Night shift"),
        make.block("09:00", 60, activity="Skipped", status=Status.SKIPPED),
        Block(**make.all_day()._asdict(), activity="Freeze"),
    )

    shown = store.read(blocks.preview, DAY, TODAY)
    outcome = store.change(blocks.lay, DAY, TODAY, NOW)

    assert [(laid.state, [one.activity for one in laid.by]) for laid in shown] == [
        ("taken", ["Call"]),
        ("free", []),
        ("taken", ["Night shift"]),
    ]
    assert outcome.remarks == (
        "Left out: 08:00 Overnight reports, its time is taken.",
        "Left out: 23:00 Cutover watch, its time is taken.",
    )
    assert make.projects(store) == []


def test_what_is_forced_goes_in_all_the_same(store: Store) -> None:
    make.planned(store, make.block("08:00", 120))

    outcome = store.change(blocks.lay, DAY, TODAY, NOW, forced=[1])

    assert [block.activity for block in make.blocks(store)[1:]] == ["Stand-up", "Cutover watch"]
    assert outcome.remarks == ("Left out: 08:00 Overnight reports, its time is taken.",)


def test_where_nothing_fits_it_is_refused(store: Store) -> None:
    make.planned(store, make.block("08:00", 24 * 60))

    with pytest.raises(RuleError, match="Nothing of “My day” fits"):
        store.change(blocks.lay, DAY, TODAY, NOW)

    assert len(make.blocks(store)) == 1


def test_a_template_is_laid_and_taken_back_as_one(store: Store) -> None:
    store.change(blocks.lay, DAY, TODAY, NOW)
    store.replay(history.undo)

    assert (make.blocks(store), make.projects(store)) == ([], [])
    assert states(store) == ["free"] * 3


def test_only_what_begins_from_now_on_is_laid(store: Store) -> None:
    wall = NOW.replace(tzinfo=None)
    outcome = store.change(blocks.lay, DAY, TODAY, NOW, (), wall)

    assert [block.activity for block in make.blocks(store)] == ["Cutover watch"]
    assert outcome.remarks == ("Left out: 2 that begin before now.",)
    with pytest.raises(RuleError, match="is on Tue 24 Nov 2026 already"):
        store.change(blocks.lay, DAY, TODAY, NOW, (), wall)
    early = DAY._replace(blocks=DAY.blocks[:2])
    with pytest.raises(RuleError, match="All of “My day” begins before now"):
        store.change(blocks.lay, early, TODAY, NOW, (), wall)
