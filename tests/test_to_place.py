"""What waits for a slot, as the list beside the day shows it."""

from datetime import date, timedelta

import pytest

from infraday.domain.panels import waiting, waiting_line
from infraday.domain.task import TaskStatus
from tests.day_rows import TUESDAY, moment, plain, role_of, rows, task, wait

TASKS = (
    wait(task("Cutover runbook", 31, important=True, due=date(2026, 11, 26), estimate_minutes=150),
         worked=30, urgent=True),
    wait(task("Answer the auditor", 40, important=True, due=TUESDAY, estimate_minutes=45)),
    wait(task("Badge list", 41, due=date(2026, 11, 20)), urgent=True),
    wait(task("Old wiki page", 7, status=TaskStatus.INBOX)),
)  # fmt: skip


def listed(cells: int, height: int = 9, top: int = 0) -> list[str]:
    lines = waiting(rows(waiting=TASKS), moment(), cells, height, top)
    return [plain(line).rstrip() for line in lines]


def test_what_waits_is_listed_with_mark_rest_and_due_date() -> None:
    assert listed(52) == [
        "To place 4                         2h45 · 7h48 free",
        "‼ T-31 Cutover runbook            2h00      due Thu",
        "! T-40 Answer the auditor          45m    due today",
        "» T-41 Badge list                       over 20 Nov",
        "  T-7 Old wiki page",
    ]


def test_a_narrow_list_keeps_the_columns() -> None:
    assert listed(36) == [
        "To place 4         2h45 · 7h48 free",
        "‼ T-31 Cutover run…   2h00      Thu",
        "! T-40 Answer the …    45m    today",
        "» T-41 Badge list          ◷ 20 Nov",
        "  T-7 Old wiki page",
    ]
    assert listed(28)[3] == "» T-41 Badge list  ◷ 20 Nov"
    assert listed(24)[0] == "To place 4         2h45"


def test_a_title_takes_the_room_of_a_rest_that_there_is_none_of() -> None:
    line = plain(waiting_line(wait(task("Send the minutes", 1, due=TUESDAY)), moment(), 36))

    assert line == "  T-1 Send the minutes        today "


def test_a_long_list_is_scrolled_below_its_title() -> None:
    assert [line.split()[1] for line in listed(52, 3, 2)] == ["place", "T-41", "Old"]
    assert listed(52, 0) == []
    assert listed(52, 1) == listed(52)[:1]


def test_the_list_says_when_more_wait_than_were_read() -> None:
    lines = waiting(rows(waiting=TASKS, more=True), moment(), 60, 1)

    assert plain(lines[0]).startswith("To place 4+ ")
    assert "2h45+ · 7h48 free" in plain(lines[0])


def test_an_empty_list_says_what_to_press() -> None:
    lines = [plain(line).rstrip() for line in waiting(rows(), moment(), 52, 5)]

    assert lines == ["To place" + " " * 34 + "7h48 free", "Nothing waits. n captures a task."]


def test_a_day_off_speaks_of_no_free_time() -> None:
    title = plain(waiting(rows(waiting=TASKS), moment(hours=None), 60, 1)[0])

    assert title.endswith(" 2h45 ")
    assert "free" not in title


@pytest.mark.parametrize("cells", [34, 50, 80])
def test_numbers_align_right(cells: int) -> None:
    waits = [wait(task("x" * 99, due=TUESDAY, estimate_minutes=it)) for it in (5, 45, 600, 53999)]
    lines = [plain(waiting_line(one, moment(), cells)) for one in waits]

    assert {len(line) for line in lines} == {cells}
    columns = 12 if cells >= 50 else 8
    assert {line[: -columns - 2][-1] for line in lines} <= {"m", *"0123456789"}


def test_what_is_overdue_is_told_without_colour() -> None:
    late = wait(task(due=TUESDAY - timedelta(days=1)))

    for cells, words in ((60, "over 23 Nov"), (40, "◷ 23 Nov"), (30, "◷ 23 Nov")):
        line = waiting_line(late, moment(), cells)
        assert words in plain(line)
        assert role_of(line, words) == "urgent"
