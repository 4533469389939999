"""Calendar files as files: how they are cut into lines, calendars and events, and in what signs."""

from datetime import date

import pytest

from infraday.domain import RuleError
from infraday.domain.event import Problem
from infraday.exchange import ics_lines, ics_read
from tests.ics_oracle import TODAY, calendar, event, local, only, read

ONE = event("UID:a", "DTSTART:20260302T090000")


def test_events_know_the_line_on_which_they_begin() -> None:
    found = only(calendar(ONE, event("UID:b", "DTSTART:20260302T090000")))

    assert [(one.uid, one.line) for one in found.events] == [("a", 3), ("b", 8)]
    assert not found.problems
    assert not found.remarks


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_they_do_anywhere(end: str) -> None:
    data = calendar(ONE).replace(b"\r\n", end.encode())

    assert [one.uid for one in only(data).events] == ["a"]


def test_lines_may_end_in_two_ways_in_one_file() -> None:
    data = calendar(ONE).replace(b"\r\n", b"\n", 3)

    assert [one.line for one in only(data).events] == [3]


@pytest.mark.parametrize("fold", ["\r\n ", "\n\t", "\r\n\r\n "])
def test_a_folded_line_is_one(fold: str) -> None:
    data = calendar(event("UID:a", "DTSTART:20260302T090000", f"SUMMARY:Stand{fold}-up"), ONE)

    assert only(data).events[0].activity == "Stand-up"


def test_a_fold_may_part_the_name_from_the_value_and_a_letter_in_two() -> None:
    data = calendar(event("UID\n :a", "DTSTART\n ;VALUE=DATE\n :20260302", "SUMMARY:Bespr=echung"))
    data = data.replace(b"Bespr=echung", b"K\xc3\r\n \xbcche")

    (found,) = only(data).events

    assert (found.uid, found.times.day, found.activity) == ("a", date(2026, 3, 2), "Küche")


def test_names_may_be_in_small_letters() -> None:
    data = calendar(ONE).lower().replace(b"uid:a", b"uid:A")

    assert [one.uid for one in only(data).events] == ["A"]


@pytest.mark.parametrize(
    "data", [b"\xef\xbb\xbf" + calendar(ONE), calendar(ONE).decode().encode("utf-16")]
)
def test_a_mark_of_the_byte_order_is_no_text(data: bytes) -> None:
    assert [one.uid for one in only(data).events] == ["a"]


def test_calendars_joined_with_their_marks_are_several() -> None:
    marked = b"\xef\xbb\xbf" + calendar("X-WR-CALNAME:Team\\, north", ONE)

    first, second = read(marked + marked)

    assert (first.name, second.name) == ("Team, north", "Team, north")
    assert [one.line for one in second.events] == [13]


def test_a_calendar_without_a_name_or_events_is_one() -> None:
    found = only(calendar())

    assert (found.name, found.events, found.problems) == (None, (), ())


def test_text_that_is_no_utf_8_is_guessed_and_said() -> None:
    data = calendar(ONE).replace(b"Stand-up", b"Caf\xe9 \x80 \x81")

    found = only(data)

    assert found.events[0].activity == "Café € \\x81"
    assert found.remarks == ("Some texts were no UTF-8: they were read as Windows-1252.",)


def test_one_text_that_is_no_utf_8_spoils_no_other() -> None:
    data = calendar(ONE, event("UID:b", "DTSTART:20260302T090000", "SUMMARY:Küche"))

    found = only(data.replace(b"Stand-up", b"Caf\xe9"))

    assert [one.activity for one in found.events] == ["Café", "Küche"]


