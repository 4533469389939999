"""Recurrence rules in words: said, and read from a form's field."""

from datetime import date

import pytest

from infraday.domain import RuleError
from infraday.domain.recurrence import check
from infraday.domain.recurrence_words import read, say, typed
from tests.plain_series import TUESDAY
from tests.test_every import PHRASES

WORKDAYS = "MO,TU,WE,TH,FR"


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("FREQ=DAILY;COUNT=10", "every day, 10 times"),
        ("FREQ=DAILY;COUNT=1", "every day, once"),
        (f"FREQ=DAILY;BYDAY={WORKDAYS}", "every weekday"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", "every day"),
        ("FREQ=WEEKLY;INTERVAL=2;UNTIL=20270630", "every second Tuesday until 30 June 2027"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH", "every second Tuesday and Thursday"),
        ("FREQ=WEEKLY;INTERVAL=8;BYDAY=TU,TH", "every 8 weeks on Tuesday and Thursday"),
        (f"FREQ=WEEKLY;INTERVAL=2;BYDAY={WORKDAYS}", "every second week from Monday to Friday"),
        ("FREQ=WEEKLY;BYDAY=TU;BYMONTH=6,7", "every Tuesday in June and July"),
        ("FREQ=DAILY;BYMONTH=1", "every day in January"),
        ("FREQ=MONTHLY;BYDAY=FR", "every Friday"),
        ("FREQ=MONTHLY;BYDAY=1MO,3MO", "every month on the first and third Monday"),
        ("FREQ=MONTHLY;BYDAY=1MO,-1FR", "every month on the first Monday and the last Friday"),
        ("FREQ=MONTHLY;BYDAY=TH;BYSETPOS=2", "every month on the second Thursday"),
        (f"FREQ=MONTHLY;BYDAY={WORKDAYS};BYSETPOS=-1", "every month on the last weekday"),
        (f"FREQ=MONTHLY;BYDAY={WORKDAYS};BYSETPOS=-2", "every month on the second last weekday"),
        ("FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=1", "every month on the first weekend day"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15,-1", "every month on the 1st, the 15th and the last day"),
        ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1", "every third month on the last day"),
        (
            "FREQ=MONTHLY;BYMONTHDAY=10;BYMONTH=3,9",
            "every month on the 10th in March and September",
        ),
        ("FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=24", "every year on 24 Nov"),
        ("FREQ=YEARLY;BYMONTH=2", "every year on 24 Feb"),
        ("FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=1", "every year on 1 Jan and 1 Jul"),
        ("FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "every year on the last Sunday of March"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1", "every year on the last day of February"),
        ("FREQ=YEARLY;BYMONTH=5;BYDAY=MO;BYSETPOS=1", "every year on the first Monday of May"),
    ],
)
def test_a_rule_is_said_in_words(rule: str, said: str) -> None:
    assert say(check(rule, TUESDAY), TUESDAY) == said


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "every year by the rule BYDAY=MO;BYWEEKNO=20"),
        ("FREQ=YEARLY;BYYEARDAY=100", "every year by the rule BYYEARDAY=100"),
        ("FREQ=YEARLY;BYDAY=20MO;COUNT=2", "every year by the rule BYDAY=20MO, 2 times"),
        ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "every month by the rule BYDAY=FR;BYMONTHDAY=13"),
        ("FREQ=MONTHLY;BYDAY=MO,WE;BYSETPOS=1", "every month by the rule BYDAY=MO,WE;BYSETPOS=1"),
        ("FREQ=MONTHLY;INTERVAL=2;BYDAY=FR", "every second month by the rule BYDAY=FR"),
        ("FREQ=DAILY;INTERVAL=2;BYDAY=MO", "every second day by the rule BYDAY=MO"),
        ("FREQ=DAILY;BYMONTHDAY=13;BYMONTH=5", "every day by the rule BYMONTH=5;BYMONTHDAY=13"),
        ("FREQ=YEARLY;BYMONTH=1,2;BYDAY=MO;BYSETPOS=1",
         "every year by the rule BYDAY=MO;BYMONTH=1,2;BYSETPOS=1"),
    ],
)  # fmt: skip
def test_a_rule_without_plain_words_is_said_by_its_parts(rule: str, said: str) -> None:
    assert say(check(rule, TUESDAY), TUESDAY) == said


