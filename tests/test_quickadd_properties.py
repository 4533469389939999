"""Quick-add, whatever is typed: nothing is dropped, nothing invented, and it ends soon."""

from collections import Counter
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infraday.domain.quickadd import Reading, literal, read

NOW = datetime.combine(date(2026, 11, 24), time(9, 42))

WORDS = (
    *("call", "Ana", "C#", "a@b", "1:1", "x\x00y", "\u202e", "🙂", "[/x]", "é", "14", "31", "2"),
    *("today", "tomorrow", "yesterday", "friday", "fri", "sat", "Mar", "mar", "Feb", "2027"),
    *("2026-03-14", "2026-02-30", "14:00", "2pm", "2:30", "pm", "PM", "14:00-15:30", "-"),
    *("22:00–24:00", "30m", "1h", "1h30", "2h", "0m", "#dc-move", "#P", "#1", "@ana", "@", "!"),
    *("!!", "!!!", "due:", "due:fri", "due:x", "every:", "every:mon,wed", "mon,", "week", "weeks"),
    *("month", "last", "thu", "out:", "out:x", "OUT:"),
)
SPACES = (" ", "  ", "\t", "\n", "\r\n", "\u00a0", "\u2003")


@st.composite
def lines(draw: st.DrawFn) -> str:
    words = draw(st.lists(st.sampled_from(WORDS) | st.text(max_size=6), min_size=1, max_size=14))
    return "".join(word + draw(st.sampled_from(SPACES)) for word in words).rstrip(" ")


TYPED = lines().filter(lambda text: bool(text.strip())) | st.text(min_size=1).filter(
    lambda text: bool(text.strip())
)
MOMENTS = st.datetimes(datetime.combine(date(1990, 1, 1), time()), NOW.replace(year=2900))


def solid(*texts: str) -> Counter[str]:
    return Counter(sign for text in texts for sign in text if not sign.isspace())


def as_left(text: str) -> str:
    return text.strip().replace("\r\n", " ").replace("\n", " ").replace("\r", " ")


@given(TYPED, MOMENTS)
def test_every_sign_is_in_the_title_or_in_a_token(text: str, now: datetime) -> None:
    reading = read(text, now)
    assert solid(text) == solid(reading.title, *(token.text for token in reading.tokens))


@given(TYPED)
def test_tokens_are_pieces_of_the_line_in_its_order_and_spare_the_first_word(text: str) -> None:
    reading = read(text, NOW)
    at = text.index(text.split()[0]) + len(text.split()[0])
    for token in reading.tokens:
        assert at < token.begin < token.end
        assert text[token.begin : token.end] == token.text
        at = token.end
    assert reading.title.split()[0] == text.split()[0]


@given(TYPED)
def test_what_was_read_is_what_the_tokens_say(text: str) -> None:
    reading = read(text, NOW)
    kinds = {token.kind for token in reading.tokens}
    assert ("time" in kinds) == reading.is_block
    assert (reading.minutes is not None) == ("duration" in kinds or has_length(reading))
    assert (reading.project is not None) == ("project" in kinds)
    assert (reading.owner is not None) == ("owner" in kinds)
    assert reading.important == ("mark" in kinds)
    assert (reading.output is not None) == ("output" in kinds)
    assert (reading.every is not None) == ("every" in kinds)
    assert reading.is_block or (reading.due is not None) == bool({"due", "date"} & kinds)
    assert all(token.said for token in reading.tokens)
    assert all(remark.endswith(".") for remark in reading.remarks)


def has_length(reading: Reading) -> bool:
    return any(token.kind == "time" and " – " in token.said for token in reading.tokens)


@given(TYPED)
def test_a_line_without_tokens_is_its_own_title(text: str) -> None:
    reading = read(text, NOW)
    if not reading.tokens:
        assert reading.title == as_left(text)


@given(TYPED)
def test_refusing_until_nothing_is_left_gives_back_the_line(text: str) -> None:
    refused: set[tuple[str, str]] = set()
    for _ in range(50):
        reading = read(text, NOW, refused)
        if not reading.tokens:
            break
        refused.add(reading.tokens[0].key)
        after = read(text, NOW, refused)
        assert solid(text) == solid(after.title, *(token.text for token in after.tokens))
    assert reading.title == as_left(text)
    assert read(reading.title, NOW, refused).title == reading.title


@given(st.text(min_size=1).filter(lambda text: bool(text.strip())))
def test_a_literal_line_is_kept_but_for_its_line_ends(text: str) -> None:
    reading = literal(text)
    assert reading == Reading(reading.title)
    assert reading.title.split() == text.split()
    assert "\n" not in reading.title
    assert literal(reading.title) == reading


MILLION = 1_000_000


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "piece",
    ["due:", "due: ", "due: 14 Mar ", "every: ", "every: mon tue wed ", "out: ", "out:", "14:00 ",
     "14 mar ", "! ", "#a ", "@", "9", "x", "d ", " ", "\n", "e\u0301", "14:00-15:00 ", "1h 30m "],
)  # fmt: skip
def test_a_line_of_a_million_characters_takes_one_pass(piece: str) -> None:
    text = "x " + piece * (MILLION // len(piece)) + " 14:00"
    for refused in (set[tuple[str, str]](), {("output", ""), ("time", "14:00"), ("date", "14")}):
        reading = read(text, NOW, refused)
        left = (reading.title, *(token.text for token in reading.tokens))
        assert sum(map(weight, left)) == weight(text)


def weight(text: str) -> int:
    return sum(map(len, text.split()))
