"""Reports in plain text: what is an item, what is folded, what is kept."""

from datetime import UTC, date, datetime, time

import pytest

from infraday.domain.intake import Item
from infraday.domain.severity import Severity
from infraday.exchange import intake
from infraday.exchange.intake_report import KEPT_LINES


def items(*lines: str) -> tuple[Item, ...]:
    return intake.read("\n".join(lines).encode(), "night.log").items


def titles(*lines: str) -> list[str]:
    return [item.title for item in items(*lines)]


def one(*lines: str) -> Item:
    [item] = items(*lines)
    return item


def test_the_most_severe_stand_first_and_the_rest_in_their_order() -> None:
    assert titles("WARN b", "check the tapes", "CRITICAL c", "ERROR a", "ERROR d") == [
        *("CRITICAL c", "ERROR a", "ERROR d", "WARN b", "check the tapes"),
    ]


@pytest.mark.parametrize("line", ["", "   ", "# a comment", "#", "// so", "; so", "=====", "-- --"])
def test_blank_lines_comments_and_separators_are_no_items(line: str) -> None:
    assert titles(line, "ERROR a", line) == ["ERROR a"]


def test_what_only_looks_like_a_comment_is_an_item() -> None:
    assert titles("#1234 is broken", "#dc-move core is down", "//srv/share is gone") == [
        *("#1234 is broken", "#dc-move core is down", "//srv/share is gone"),
    ]


def test_calm_lines_are_skipped_and_counted() -> None:
    report = intake.read(b"INFO up\nOK: fine\nRESOLVED: CRITICAL it\nERROR down\n", "x")

    assert (report.format, report.read, report.skipped, len(report.items)) == ("text", 4, 3, 1)


@pytest.mark.parametrize(
    "line",
    [
        "2026-11-24 02:11:03 CRITICAL san-02: failover",
        "[2026-11-24 02:11:03,123] [critical] san-02: failover",
        "CRITICAL 2026-11-24 02:11:03 san-02: failover",
        "24/Nov/2026:02:11:03 CRITICAL: san-02: failover",
        "Tue, 24 Nov 2026 02:11:03 CRITICAL san-02: failover",
        "- 24.11.2026 02:11:03 \x1b[31mCRITICAL\x1b[0m san-02: failover",
    ],
)
def test_stamp_bullet_and_colour_leave_the_title(line: str) -> None:
    item = one(line)

    assert item.title == "CRITICAL san-02: failover"
    assert item.first == datetime.combine(date(2026, 11, 24), time(2, 11, 3))
    assert item.lines == (line,)


@pytest.mark.parametrize(
    "stamp", ["2026-11-24T02:11:03Z", "2026-11-24T03:11:03+01:00", "1795486263"]
)
def test_a_stamp_with_a_zone_is_an_instant(stamp: str) -> None:
    assert one(f"{stamp} ERROR x").first == datetime(2026, 11, 24, 2, 11, 3, tzinfo=UTC)


def test_a_time_alone_has_no_date() -> None:
    item = one("02:11 ERROR x")

    assert (item.first, item.day, item.title) == (time(2, 11), None, "ERROR x")


def test_lines_equal_but_for_stamps_counters_and_ids_are_one() -> None:
    item = one(
        "2026-11-24 02:11:03 ERROR nginx[123]: worker 0x7f1a died after 12 ms (attempt 1)",
        "2026-11-24 02:15:09 ERROR nginx[4711]: worker 0xbeef died after 9.5 ms (attempt 2)",
        "2026-11-24 02:16:09 ERROR nginx[5]: worker 0x1 died after 100 ms (attempt 3)",
    )

    assert item.times == 3
    assert item.first == datetime.combine(date(2026, 11, 24), time(2, 11, 3))
    assert item.last == datetime.combine(date(2026, 11, 24), time(2, 16, 9))
    assert len(item.lines) == 3


def test_numbers_that_are_names_keep_lines_apart() -> None:
    lines = ["ERROR san-02 down", "ERROR san-03 down", "ERROR 10.0.0.1 down", "ERROR 10.0.0.2 down"]

    assert titles(*lines, "ERROR disk 3 down", "ERROR disk 4 down") == [
        *lines,
        *("ERROR disk 3 down", "ERROR disk 4 down"),
    ]


def test_a_night_is_one_and_another_date_is_another() -> None:
    found = items(
        "2026-11-22 02:00:00 ERROR x",
        "2026-11-23 23:50:00 ERROR x",
        "2026-11-24 00:10:00 ERROR x",
    )

    assert [(item.day, item.times) for item in found] == [
        (date(2026, 11, 22), 1),
        (date(2026, 11, 23), 2),
    ]


def test_the_first_lines_of_many_are_kept_and_the_rest_counted() -> None:
    item = one(*(f"2026-11-24 02:{minute:02}:00 ERROR x" for minute in range(40)))

    assert (item.times, len(item.lines), item.more) == (40, KEPT_LINES, 40 - KEPT_LINES)


def test_an_indented_line_belongs_to_the_one_before() -> None:
    item = one("ERROR build broke", "    at Foo.bar(Foo.java:12)", "    at Foo.baz(Foo.java:19)")

    assert item.title == "ERROR build broke"
    assert len(item.lines) == 3


def test_an_indented_list_is_still_a_list() -> None:
    assert titles("  tapes", "  switches", "  - fans") == ["tapes", "switches", "fans"]


def test_words_with_a_hash_may_name_a_project() -> None:
    assert one("ERROR core is down #dc-move #2 project=net-up").projects == ("dc-move", "net-up")


def test_a_priority_of_syslog_rates_a_line() -> None:
    item = one("<34>Oct 11 22:14:15 host su: lost the root session")

    assert (item.severity, item.title) == (Severity.CRITICAL, "host su: lost the root session")