def test_what_is_no_event_is_passed_over() -> None:
    alarm = "BEGIN:VALARM\r\nDESCRIPTION:Ring\r\nDTSTART:19990101T000000\r\nEND:VALARM"
    data = calendar(
        "BEGIN:VTODO\r\nUID:t\r\nDTSTART:20260302T090000\r\nEND:VTODO",
        event("UID:a", alarm, "DTSTART:20260302T090000", "DESCRIPTION:Own"),
        "BEGIN:VJOURNAL\r\nUID:j\r\nEND:VJOURNAL",
    )

    (found,) = only(data).events

    assert (found.uid, found.times.day, found.notes) == ("a", date(2026, 3, 2), "Own")


def test_a_cancelled_calendar_cancels_its_events() -> None:
    assert only(calendar("METHOD:CANCEL", ONE)).events[0].cancelled


def test_events_without_a_calendar_around_them_are_read_and_said() -> None:
    found = only(ONE.encode())

    assert [one.uid for one in found.events] == ["a"]
    assert found.remarks == (
        "The events stand in no calendar (VCALENDAR): they were read all the same.",
    )


def test_a_line_that_is_none_is_named_and_the_event_comes_in() -> None:
    data = calendar(event("UID:a", "and here the text went on", "DTSTART:20260302T090000"))

    found = only(data)

    assert [one.uid for one in found.events] == ["a"]
    assert found.problems == (Problem(3, "a", "Line 5 is no line of a calendar and was left out."),)


CUT_OFF = "It is cut off: the file or its calendar ends inside it."
NO_END = "The calendar is cut off, its end is missing: what is whole was read."


def test_of_half_a_calendar_what_is_whole_comes_in() -> None:
    whole = calendar(ONE, event("UID:b", "DTSTART:20260302T090000", "DESCRIPTION:Long"))

    found = only(whole[: whole.index(b"Long")])

    assert [one.uid for one in found.events] == ["a"]
    assert found.problems == (Problem(1, None, NO_END, of_event=False), Problem(8, "b", CUT_OFF))


def test_an_event_that_another_one_cuts_off_is_named() -> None:
    data = calendar("BEGIN:VEVENT", "UID:x", "DTSTART:20260302T090000", ONE)

    found = only(data)

    assert [one.uid for one in found.events] == ["a"]
    assert found.problems == (Problem(3, "x", CUT_OFF),)


def test_a_calendar_that_another_one_cuts_off_is_named() -> None:
    first, second = read(b"BEGIN:VCALENDAR\n" + ONE.encode() + b"\n" + calendar(ONE))

    assert first.problems == (Problem(1, None, NO_END, of_event=False),)
    assert [one.uid for one in (*first.events, *second.events)] == ["a", "a"]


@pytest.mark.parametrize("data", [b"", b"\0" * 99, b"BEGIN:VCARD\nEND:VCARD", b"a,b\n1,2\n"])
def test_what_holds_no_calendar_is_refused(data: bytes) -> None:
    with pytest.raises(RuleError, match="There is no calendar in it"):
        read(data)


def test_a_file_that_is_too_large_is_refused() -> None:
    with pytest.raises(RuleError, match="larger than 50 MB"):
        read(bytes(ics_read.LIMIT + 1))


def test_too_many_events_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ics_lines, "MOST", 1)

    with pytest.raises(RuleError, match="more than 100 000 events"):
        read(calendar(ONE, ONE.lower()))


def test_progress_is_told_in_bytes_up_to_the_end() -> None:
    data = calendar(*[ONE] * 3000)
    told: list[tuple[int, int]] = []

    ics_read.read(
        data, TODAY, local("Europe/Berlin"), progress=lambda done, of: told.append((done, of))
    )

    assert len(told) > 2
    assert told == sorted(told)
    assert told[-1] == (len(data), len(data))


def test_reading_stops_when_somebody_says_so() -> None:
    asked = iter([False, True])

    with pytest.raises(ics_read.StoppedError, match="Nothing was changed"):
        ics_read.read(
            calendar(*[ONE] * 3000),
            TODAY,
            local("Europe/Berlin"),
            is_cancelled=lambda: next(asked),
        )
