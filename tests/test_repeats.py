"""How often a block comes back, in the form: what is typed, how it is read, and for how many."""

from datetime import date, time

import pytest

from infraday.domain import RuleError
from infraday.domain.block import Kind
from infraday.domain.schedule import Times
from infraday.screens import block_entry, repeats
from infraday.screens.block_entry import BlockEntry, BlockValues
from infraday.screens.block_form import BlockForm
from infraday.screens.ending import EndingScreen
from infraday.screens.repeats import Recurs
from tests.dialog_app import DialogApp, line_with, screen_text

TUESDAY = date(2026, 11, 24)
WEEKLY = Recurs(date(2026, 9, 1), "FREQ=WEEKLY;BYDAY=TU", "2026-12-08", "tue", TUESDAY, TUESDAY)


def at(day: date = TUESDAY) -> Times:
    return Times(day, time(10), day, time(11))


@pytest.mark.parametrize(
    ("typed", "day", "rule", "said"),
    [
        ("2 weeks until 30 jun", TUESDAY, "FREQ=WEEKLY;INTERVAL=2;UNTIL=20270630",
         "every second Tuesday until 30 June 2027 · 24 Nov, 8 Dec, 22 Dec, 5 Jan, 19 Jan"),
        ("mon,wed", TUESDAY, "FREQ=WEEKLY;BYDAY=MO,WE",
         "every Monday and Wednesday · 25 Nov, 30 Nov, 2 Dec, 7 Dec, 9 Dec"),
        ("day 3 times", TUESDAY, "FREQ=DAILY;COUNT=3",
         "every day, 3 times · 24 Nov, 25 Nov, 26 Nov"),
        ("year", TUESDAY, "FREQ=YEARLY",
         "every year on 24 Nov · 24 Nov 2026, 24 Nov 2027, 24 Nov 2028, 24 Nov 2029, 24 Nov 2030"),
        ("month", date(2026, 12, 31), "FREQ=MONTHLY",
         "every month on the 31st · 31 Dec, 31 Jan, 31 Mar, 31 May, 31 Jul · The 31st is missing "
         "in 5 months: write “month last” for the last day"),
        ("FREQ=WEEKLY;BYDAY=TU", TUESDAY, "FREQ=WEEKLY;BYDAY=TU",
         "every Tuesday · 24 Nov, 1 Dec, 8 Dec, 15 Dec, 22 Dec"),
    ],
)  # fmt: skip
def test_a_rule_is_said_with_its_next_days(typed: str, day: date, rule: str, said: str) -> None:
    assert repeats.read(typed, "one", at(day), None, TUESDAY) == (rule, said)


@pytest.mark.parametrize(
    "typed", ["hourly", "0 weeks", "FREQ=HOURLY", "FREQ=DAILY;INTERVAL=0", "week until 1 jan 2020"]
)
def test_what_is_no_rule_is_refused(typed: str) -> None:
    with pytest.raises(RuleError):
        repeats.read(typed, "one", at(), None, TUESDAY)


def test_once_is_nothing() -> None:
    assert repeats.read("  ", "one", at(), None, TUESDAY) == (None, "")


def test_the_rule_of_a_series_is_left_as_it_is() -> None:
    said = "every Tuesday · 24 Nov, 1 Dec, 15 Dec, 22 Dec, 29 Dec"
    assert repeats.read(" tue ", "one", at(), WEEKLY, TUESDAY) == (None, said)
    assert repeats.read("tue", "all", at(), WEEKLY, TUESDAY) == (None, said)


def test_the_rule_moves_along_with_the_day() -> None:
    wednesday = at(date(2026, 11, 25))
    assert repeats.read("tue", "one", wednesday, WEEKLY, TUESDAY).said.startswith(
        "every Tuesday · 24 Nov"
    )
    assert repeats.read("tue", "all", wednesday, WEEKLY, TUESDAY) == (
        None, "every Wednesday · 25 Nov, 2 Dec, 9 Dec, 16 Dec, 23 Dec",
    )  # fmt: skip
    workdays = WEEKLY._replace(rrule="FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", typed="weekday")
    said = repeats.read("weekday", "all", wednesday, workdays, TUESDAY).said
    assert said.startswith("It falls on Wednesday already")


