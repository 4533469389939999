"""Recurring blocks on the Day screen, by real keys: each key does to an occurrence that nobody
touched what it does to any block, and undo leaves it untouched again."""

from datetime import date, time

from infraday.domain.block import Status
from infraday.domain.series import Scope
from infraday.models import Series
from infraday.store import series
from infraday.store.engine import Store
from tests import dialog_app
from tests import factories as make
from tests.day_app import NARROW, Planner, planner
from tests.factories import NOW, TODAY

WEEKDAYS = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"


def made(store: Store, rrule: str = WEEKDAYS, begin: str = "10:00", **fields: object) -> None:
    draft = make.draft("Stand-up", times=make.times(begin, 30), **fields)
    store.change(series.add, draft, rrule, NOW)


def all_series(store: Store) -> list[Series]:
    return store.read(series.all_of)


def shown(day: Planner) -> list[str]:
    """The blocks of the day shown: B for a row, S for an occurrence that nobody touched."""
    return [
        f"{'B' if row.id > 0 else 'S'} {row.start:%H:%M}-{row.end:%H:%M} {row.status}"
        for row in day.screen.rows.blocks
        if row.start and row.end
    ]


async def test_each_key_acts_on_an_untouched_occurrence(store: Store) -> None:
    made(store)
    untouched = ["S 10:00-10:30 planned"]
    effects = {
        "r": ["B 10:00-10:30 active"],
        "S": ["B 10:00-10:30 skipped"],
        "J": ["B 10:15-10:45 planned"],
        "K": ["B 09:45-10:15 planned"],
        "plus": ["B 10:00-10:45 planned"],
        "minus": ["B 10:00-10:15 planned"],
        "x": [],
        "H": [],
        "L": [],
        "c": ["S 10:00-10:30 planned", "B 10:30-11:00 planned"],
    }
    async with planner(store) as day:
        for key, effect in effects.items():
            await day.to("Stand-up")
            assert shown(day) == untouched
            await day.press(key)
            assert shown(day) == effect, key
            if effect and key != "c":
                assert day.screen.block is not None
                assert day.screen.block.id > 0
            await day.press("u")
            assert make.blocks(store) == [], key
        await day.to("Stand-up")
        await day.press("R")
        assert "still open" in day.toasts[-1]
        assert make.blocks(store) == []


async def test_dialogs_act_on_an_untouched_occurrence(store: Store) -> None:
    made(store)
    async with planner(store) as day:
        await day.to("Stand-up")
        await day.press("space", "d", "enter")
        if day.dialog:
            await day.press("enter", "escape")
        assert shown(day) == ["B 10:00-10:30 done"]
        assert day.marked == ["Stand-up"]
        await day.press("R", "u", "u", "escape")
        assert shown(day) == ["S 10:00-10:30 planned"]
        await day.press("p")
        await day.type("30\n")
        assert shown(day) == ["B 10:30-11:00 planned"]
        await day.press("u", "M")
        await day.type("26 Nov\n")
        assert shown(day) == []
        await day.press("u", "y", "enter")
        assert day.dialog == "BlockForm"
        await day.press("escape")
        assert shown(day) == ["S 10:00-10:30 planned"]


async def test_a_series_is_made_in_the_form(store: Store) -> None:
    async with planner(store, size=NARROW) as day:
        await day.press("a")
        await day.type("Risk review")
        await day.press("tab", "tab", "tab", "tab")
        await day.type("2 weeks until 30 jun")
        said = dialog_app.screen_text(day.app)
        assert "every second Tuesday until 30 June 2027" in said
        assert "24 Nov, 8 Dec, 22" in said
        assert "Dec, 5 Jan, 19 Jan" in said
        await day.press("enter")
        assert day.dialog == ""
        assert shown(day)[0].startswith("S ")

    [one] = all_series(store)
    assert (one.activity, one.first_day) == ("Risk review", TODAY)
    assert one.rrule == "FREQ=WEEKLY;INTERVAL=2;UNTIL=20270630"
    assert make.blocks(store) == []


async def test_a_rule_that_cannot_be_read_is_refused_at_its_field(store: Store) -> None:
    async with planner(store) as day:
        await day.press("a")
        await day.type("Sync")
        await day.press("tab", "tab", "tab", "tab")
        await day.type("hourly")
        assert '"hourly" is no recurrence.' in dialog_app.screen_text(day.app)
        await day.press("enter")
        assert "Not saved. Look at Repeats." in dialog_app.screen_text(day.app)
    assert all_series(store) == []


async def test_an_edit_is_for_one_unless_told_otherwise(store: Store) -> None:
    made(store)
    async with planner(store) as day:
        await day.to("Stand-up")
        await day.press("e")
        assert "this one" in dialog_app.line_with(day.app, "Applies to")
        await day.type("!")
        await day.press("enter")
        assert shown(day) == ["B 10:00-10:30 planned"]
        [block] = make.blocks(store)
        assert block.activity == "Stand-up!"
        assert (block.series_id, block.recurrence_id) == (1, TODAY)
        assert day.screen.block is not None
        assert day.screen.block.id == block.id
        await day.press("u")

        await day.press("e", "shift+tab", "right")
        assert "this and the following" in dialog_app.line_with(day.app, "Applies to")
        await day.press("tab")
        await day.type("?")
        await day.press("enter")
    old, new = all_series(store) if len(all_series(store)) > 1 else (None, all_series(store)[0])
    assert old is None
    assert new.activity == "Stand-up?"
    assert make.blocks(store) == []


