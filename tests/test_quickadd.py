"""Quick-add: what a line is read as, from the words of the manual to the odd ends."""

from datetime import date, datetime, time

import pytest

from infraday.domain import RuleError
from infraday.domain.quickadd import Reading, literal, read

TUESDAY = date(2026, 11, 24)
NOW = datetime.combine(TUESDAY, time(9, 42))


def understood(text: str, now: datetime = NOW) -> dict[str, object]:
    """The title and whatever else was read."""
    fields = read(text, now)._asdict()
    return {name: value for name, value in fields.items() if value and name not in IGNORED}


IGNORED = ("tokens", "remarks", "refused")


def said(reading: Reading) -> list[tuple[str, str, str]]:
    return [(token.kind, token.text, token.said) for token in reading.tokens]


def test_the_example_of_the_manual() -> None:
    reading = read("call Cisco about RMA tomorrow 14:00 30m #dc-move @ana !! out: RMA number", NOW)
    assert reading[:11] == (
        "call Cisco about RMA", date(2026, 11, 25), time(14), 30, "dc-move", "ana", True, True,
        None, "RMA number", None,
    )  # fmt: skip
    assert reading.is_block
    assert reading.remarks == ()
    assert said(reading) == [
        ("date", "tomorrow", "Wed 25 Nov 2026"),
        ("time", "14:00", "14:00"),
        ("duration", "30m", "30m"),
        ("project", "#dc-move", "#dc-move"),
        ("owner", "@ana", "@ana"),
        ("mark", "!!", "important and urgent"),
        ("output", "out: RMA number", "output: RMA number"),
    ]


@pytest.mark.parametrize(
    "text",
    ["Fix the C# build", "mail ops@example.com", "prepare 1:1", "Patch CVE-2026-1234",
     "upgrade uplink to 10G", "read RFC 5545", "ship release 26", "raise uplink to 100M",
     "party sat", "read the sun", "talk to mar", "as it may", "check march", "ask in 2026",
     "close ticket #123", "mail @2fast", "a # b", "a @ b", "shout !!!", "wow!", "a #x/y",
     "tell @ana, please", "tidy #dc-move, then go", "close on 31 Feb", "close 2026-02-30",
     "meet 25:00", "meet 24:00", "meet 14:60", "wait 0m", "wait 30s", "wait 337h", "wait 1h60",
     "call yesterday", "ask site 2 PM", "pay 26 Nov 24", "pay 14 Mar 26", "ratio 14:00-14:00",
     "version 14.00", "due date unclear", "check-out: later", "time out:", "done due:",
     "overdue: soon", "repeat every:", "mail me fri, then", "meet at 14:00 in room 3",
     "plan the friday report", "book 30m of cable tray", "\u200f14:00", "x ١٤:٠٠", "tomorrow",
     "#dc-move", "!", "2026-03-14", "due: x", "out: x", "  spaced   out  "],
)  # fmt: skip
def test_what_is_not_meant_stays_in_the_title(text: str) -> None:
    reading = read(text, NOW)
    assert reading == Reading(text.strip(), remarks=reading.remarks)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("call today", {"title": "call", "due": TUESDAY}),
        ("call Ana wed", {"title": "call Ana", "due": date(2026, 11, 25)}),
        ("call Ana TUESDAY", {"title": "call Ana", "due": date(2026, 12, 1)}),
        ("party saturday", {"title": "party", "due": date(2026, 11, 28)}),
        ("pay 14 Mar", {"title": "pay", "due": date(2027, 3, 14)}),
        ("pay Mar 14", {"title": "pay", "due": date(2027, 3, 14)}),
        ("pay March 14, 2028", {"title": "pay", "due": date(2028, 3, 14)}),
        ("pay 14 Mar 2028", {"title": "pay", "due": date(2028, 3, 14)}),
        ("pay 2027-03-14", {"title": "pay", "due": date(2027, 3, 14)}),
        ("pay 24 Nov", {"title": "pay", "due": TUESDAY}),
        ("pay 29 Feb", {"title": "pay", "due": date(2028, 2, 29)}),
        ("Mar 14 Mar", {"title": "Mar", "due": date(2027, 3, 14)}),
        ("write runbook 1h30", {"title": "write runbook", "minutes": 90}),
        ("write runbook 1h 30m", {"title": "write runbook", "minutes": 90}),
        ("write 2h fri", {"title": "write", "minutes": 120, "due": date(2026, 11, 27)}),
        ("fix !", {"title": "fix", "important": True}),
        ("fix !! now", {"title": "fix now", "important": True, "urgent": True}),
        ("fix ! now !!", {"title": "fix now", "important": True, "urgent": True}),
        ("move #DC-Move racks", {"title": "move racks", "project": "dc-move"}),
        ("move #Überführung", {"title": "move", "project": "überführung"}),
        ("ask @Ana.Silva", {"title": "ask", "owner": "Ana.Silva"}),
        ("ask @jean-luc's boss", {"title": "ask boss", "owner": "jean-luc's"}),
        ("tell out: RMA #7 tomorrow", {"title": "tell", "output": "RMA #7 tomorrow"}),
        ("tell OUT:RMA", {"title": "tell", "output": "RMA"}),
        ("pay due: fri", {"title": "pay", "due": date(2026, 11, 27)}),
        ("pay Due:2026-12-01 early", {"title": "pay early", "due": date(2026, 12, 1)}),
        ("pay due: 14 Mar early", {"title": "pay early", "due": date(2027, 3, 14)}),
        ("pay due:14 Mar 2029", {"title": "pay", "due": date(2029, 3, 14)}),
        ("pay due: sat", {"title": "pay", "due": date(2026, 11, 28)}),
        ("pay fri due: mon",
         {"title": "pay", "day": date(2026, 11, 27), "due": date(2026, 11, 30)}),
        ("a tomorrow #p !", {"title": "a", "due": date(2026, 11, 25), "project": "p",
                             "important": True}),
    ],
)  # fmt: skip
def test_a_task(text: str, expected: dict[str, object]) -> None:
    assert understood(text) == expected
    assert not read(text, NOW).is_block