@pytest.mark.parametrize(("words", "rule", "said"), PHRASES)
def test_what_quick_add_understands_is_read_and_said_alike(
    words: str, rule: str, said: str
) -> None:
    assert read(words, TUESDAY) == rule
    assert say(rule, TUESDAY) == said
    assert read(typed(rule), TUESDAY) == rule
    assert not typed(rule).startswith("FREQ")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("every weekday until 30 jun", f"FREQ=WEEKLY;BYDAY={WORKDAYS};UNTIL=20270630"),
        ("2 weeks until 2027-06-30", "FREQ=WEEKLY;INTERVAL=2;UNTIL=20270630"),
        ("mon, wed UNTIL 30 Jun 2028", "FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20280630"),
        ("day until Fri", "FREQ=DAILY;UNTIL=20261127"),
        ("month last thu 10 times", "FREQ=MONTHLY;BYDAY=-1TH;COUNT=10"),
        ("day 1 time", "FREQ=DAILY;COUNT=1"),
        ("10 days 5 times", "FREQ=DAILY;COUNT=5;INTERVAL=10"),
        (" freq=daily;count=3 ", "FREQ=DAILY;COUNT=3"),
        ("RRULE:FREQ=WEEKLY", "FREQ=WEEKLY"),
    ],
)
def test_a_field_takes_words_with_an_end_or_a_rule(text: str, rule: str) -> None:
    assert read(text, TUESDAY) == rule
    assert read(typed(rule), TUESDAY) == rule


@pytest.mark.parametrize(
    "text",
    ["", "every", "now and then", "until 30 jun", "day until", "day until whenever",
     "day until tomorrow", "day 10", "day times", "day ten times", "day 3 times until 30 jun",
     "day until 30 jun 3 times", "day 3 times more", "x" * 5000],
)  # fmt: skip
def test_what_is_no_recurrence_is_refused(text: str) -> None:
    with pytest.raises(RuleError, match=r"is no recurrence\. Write it as day, weekday") as refusal:
        read(text, TUESDAY)
    assert len(str(refusal.value)) < 250


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("day until 2026-11-23", "ends before its first day"),
        ("day 0 times", "COUNT cannot be"),
        ("day 10001 times", "COUNT cannot be"),
        ("FREQ=HOURLY", "at most once a day"),
    ],
)
def test_a_field_minds_the_limits_of_rules(text: str, says: str) -> None:
    with pytest.raises(RuleError, match=says):
        read(text, TUESDAY)


def test_a_rule_without_words_is_shown_as_it_is() -> None:
    rule = "FREQ=WEEKLY;BYDAY=TU;INTERVAL=12;UNTIL=20270630"
    assert typed(rule) == rule
    assert typed("FREQ=WEEKLY;BYDAY=TU;INTERVAL=2") == "second tue"
    assert typed("FREQ=MONTHLY;BYDAY=3FR;COUNT=4") == "month third fri 4 times"
    assert typed("FREQ=MONTHLY;BYMONTHDAY=31") == "month 31st"
    assert typed("FREQ=WEEKLY;INTERVAL=2;UNTIL=20270630") == "2 weeks until 2027-06-30"
    assert say("FREQ=YEARLY", date(2024, 2, 29)) == "every year on 29 Feb"


@pytest.mark.parametrize(
    "rule",
    ["FREQ=WEEKLY;BYDAY=TU;INTERVAL=2;UNTIL=20270630", "FREQ=MONTHLY;BYDAY=-1TH;COUNT=10",
     "FREQ=MONTHLY;BYMONTHDAY=24", "FREQ=MONTHLY;BYDAY=4TU", "FREQ=WEEKLY;BYDAY=TU,TH",
     "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"],
)  # fmt: skip
def test_what_a_rule_is_said_as_can_be_typed(rule: str) -> None:
    assert read(say(rule, TUESDAY), TUESDAY) == rule
    assert read(typed(rule), TUESDAY) == rule
