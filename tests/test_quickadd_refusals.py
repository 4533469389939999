"""Quick-add: refusing one reading, which keeps its words in the title and leaves the rest."""

from datetime import date, datetime, time

import pytest

from infraday.domain.quickadd import Reading, read

TUESDAY = date(2026, 11, 24)
NOW = datetime.combine(TUESDAY, time(9, 42))
LINE = "call Cisco tomorrow 14:00 30m #dc-move @ana !! due: fri out: RMA number"


def refusing(text: str, *numbers: int) -> Reading:
    """The line after alt and each of the numbers was pressed, one after the other."""
    refused: frozenset[tuple[str, str]] = frozenset()
    for number in numbers:
        refused ^= {read(text, NOW, refused).numbered[number - 1].key}
    return read(text, NOW, refused)


@pytest.mark.parametrize(
    ("number", "title", "field"),
    [
        (1, "call Cisco tomorrow", "day"),
        (2, "call Cisco 14:00", "start"),
        (3, "call Cisco 30m", "minutes"),
        (4, "call Cisco #dc-move", "project"),
        (5, "call Cisco @ana", "owner"),
        (6, "call Cisco !!", "urgent"),
        (7, "call Cisco due: fri", "due"),
        (8, "call Cisco out: RMA number", "output"),
    ],
)
def test_a_refused_reading_leaves_all_others(number: int, title: str, field: str) -> None:
    before, after = read(LINE, NOW), refusing(LINE, number)
    assert after.title == title
    assert len(after.tokens) == len(before.tokens) - 1
    refused = {"day": TUESDAY, "urgent": False}  # without a date a block is today's
    assert getattr(after, field) == refused.get(field)
    dependent = {field, "title", "tokens", "refused", *(["important"] if number == 6 else [])}
    for name, value in before._asdict().items():
        assert name in dependent or getattr(after, name) == value


def test_numbers_stay_while_more_is_refused_and_the_same_key_takes_it_back() -> None:
    texts = [token.text for token in read(LINE, NOW).numbered]
    after = refusing(LINE, 1, 2, 5)
    assert [token.text for token in after.numbered] == texts
    assert [token.text for token in after.refused] == ["@ana", "14:00", "tomorrow"]
    assert refusing(LINE, 1, 2, 5, 2, 5, 1) == read(LINE, NOW)


def test_all_refused_is_the_line_as_typed() -> None:
    after = refusing(LINE, 1, 2, 3, 4, 5, 6, 7, 8)
    assert after.title == LINE
    assert after.tokens == ()
    assert not after.is_block


@pytest.mark.parametrize(
    ("typed", "number", "later", "title"),
    [
        ("call 14:00", 1, "call 14:00 tomorrow", "call 14:00"),
        ("call 14:00", 1, "now call Ana 14:00", "now call Ana 14:00"),
        ("call 14 Mar", 1, "call 14 Mar 2027", "call 14 Mar 2027"),
        ("call due: fri", 1, "call due: friday", "call due: friday"),
        ("time out: sit", 1, "time out: sit down", "time out: sit down"),
        ("call #p", 1, "call #p @ana", "call #p"),
    ],
)
def test_typing_on_does_not_forget_what_was_refused(
    typed: str, number: int, later: str, title: str
) -> None:
    key = read(typed, NOW).numbered[number - 1].key
    assert read(later, NOW, {key}).title == title


def test_what_follows_a_refused_out_is_read() -> None:
    after = refusing("figure out: why it failed fri 14:00 #p", 1)
    assert after.title == "figure out: why it failed"
    assert (after.day, after.start, after.project) == (date(2026, 11, 27), time(14), "p")
    assert [token.text for token in after.refused] == ["out:"]


def test_a_refused_out_leaves_the_tail_before_it() -> None:
    after = refusing("call fri 14:00 out: when it ends 1h", 3)
    assert after.title == "call out: when it ends"
    assert (after.day, after.start, after.minutes) == (date(2026, 11, 27), time(14), 60)


def test_a_refused_due_date_is_not_read_as_a_plain_date() -> None:
    after = refusing("pay due: fri", 1)
    assert (after.title, after.due, after.day) == ("pay due: fri", None, None)


def test_a_refused_date_lets_the_one_before_it_count() -> None:
    after = refusing("call friday monday", 1)
    assert (after.title, after.due) == ("call monday", date(2026, 11, 27))


def test_a_refused_clock_time_makes_a_task_and_no_series() -> None:
    after = refusing("sync fri 14:00 every: week", 2)
    assert (after.title, after.due) == ("sync 14:00 every: week", date(2026, 11, 27))
    assert not after.is_block


def test_a_refused_range_takes_its_length_along() -> None:
    after = refusing("meet 14:00-15:30", 1)
    assert (after.title, after.start, after.minutes) == ("meet 14:00-15:30", None, None)


def test_what_was_refused_elsewhere_changes_nothing() -> None:
    assert read(LINE, NOW, {("time", "15:00"), ("project", "#x")}) == read(LINE, NOW)