@pytest.mark.parametrize(
    ("text", "day", "start", "minutes"),
    [
        ("meet 14:00", TUESDAY, time(14), None),
        ("meet 2pm", TUESDAY, time(14), None),
        ("meet 2:30 pm", TUESDAY, time(14, 30), None),
        ("meet 12pm", TUESDAY, time(12), None),
        ("meet tomorrow 0:00", date(2026, 11, 25), time(0), None),
        ("meet 12am tomorrow", date(2026, 11, 25), time(0), None),
        ("meet fri 23:59 2h", date(2026, 11, 27), time(23, 59), 120),
        ("meet 30m 14:00 31 Dec", date(2026, 12, 31), time(14), 30),
        ("meet 14:00-15:30", TUESDAY, time(14), 90),
        ("meet 14:00–15:30 fri", date(2026, 11, 27), time(14), 90),
        ("meet 14:00 - 15:30", TUESDAY, time(14), 90),
        ("meet 2-3pm", TUESDAY, time(14), 60),
        ("meet tue 09:00", date(2026, 12, 1), time(9), None),
        ("meet 1 Jan 10:00", date(2027, 1, 1), time(10), None),
        ("meet #p 14:00 @ana 1h !", TUESDAY, time(14), 60),
        ("meet 14:00 due: fri 1h", TUESDAY, time(14), 60),
        ("meet\t14:00\n1h", TUESDAY, time(14), 60),
    ],
)
def test_a_clock_time_makes_a_block(text: str, day: date, start: time, minutes: int | None) -> None:
    reading = read(text, NOW)
    assert (reading.title, reading.is_block) == ("meet", True)
    assert (reading.day, reading.start, reading.minutes) == (day, start, minutes)


def test_a_block_over_midnight_says_so() -> None:
    reading = read("cutover saturday 22:00-02:00", NOW)
    assert (reading.start, reading.minutes) == (time(22), 240)
    assert reading.tokens[1].said == "22:00 – 02:00 +1"
    assert read("cutover 22:00-24:00", NOW).tokens[0].said == "today 22:00 – 00:00 +1"


def test_a_clock_time_without_a_date_says_its_day() -> None:
    assert [one.said for one in read("call 16:00 30m", NOW).tokens] == ["today 16:00", "30m"]
    assert [one.said for one in read("call tomorrow 16:00", NOW).tokens][1] == "16:00"
    assert read("call 16:00 every: fri", NOW).tokens[0].said == "Fri 27 Nov 2026 16:00"
    assert read("call 16:00", NOW, {("time", "16:00")}).refused[0].said == "16:00"


def test_the_first_word_is_title_whatever_it_is() -> None:
    assert understood("tomorrow 14:00") == {
        "title": "tomorrow", "day": TUESDAY, "start": time(14),
    }  # fmt: skip
    assert understood("14 Mar 14:00") == {
        "title": "14 Mar", "day": TUESDAY, "start": time(14),
    }  # fmt: skip
    assert understood("!! @ana") == {"title": "!!", "owner": "ana"}


@pytest.mark.parametrize(
    ("text", "title", "remark"),
    [
        ("call friday monday", "call friday", 'Only one date is read, so "friday"'),
        ("log of 14:00 15:00", "log of 14:00", 'Only one clock time is read, so "14:00"'),
        ("test 2h 30m 1h", "test 2h 30m", 'Only one duration is read, so "2h 30m"'),
        ("meet 30m 14:00-15:00", "meet 30m", 'Only one duration is read, so "30m"'),
        ("move #a #b fri", "move #b", 'Only one project is read, so "#b"'),
        ("ask @ana @jo", "ask @jo", 'Only one owner is read, so "@jo"'),
        ("pay due: fri due: mon", "pay due: mon", 'Only one due date is read, so "due: mon"'),
        ("a every: day every: week 14:00", "a every: week",
         'Only one recurrence is read, so "every: week"'),
    ],
)  # fmt: skip
def test_what_a_line_says_twice_stays_in_the_title(text: str, title: str, remark: str) -> None:
    reading = read(text, NOW)
    assert reading.title == title
    assert reading.remarks == (f"{remark} stays in the title.",)


