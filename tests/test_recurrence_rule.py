"""The text of recurrence rules: what is taken, how it is written, what is refused."""

from datetime import date, time

import pytest

from infraday.domain import RuleError
from infraday.domain.every import MOST_TIMES
from infraday.domain.recurrence import check, count_of, ending, on_last_of_month, until_of
from infraday.domain.recurrence_rule import LONGEST_TEXT
from tests.plain_series import NINE, TUESDAY


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("FREQ=DAILY", "FREQ=DAILY"),
        ("RRULE:freq=weekly;byday=tu", "FREQ=WEEKLY;BYDAY=TU"),
        (" FREQ = DAILY ; INTERVAL = 2 ; ", "FREQ=DAILY;INTERVAL=2"),
        ("INTERVAL=1;FREQ=DAILY", "FREQ=DAILY"),
        ("COUNT=010;FREQ=DAILY", "FREQ=DAILY;COUNT=10"),
        ("FREQ=WEEKLY;WKST=MO;BYDAY=FR,MO,FR", "FREQ=WEEKLY;BYDAY=MO,FR"),
        ("FREQ=WEEKLY;WKST=SU;INTERVAL=2", "FREQ=WEEKLY;INTERVAL=2;WKST=SU"),
        ("FREQ=MONTHLY;BYDAY=-1TH,+2MO", "FREQ=MONTHLY;BYDAY=2MO,-1TH"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1,15,+1", "FREQ=MONTHLY;BYMONTHDAY=1,15,-1"),
        ("FREQ=WEEKLY;BYDAY=1MO", "FREQ=WEEKLY;BYDAY=MO"),
        ("FREQ=DAILY;UNTIL=20270630", "FREQ=DAILY;UNTIL=20270630"),
        ("FREQ=DAILY;UNTIL=20270630T080000Z", "FREQ=DAILY;UNTIL=20270630"),
        ("FREQ=DAILY;UNTIL=20270630T080000", "FREQ=DAILY;UNTIL=20270630"),
        ("FREQ=DAILY;UNTIL=40001231", "FREQ=DAILY"),
        ("FREQ=DAILY;UNTIL=20261124", "FREQ=DAILY;UNTIL=20261124"),
        ("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "FREQ=YEARLY;BYDAY=MO;BYWEEKNO=20"),
        ("FREQ=YEARLY;BYYEARDAY=-1,1", "FREQ=YEARLY;BYYEARDAY=1,-1"),
        ("FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1", "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1"),
        (f"FREQ=DAILY;COUNT={MOST_TIMES}", f"FREQ=DAILY;COUNT={MOST_TIMES}"),
    ],
)
def test_a_rule_has_one_way_to_be_written(given: str, written: str) -> None:
    assert check(given, TUESDAY) == written
    assert check(written, TUESDAY) == written


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("", "rule is empty"),
        (" ; ", "rule is empty"),
        ("RRULE:", "rule is empty"),
        ("INTERVAL=2", "says no FREQ"),
        ("FREQ", '"FREQ" is no part'),
        ("FREQ=", '"FREQ=" is no part'),
        ("FREQ=HOURLY", "at most once a day"),
        ("FREQ=MINUTELY", "at most once a day"),
        ("FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", "at most once a day"),
        ("FREQ=SOMETIMES", 'FREQ cannot be "SOMETIMES"'),
        ("FREQ=DAILY;FREQ=DAILY", '"FREQ" twice'),
        ("FREQ=DAILY;INTERVAL=0", 'INTERVAL cannot be "0"'),
        ("FREQ=DAILY;INTERVAL=-1", 'INTERVAL cannot be "-1"'),
        ("FREQ=DAILY;INTERVAL=1.5", 'INTERVAL cannot be "1.5"'),
        ("FREQ=DAILY;INTERVAL=" + "9" * 3000, "INTERVAL cannot be"),
        ("FREQ=DAILY;BYEASTER=1", 'no part "BYEASTER"'),
        ("FREQ=DAILY;X-WHEN=1", 'no part "X-WHEN"'),
        ("FREQ=DAILY;BYHOUR=9,17", "Leave BYHOUR out"),
        ("FREQ=DAILY;BYMINUTE=0", "Leave BYMINUTE out"),
        ("FREQ=DAILY;BYSECOND=0", "Leave BYSECOND out"),
        ("FREQ=DAILY;COUNT=3;UNTIL=20270630", "not by both"),
        ("FREQ=DAILY;COUNT=0", 'COUNT cannot be "0"'),
        (f"FREQ=DAILY;COUNT={MOST_TIMES + 1}", "COUNT cannot be"),
        ("FREQ=DAILY;UNTIL=20261123", "ends before its first day"),
        ("FREQ=DAILY;UNTIL=20270230", 'UNTIL cannot be "20270230"'),
        ("FREQ=DAILY;UNTIL=soon", 'UNTIL cannot be "SOON"'),
        ("FREQ=DAILY;UNTIL=20270630Tnoon", "UNTIL cannot be"),
        ("FREQ=YEARLY;BYMONTH=13", 'BYMONTH cannot be "13"'),
        ("FREQ=YEARLY;BYMONTH=-1", 'BYMONTH cannot be "-1"'),
        ("FREQ=MONTHLY;BYMONTHDAY=0", 'BYMONTHDAY cannot be "0"'),
        ("FREQ=MONTHLY;BYMONTHDAY=32", 'BYMONTHDAY cannot be "32"'),
        ("FREQ=MONTHLY;BYMONTHDAY=1,,2", 'BYMONTHDAY cannot be ""'),
        ("FREQ=YEARLY;BYYEARDAY=367", "BYYEARDAY cannot be"),
        ("FREQ=YEARLY;BYWEEKNO=54", "BYWEEKNO cannot be"),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=367", "BYSETPOS cannot be"),
        ("FREQ=MONTHLY;BYDAY=0MO", 'BYDAY cannot be "0"'),
        ("FREQ=MONTHLY;BYDAY=6MO", 'BYDAY cannot be "6"'),
        ("FREQ=YEARLY;BYMONTH=12;BYDAY=53MO", 'BYDAY cannot be "53"'),
        ("FREQ=WEEKLY;BYDAY=XX", 'BYDAY cannot be "XX"'),
        ("FREQ=WEEKLY;WKST=1", 'WKST cannot be "1"'),
        ("FREQ=DAILY;BYMONTHDAY=" + "1," * LONGEST_TEXT, "longer than"),
        ("FREQ=DAILY\x1b[2J", "FREQ cannot be"),
    ],
)
def test_a_bad_rule_is_refused_in_a_sentence(rule: str, says: str) -> None:
    with pytest.raises(RuleError) as refusal:
        check(rule, TUESDAY)
    assert says in str(refusal.value)
    assert len(str(refusal.value)) < 200
    assert "\x1b" not in str(refusal.value)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=WEEKLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;INTERVAL=7;BYDAY=MO",
        "FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6",
        "FREQ=WEEKLY;BYDAY=MO;UNTIL=20261129",
    ],
)
def test_a_rule_that_never_yields_is_refused_and_never_hangs(rule: str) -> None:
    with pytest.raises(RuleError, match="falls on no day at all"):
        check(rule, TUESDAY)