def test_another_rule_is_for_more_than_one() -> None:
    with pytest.raises(RuleError, match="One occurrence alone"):
        repeats.read("2 weeks", "one", at(), WEEKLY, TUESDAY)
    with pytest.raises(RuleError, match="One occurrence alone"):
        repeats.read("", "one", at(), WEEKLY, TUESDAY)
    assert repeats.read("", "following", at(), WEEKLY, TUESDAY) == ("", "It no longer repeats.")
    found = repeats.read("2 weeks", "all", at(), WEEKLY, TUESDAY)
    assert found.every == "FREQ=WEEKLY;INTERVAL=2"
    assert found.said.startswith("every second Tuesday · 24 Nov, 8 Dec")


def test_a_rule_that_cannot_be_read_keeps_the_form_open() -> None:
    values = BlockValues("Sync", "2026-11-24", "10:00", "11:00", repeats="hourly")
    found = block_entry.read(values, TUESDAY, ())
    assert found.entry is None
    assert list(found.wrong) == ["repeats"]


def form(values: BlockValues, recurs: Recurs | None = None) -> DialogApp[BlockEntry | None]:
    return DialogApp(BlockForm(values, "Edit S-1@2026-11-24", TUESDAY, [], recurs=recurs))


async def test_the_form_fits_and_scrolls_in_80x24() -> None:
    values = BlockValues("Sync", "2026-11-24", "10:00", "11:00", kind=Kind.MEETING, repeats="tue")
    app = form(values, WEEKLY)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "< this one >  this and the following · all" in line_with(app, "Applies to")
        assert line_with(app, "every Tuesday · 24 Nov, 1 Dec, 15 Dec")
        await pilot.press("shift+tab", "shift+tab")
        assert line_with(app, "Links")
        await pilot.press("tab", "a")
        assert line_with(app, "< all >")
        await pilot.press("ctrl+s")

    [entry] = app.answers
    assert entry is not None
    assert (entry.values.scope, entry.every) == ("all", None)


async def test_the_scope_and_the_rule_are_kept_as_a_draft() -> None:
    values = BlockValues("Sync", "2026-11-24", "10:00", "11:00", repeats="tue")
    app = form(values, WEEKLY)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("shift+tab", "a", *["tab"] * 5, "end", "x", "escape")
        assert app.drafts == {"Edit S-1@2026-11-24": {"scope": "all", "repeats": "tuex"}}
        app.open(BlockForm(values, "Edit S-1@2026-11-24", TUESDAY, [], recurs=WEEKLY))
        await pilot.pause()
        assert line_with(app, "< all >")
        assert '"tuex" is no recurrence' in screen_text(app)


async def test_a_single_block_has_no_scope() -> None:
    app = form(BlockValues("Sync", "2026-11-24", "10:00", "11:00"))
    async with app.run_test(size=(80, 24)) as pilot:
        assert not line_with(app, "Applies to")
        await pilot.press("ctrl+s")
    assert app.answers[0] is not None
    assert app.answers[0].every is None


@pytest.mark.parametrize("size", [(80, 24), (40, 10)])
async def test_how_much_is_to_go_is_asked_on_any_screen(size: tuple[int, int]) -> None:
    app: DialogApp[str | None] = DialogApp(EndingScreen("S-1 [/x] Sync", "every Tuesday"))
    async with app.run_test(size=size) as pilot:
        assert line_with(app, "S-1 [/x] Sync")
        assert line_with(app, "e  end after this one, which stays")
        await pilot.press("j", "enter")
        assert app.answers == ["all"]
        app.open(EndingScreen("S-1 Sync", "every Tuesday"))
        await pilot.pause()
        await pilot.press("e")
    assert app.answers == ["all", "after"]