def test_words_before_a_second_date_are_not_in_the_tail() -> None:
    assert understood("move 9:00 friday monday") == {
        "title": "move 9:00 friday", "due": date(2026, 11, 30),
    }  # fmt: skip


def test_signs_do_not_end_the_tail_even_when_they_stay() -> None:
    assert understood("call fri ! #a @ana #b 14:00 !") == {
        "title": "call #b !", "day": date(2026, 11, 27), "start": time(14), "project": "a",
        "owner": "ana", "important": True,
    }  # fmt: skip


def test_a_due_date_and_a_plain_date_are_told_apart() -> None:
    assert said(read("pay fri due: mon", NOW)) == [
        ("date", "fri", "scheduled Fri 27 Nov 2026"),
        ("due", "due: mon", "due Mon 30 Nov 2026"),
    ]
    assert said(read("pay fri", NOW)) == [("date", "fri", "due Fri 27 Nov 2026")]
    assert said(read("pay fri 9:00 due: mon", NOW)) == [
        ("date", "fri", "Fri 27 Nov 2026"),
        ("time", "9:00", "09:00"),
        ("due", "due: mon", "due Mon 30 Nov 2026"),
    ]


@pytest.mark.parametrize(
    ("text", "remarks"),
    [
        ("meet 09:41", ("09:41 has passed today.",)),
        ("meet today 8am", ("08:00 has passed today.",)),
        ("meet 09:42", ()),
        ("meet tomorrow 8am", ()),
        ("meet 2026-11-23 10:00", ("Mon 23 Nov 2026 has passed.",)),
        ("pay 14 Mar 2026", ("Sat 14 Mar 2026 has passed.",)),
        ("pay due: 2026-11-23", ("Mon 23 Nov 2026 has passed.",)),
        ("pay today", ()),
        ("pay due: asap", ('What follows "due:" is no date, so it stays in the title.',)),
        ("pay every: now 14:00",
         ('What follows "every:" is no recurrence, so it stays in the title.',)),
    ],
)  # fmt: skip
def test_remarks(text: str, remarks: tuple[str, ...]) -> None:
    assert read(text, NOW).remarks == remarks


def test_a_time_has_passed_by_the_minute() -> None:
    late = datetime.combine(TUESDAY, time(14, 0, 59))
    assert read("meet 14:00", late).remarks == ()
    assert read("meet 0:00", datetime.combine(TUESDAY, time(0))).remarks == ()
    assert read("meet 23:59", datetime.combine(TUESDAY, time(23, 59, 59))).remarks == ()


def test_the_last_day_of_the_year_is_followed_by_the_first() -> None:
    eve = datetime.combine(date(2026, 12, 31), time(23, 59))
    assert read("call tomorrow", eve).due == date(2027, 1, 1)
    assert read("call 31 Dec", eve).due == date(2026, 12, 31)
    assert read("call 30 Dec", eve).due == date(2027, 12, 30)
    assert read("call thu", eve).due == date(2027, 1, 7)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("  call   the  vendor   14:00  ", "call   the  vendor"),
        ("call  the   #p   big  vendor", "call  the big  vendor"),
        ("call\tthe\nvendor", "call\tthe vendor"),
        ("call\r\nthe\rvendor", "call the vendor"),
        ("call #p @ana vendor", "call vendor"),
        ("[/x] \x1b[31mred\x1b[0m \x00 🙂 \u202eabc", "[/x] \x1b[31mred\x1b[0m \x00 🙂 \u202eabc"),
    ],
)
def test_the_words_that_are_left_keep_their_spacing(text: str, title: str) -> None:
    assert read(text, NOW).title == title


def test_an_output_of_several_lines_is_on_one() -> None:
    assert read("tell out: a\n  b ", NOW).output == "a   b"


@pytest.mark.parametrize("text", ["", " ", "\n\t ", "\u2003\u00a0"])
def test_nothing_is_refused(text: str) -> None:
    for reader in (lambda typed: read(typed, NOW), literal):
        with pytest.raises(RuleError, match=r"^Nothing to add\. Write what is to be done\.$"):
            reader(text)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("call tomorrow 14:00 #p ! out: x", "call tomorrow 14:00 #p ! out: x"),
        ("  as  typed ", "  as  typed "),
        ("one\ntwo\r\n", "one two"),
    ],
)
def test_a_literal_line_is_not_read(text: str, title: str) -> None:
    assert literal(text) == Reading(title)
