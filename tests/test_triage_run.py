"""Where a run stands while the plan changes under it."""

from collections import Counter

from infraday.domain.triage import Item, Origin
from infraday.domain.triage_run import Run
from tests import day_rows

DAY = str(day_rows.TUESDAY)


def items(*ids: int) -> list[Item]:
    return [Item(day_rows.task(task_id=n), Origin.INBOX, day_rows.TUESDAY) for n in ids]


def shown(run: Run, *ids: int) -> Run:
    run.show(items(*ids), Counter({Origin.INBOX: len(ids)}))
    return run


def state(run: Run) -> str:
    here = run.current.task.id if run.current else "end"
    return f"{run.number} of {run.total}: {here}"


def test_a_decision_counts_and_the_next_item_is_asked_about() -> None:
    run = shown(Run(day=DAY), 1, 2, 3)
    assert state(run) == "1 of 3: 1"
    run.note("T-1", 100)

    assert state(shown(run, 2, 3)) == "2 of 3: 2"


def test_what_came_in_meanwhile_leaves_the_place_on_its_item() -> None:
    run = shown(Run(day=DAY), 1, 2)
    run.step(1)

    assert state(shown(run, 9, 1, 2)) == "3 of 3: 2"


def test_what_is_gone_gives_its_place_to_the_next_and_the_last_to_the_end() -> None:
    run = shown(Run(day=DAY), 1, 2, 3)
    run.step(2)

    assert state(shown(run, 1, 2)) == "2 of 2: end"
    assert state(shown(Run(day=DAY))) == "0 of 0: end"


def test_what_was_taken_back_is_asked_about_and_no_longer_decided() -> None:
    run = shown(Run(day=DAY), 1, 2)
    run.note("T-1", 100)
    shown(run, 2)
    shown(run, 1, 2)

    assert run.decided == []
    assert run.go_to("T-1")
    assert state(run) == "1 of 2: 1"
    assert not run.go_to("T-7")


def test_no_step_leaves_the_run() -> None:
    run = shown(Run(day=DAY), 1, 2)

    assert not run.step(-1)
    assert run.step(5)
    assert state(run) == "2 of 2: end"
    assert not run.step(1)


def test_it_goes_on_where_it_was_left() -> None:
    run = shown(Run(day=DAY), 1, 2, 3, 4)
    run.note("T-1", 100)
    shown(run, 2, 3, 4).step(1)
    again = shown(Run(run.draft(), DAY), 2, 3, 4)

    assert state(again) == "3 of 4: 3"
    assert [one.entry_id for one in again.decided] == [100]


def test_on_another_day_only_the_place_is_taken_up() -> None:
    run = shown(Run(day=DAY), 1, 2, 3)
    run.note("T-1", 100)
    shown(run, 2, 3).step(1)
    again = shown(Run(run.draft(), "2026-11-25"), 2, 3)

    assert state(again) == "2 of 2: 3"
    assert again.decided == []


def test_a_damaged_draft_is_a_new_run() -> None:
    kept = {"at": "x", "decided": "T-1:y T-2 :3 T-4:5", "day": DAY}

    assert [one.name for one in Run(kept, DAY).decided] == ["T-4"]
    assert state(shown(Run(kept, DAY), 1, 2)) == "2 of 3: 1"
    assert Run(day=DAY).draft() == {}
