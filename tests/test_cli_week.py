"""`infraday week`: the text twin of the week above the day."""

from tests.commands import Commands

DAYS = ("2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27")


def fill(infraday: Commands) -> None:
    infraday("block", "add", "Lunch", "--start", "12:00", "--kind", "break")
    infraday("block", "add", "Budget", "--start", "10:00")
    infraday("block", "add", "Vendor call", "--start", "10:30")
    infraday("block", "add", "Core switch", "--date", DAYS[3], "--start", "08:00",
             "--minutes", "600", "--kind", "change")  # fmt: skip
    infraday("block", "add", "Change freeze [/x]", "--date", DAYS[3], "--all-day")


def test_an_empty_week_has_its_capacity_and_what_is_free_from_now_on(infraday: Commands) -> None:
    infraday("log")

    assert infraday("week") == (
        0,
        "Mon 23 Nov 2026  0m of 9h30\n"
        "Tue 24 Nov 2026  0m of 9h30      ·  today · 7h48 free\n"
        "Wed 25 Nov 2026  0m of 9h30      ·  9h30 free\n"
        "Thu 26 Nov 2026  0m of 9h30      ·  9h30 free\n"
        "Fri 27 Nov 2026  0m of 9h30      ·  9h30 free\n"
        "Sat 28 Nov 2026  day off\n"
        "Sun 29 Nov 2026  day off\n",
        "",
    )


def test_clashes_and_windows_are_said(infraday: Commands) -> None:
    fill(infraday)
    found = infraday("week").out.splitlines()

    assert found[1].endswith("1h30 of 8h30    ·  today · 5h18 free · 2 blocks clash")
    assert found[3].endswith("9h30 of 9h30    ·  freeze: Change freeze [/x] · in it: B-4")


def test_what_is_planned_on_a_day_off_is_said_as_today_says_it(infraday: Commands) -> None:
    infraday("block", "add", "Cutover", "--date", "2026-11-28", "--start", "22:00",
             "--minutes", "600", "--kind", "change")  # fmt: skip
    found = infraday("week").out.splitlines()

    assert found[5] == "Sat 28 Nov 2026  2h00 on a day off"
    assert infraday("today", "--date", "2026-11-28").out.splitlines()[0].endswith("on a day off")


def test_programs_read_the_figures_of_each_day(infraday: Commands) -> None:
    fill(infraday)
    week = infraday.data("week")

    assert week["monday"] == DAYS[0]
    assert [day["date"] for day in week["days"]][:5] == list(DAYS)
    assert week["days"][1] == {
        "date": DAYS[1],
        "planned_minutes": 90,
        "capacity_minutes": 510,
        "free_minutes": 318,
        "clashes": 2,
        "windows": [],
        "changes_in_windows": [],
    }
    assert week["days"][3]["windows"] == [
        {"ref": "B-5", "window": "freeze", "activity": "Change freeze [/x]",
         "day": DAYS[3], "end_day": DAYS[3]}
    ]  # fmt: skip
    assert week["days"][3]["changes_in_windows"] == ["B-4"]


def test_each_day_says_what_today_says_of_it(infraday: Commands) -> None:
    fill(infraday)
    for day in infraday.data("week")["days"]:
        alone = infraday.data("today", "--date", day["date"])
        assert day["planned_minutes"] == alone["planned_minutes"]
        assert day["capacity_minutes"] == alone["capacity_minutes"]
        assert day["free_minutes"] == sum(gap["minutes"] for gap in alone["free"])


def test_another_week_is_named_by_any_of_its_days(infraday: Commands) -> None:
    infraday("log")

    assert infraday.data("week", "--date", "2026-12-06")["monday"] == "2026-11-30"
    assert infraday("week", "--date", "2026-12-06").out.startswith("Mon 30 Nov 2026")
    assert "today" not in infraday("week", "--date", "2026-12-06").out


def test_what_is_no_date_is_refused(infraday: Commands) -> None:
    code, said = infraday.refused("week", "--date", "soon")

    assert code == 2
    assert said.startswith('--date: "soon" is no date.')