async def test_following_splits_where_something_came_before(store: Store) -> None:
    made(store)
    async with planner(store) as day:
        await day.press("full_stop")
        await day.to("Stand-up")
        await day.press("e", "shift+tab", "right", "tab")
        await day.replace("Huddle")
        await day.press("tab", "tab")
        await day.replace("11:00")
        await day.press("tab")
        await day.replace("+15m")
        await day.press("enter")
        assert shown(day) == ["S 11:00-11:15 planned"]
        assert day.screen.block is not None
        assert day.screen.block.activity == "Huddle"
        assert "from 25 Nov on" in day.log[0].label
        await day.press("comma")
        assert shown(day) == ["S 10:00-10:30 planned"]

    old, new = all_series(store)
    assert (new.first_day, new.split_from) == (date(2026, 11, 25), old.id)
    assert (new.start, new.minutes) == (time(11), 15)


async def test_one_alone_cannot_repeat_otherwise(store: Store) -> None:
    made(store)
    async with planner(store) as day:
        await day.to("Stand-up")
        await day.press("e", "tab", "tab", "tab", "tab")
        assert "weekday" in dialog_app.line_with(day.app, "Repeats")
        await day.replace("week")
        assert "One occurrence alone cannot repeat otherwise." in dialog_app.screen_text(day.app)
        await day.press(*["shift+tab"] * 5, "a")
        assert "every Tuesday · 24 Nov, 1 Dec, 8 Dec" in dialog_app.screen_text(day.app)
        await day.press("ctrl+s")
        assert day.dialog == ""
    [one] = all_series(store)
    assert one.rrule == "FREQ=WEEKLY"


async def test_a_form_overwrites_no_series_unseen(store: Store) -> None:
    made(store)
    async with planner(store) as day:
        await day.to("Stand-up")
        await day.press("e", "shift+tab", "a", "tab", "tab", "tab", "tab", "tab", "tab")
        await day.type("Blockers")
        [row] = day.screen.rows.blocks
        other = make.draft("Huddle", times=make.times("10:00", 30))
        store.change(series.edit, row.id, None, other, Scope.ALL, None, NOW)
        await day.press("ctrl+s")
        assert "was changed meanwhile, and nothing was saved" in dialog_app.screen_text(day.app)
        await day.press("ctrl+s")

    [one] = all_series(store)
    assert (one.activity, one.purpose) == ("Huddle", "Blockers")


async def test_x_takes_one_and_shifted_x_asks_for_more(store: Store) -> None:
    made(store)
    async with planner(store) as day:
        await day.to("Stand-up")
        await day.press("x")
        assert day.toasts[-1].endswith("· u brings it back · X ends the series")
        assert all_series(store)[0].exdate == str(TODAY)
        await day.press("u")
        await day.to("Stand-up")
        await day.press("X")
        assert day.dialog == "EndingScreen"
        assert "every weekday" in dialog_app.screen_text(day.app)
        await day.press("escape")
        assert shown(day) == ["S 10:00-10:30 planned"]
        await day.press("X", "j", "j", "enter")
        assert all_series(store)[0].rrule.endswith("UNTIL=20261124")
        await day.press("u", "X", "a")
        assert all_series(store) == []
        await day.press("u")
        assert shown(day) == ["S 10:00-10:30 planned"]


async def test_deleting_all_keeps_what_was_worked_on(store: Store) -> None:
    made(store)
    async with planner(store) as day:
        await day.to("Stand-up")
        await day.press("r", "r", "X", "j", "enter")
        assert day.toasts[-1].endswith("1 that was worked on stays as a single block.")
        [block] = make.blocks(store)
        assert (block.series_id, block.status) == (None, Status.PLANNED)
        await day.press("E")
        assert "does not repeat" in day.toasts[-1]
        await day.press("u")
        [block] = make.blocks(store)
        assert block.series_id == 1


async def test_one_of_a_series_that_went_meanwhile_is_added_as_a_single_block(store: Store) -> None:
    made(store)
    async with planner(store) as day:
        await day.to("Stand-up")
        await day.press("e")
        await day.type("!")
        store.change(series.remove, 1)
        await day.press("enter")
        assert "was deleted meanwhile. Saved, it is added anew." in dialog_app.screen_text(day.app)
        await day.press("ctrl+s")
        assert shown(day) == ["B 10:00-10:30 planned"]
    assert all_series(store) == []


async def test_a_block_is_made_to_repeat(store: Store) -> None:
    make.planned(store, make.block("10:00", 60))
    async with planner(store) as day:
        await day.to("Budget review")
        await day.press("e", "tab", "tab", "tab", "tab")
        await day.type("week")
        await day.press("enter")
        assert day.toasts[-1].startswith("Repeat B-1 Budget review as S-1, every Tuesday")
        await day.press("full_stop", *["full_stop"] * 6)
        assert shown(day) == ["S 10:00-11:00 planned"]
    [block] = make.blocks(store)
    assert (block.series_id, block.recurrence_id) == (1, TODAY)
