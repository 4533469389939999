"""`infraday today`: the text twin of the Day screen."""

from datetime import UTC, datetime

from infraday.store.engine import Store
from tests import factories
from tests.commands import Commands


def test_an_empty_day_says_what_to_do(infraday: Commands) -> None:
    infraday("log")

    assert infraday("today") == (
        0,
        "Tue 24 Nov 2026  09:42  ·  0m of 9h30 planned\n"
        "  09:42 – 17:30    free 7h48\n"
        "Nothing is planned. 'infraday template list' shows days to begin with.\n",
        "",
    )


def test_a_day_off_is_called_one(infraday: Commands) -> None:
    words = ("today", "--date", "2026-11-28")
    assert infraday(*words).out.splitlines()[0] == "Sat 28 Nov 2026  ·  day off"

    infraday("block", "add", "Cutover", "--date", "2026-11-28", "--start", "22:00")

    assert infraday(*words).out.splitlines()[0].endswith("1h00 planned on a day off")
    assert infraday.data(*words)["planned_minutes"] == 0


def test_blocks_stand_in_their_order_with_what_is_free_between(infraday: Commands) -> None:
    infraday("block", "add", "Lunch", "--start", "12:00", "--kind", "break")
    infraday("add", "Vendor call 11:00 30m #net-up out: a date")
    infraday("block", "start", "B-2")

    assert infraday("today").out.splitlines() == [
        "Tue 24 Nov 2026  09:42  ·  30m of 8h30 planned",
        "  09:42 – 11:00    free 1h18",
        "▶ 11:00 – 11:30    B-2     Vendor call  ·  #net-up · output: a date",
        "  11:30 – 12:00    free 30m",
        "○ 12:00 – 13:00    B-1     Lunch",
        "  13:00 – 17:30    free 4h30",
    ]


def test_what_a_block_produced_stands_in_place_of_what_was_expected(infraday: Commands) -> None:
    infraday("add", "Vendor call 11:00 out: a date")
    infraday("done", "B-1", "--output", "14 December")

    assert (
        "✔ 11:00 – 12:00    B-1     Vendor call  ·  produced: 14 December" in infraday("today").out
    )


def test_every_state_has_its_sign(infraday: Commands) -> None:
    for hour in (8, 10, 11, 13, 14):
        infraday("add", f"block at {hour}:00")
    infraday("block", "skip", "B-2")
    infraday("done", "B-3", "--partial", "--output", "half")
    infraday("block", "edit", "B-4", "--fixed")
    infraday("add", "clash 14:30")

    lines = [line for line in infraday("today").out.splitlines() if "B-" in line]
    assert [line[0] for line in lines] == ["◷", "✖", "◐", "○", "○", "○"]
    assert "B-4     ◆ block" in lines[3]
    assert "B-5     ≋ block" in lines[4]


def test_a_block_over_midnight_belongs_to_both_days(infraday: Commands) -> None:
    infraday("add", "cutover 22:00 4h")

    assert "22:00 – 02:00 +1 B-1     cutover" in infraday("today").out
    assert "22:00 -1 – 02:00 B-1     cutover" in infraday("today", "--date", "tomorrow").out


def test_all_day_blocks_come_first(infraday: Commands) -> None:
    infraday("add", "call 09:00")
    infraday("block", "add", "Change freeze", "--all-day", "--until", "thu")

    assert infraday("today").out.splitlines()[1] == "○ all day          B-2     Change freeze"


def test_what_is_due_and_overdue_is_listed(infraday: Commands) -> None:
    for line in ("due: today", "due: 2026-11-20", "due: tomorrow"):
        infraday("add", f"task {line} !")
    infraday("add", "done already due: today")
    infraday("done", "T-4")

    assert infraday("today").out.split("Due\n")[1].splitlines() == [
        "‼ T-2     task  ·  due 20 Nov",
        "‼ T-1     task  ·  due today",
    ]
    assert [task["ref"] for task in infraday.data("today")["due"]] == ["T-2", "T-1"]
    assert [task["ref"] for task in infraday.data("today", "--date", "wed")["due"]] == ["T-3"]


def test_people_are_shown_twenty_of_what_is_due(infraday: Commands) -> None:
    infraday("add", "-", stdin=b"".join(b"task %d due: today\n" % number for number in range(21)))

    assert infraday("today").out.endswith("… and more: infraday tasks --due-by 2026-11-24\n")
    assert len(infraday.data("today")["due"]) == 21


def test_as_json_it_is_one_object(infraday: Commands) -> None:
    infraday("add", "Vendor call 11:00 30m")

    found = infraday.data("today")

    assert list(found) == ["date", "blocks", "free", "due", "planned_minutes", "capacity_minutes"]
    assert (found["date"], found["planned_minutes"], found["capacity_minutes"]) == (
        "2026-11-24",
        30,
        570,
    )
    assert found["free"] == [
        {"start": "09:42", "end": "11:00", "minutes": 78},
        {"start": "11:30", "end": "17:30", "minutes": 360},
    ]
    assert [block["ref"] for block in found["blocks"]] == ["B-1"]


def test_a_day_off_has_no_capacity(infraday: Commands) -> None:
    found = infraday.data("today", "--date", "2026-11-28")

    assert (found["free"], found["capacity_minutes"]) == ([], 0)


def test_an_unreadable_date_is_wrong_usage(infraday: Commands) -> None:
    code, line = infraday.refused("today", "--date", "someday")

    assert code == 2
    assert line.startswith('--date: "someday" is no date.')


def test_late_is_told_by_the_clock(infraday: Commands) -> None:
    infraday("add", "call 09:00")

    assert infraday.data("today")["blocks"][0]["late"] is True
    infraday.now = datetime(2026, 11, 24, 9, 4, tzinfo=UTC)
    assert infraday.data("today")["blocks"][0]["late"] is False


def test_it_shows_what_the_planner_planned(infraday: Commands) -> None:
    store = Store(str(infraday.path), lambda: factories.NOW, "planner")
    factories.planned(store, factories.block("15:00", 90, activity="Budget review"))
    store.close()

    assert "15:00 – 16:30    B-1     Budget review" in infraday("today").out