def test_clock_parts_that_only_repeat_the_start_are_left_out() -> None:
    assert check("FREQ=DAILY;BYHOUR=9;BYMINUTE=0;BYSECOND=0", TUESDAY, NINE) == "FREQ=DAILY"
    with pytest.raises(RuleError, match="BYMINUTE"):
        check("FREQ=DAILY;BYHOUR=9;BYMINUTE=30", TUESDAY, NINE)
    assert check("FREQ=DAILY;BYMINUTE=30", TUESDAY, time(9, 30)) == "FREQ=DAILY"


def test_a_first_day_beyond_the_calendar_is_refused() -> None:
    with pytest.raises(RuleError, match="out of reach"):
        check("FREQ=DAILY", date(1601, 1, 1))


def test_a_rule_says_how_it_ends() -> None:
    assert until_of("FREQ=DAILY;UNTIL=20270630") == date(2027, 6, 30)
    assert count_of("FREQ=DAILY;COUNT=3") == 3
    assert until_of("FREQ=DAILY") is None
    assert count_of("FREQ=DAILY") is None


@pytest.mark.parametrize(
    ("rule", "ended"),
    [
        ("FREQ=DAILY", "FREQ=DAILY;UNTIL=20261201"),
        ("FREQ=DAILY;COUNT=40", "FREQ=DAILY;UNTIL=20261201"),
        ("FREQ=DAILY;UNTIL=20270101", "FREQ=DAILY;UNTIL=20261201"),
        ("FREQ=DAILY;UNTIL=20261126", "FREQ=DAILY;UNTIL=20261126"),
    ],
)
def test_an_ended_rule_ends_no_later(rule: str, ended: str) -> None:
    assert ending(rule, date(2026, 12, 1)) == ended


@pytest.mark.parametrize(
    ("rule", "day", "offered"),
    [
        ("FREQ=MONTHLY", 31, "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("FREQ=MONTHLY", 29, "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("FREQ=MONTHLY;INTERVAL=2;COUNT=5", 30, "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=5;INTERVAL=2"),
        ("FREQ=MONTHLY", 28, None),
        ("FREQ=MONTHLY;BYDAY=-1TH", 31, None),
        ("FREQ=WEEKLY", 31, None),
    ],
)
def test_monthly_late_in_the_month_offers_the_last_day(
    rule: str, day: int, offered: str | None
) -> None:
    assert on_last_of_month(rule, date(2026, 12, day)) == offered
