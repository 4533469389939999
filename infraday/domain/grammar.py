"""What the words of a capture line can be: signs anywhere, dates, times, durations at its end."""

from datetime import date
from itertools import islice
from typing import NamedTuple
from unicodedata import category, normalize

from infraday.domain import RuleError, project
from infraday.domain.every import may_count, take_end, take_every
from infraday.domain.when import clock_of, date_of, is_month, is_number, minutes_of, span_of
from infraday.domain.wording import quoted

LONGEST_OWNER = 64
_DATES = {"sat", "sun", "yesterday"}  # words on their own, dates after due: and in a form


class Found(NamedTuple):
    """Something understood: the words from `first` to before `last`, and what they say."""

    kind: str
    text: str
    begin: int
    first: int
    last: int
    day: date | None = None
    start: int | None = None
    minutes: int | None = None
    value: str = ""

    @property
    def slots(self) -> tuple[str, ...]:
        """What it settles; a line settles each of them once."""
        if self.kind == "mark":
            return (self.text,)
        if self.kind == "time" and self.minutes is not None:
            return ("time", "duration")
        return (self.kind,)


class Line:
    """A text as words with their places."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = text.split()
        self._begins: list[int] = []

    def maybe_signs(self, most: int) -> list[int]:
        """The first words that a sign may begin with; never the first word of the line."""
        candidates = (
            at
            for at, word in enumerate(self.words)
            if at and (word[0] in "#@!" or (word[0] in "dDeEoO" and ":" in word[:6]))
        )
        return list(islice(candidates, most))

    def found(
        self,
        kind: str,
        first: int,
        last: int,
        *,
        day: date | None = None,
        start: int | None = None,
        minutes: int | None = None,
        value: str = "",
    ) -> Found:
        if not self._begins:
            self._place()
        begin = self._begins[first]
        end = self._begins[last - 1] + len(self.words[last - 1])
        return Found(kind, self.text[begin:end], begin, first, last, day, start, minutes, value)

    def _place(self) -> None:
        """Find where each word begins; only a line in which something is found needs it."""
        at = 0
        for word in self.words:
            at = self.text.index(word, at)
            self._begins.append(at)
            at += len(word)


def read_owner(text: str) -> str:
    """A person as a form or an option names one, with or without `@`."""
    owner = _owner(text.strip().removeprefix("@"))
    if owner is None:
        raise RuleError(
            f"{quoted(text)} is no owner. Begin with a letter and go on with letters, digits, "
            f"- _ . and ', at most {LONGEST_OWNER} in all, such as ana."
        )
    return owner


def sign_at(line: Line, at: int, today: date) -> Found | None:
    """`#project`, `@owner`, `!`, `!!`, `due:`, `every:` or `out:` where word `at` begins."""
    word = line.words[at]
    if word[0] == "#":
        return _project(line, at)
    if word[0] == "@":
        owner = _owner(word[1:])
        return line.found("owner", at, at + 1, value=owner) if owner else None
    if word[0] == "!":
        return line.found("mark", at, at + 1) if word in ("!", "!!") else None
    match prefix_of(word):
        case "due:":
            return _due(line, at, today)
        case "every:":
            return _every(line, at, today)
        case "out:":
            return _output(line, at)
    return None


def prefix_of(word: str) -> str:
    """`due:`, `every:` or `out:` when the word begins with it, else nothing."""
    prefix = word[: word.find(":", 0, 6) + 1].lower()
    return prefix if prefix in ("due:", "every:", "out:") else ""


def phrase_at_end(line: Line, first: int, end: int, today: date) -> Found | None:
    """The date, clock time or duration that the words from `first` to before `end` are."""
    words = line.words[first:end]
    day = _date(line, first, words, today)
    if day is not None:
        return line.found("date", first, end, day=day)
    start = _clock(words)
    if start is not None:
        return line.found("time", first, end, start=start)
    span = _span(words)
    if span is not None:
        return line.found("time", first, end, start=span[0], minutes=span[1])
    minutes = _length(words)
    return None if minutes is None else line.found("duration", first, end, minutes=minutes)


def one_line(text: str) -> str:
    return text.replace("\r\n", " ").replace("\n", " ").replace("\r", " ")


def _project(line: Line, at: int) -> Found | None:
    try:
        return line.found("project", at, at + 1, value=project.key(line.words[at]))
    except RuleError:
        return None


def _owner(name: str) -> str | None:
    if not 1 <= len(name) <= LONGEST_OWNER or not name[0].isalpha() or name[-1] in ".'’":
        return None
    if all(it.isalnum() or it in "-_.'’" or category(it)[0] == "M" for it in name):
        return normalize("NFC", name)
    return None


def _due(line: Line, at: int, today: date) -> Found | None:
    words, before = _values(line, at, 3)
    for count in range(len(words), 0, -1):
        day = date_of(words[:count], today)
        if day is not None:
            return line.found("due", at, before + count, day=day)
    return None


def _every(line: Line, at: int, today: date) -> Found | None:
    words, before = _values(line, at, 12)
    rule = take_every(words)
    if rule is None:
        return None
    said, used = rule
    ends = take_end(words[used:], today)
    if ends and may_count(ends[0]):
        said, used = said + ends[0], used + ends[1]
    return line.found("every", at, before + used, value=said)


def _output(line: Line, at: int) -> Found | None:
    found = line.found("output", at, len(line.words))
    value = one_line(found.text.partition(":")[2]).strip()
    return found._replace(value=value) if value else None


def _values(line: Line, at: int, most: int) -> tuple[list[str], int]:
    """The words that may be the value of a prefix, and the index that counting them begins at."""
    attached = line.words[at].partition(":")[2]
    if attached:
        return [attached, *line.words[at + 1 : at + most]], at
    return line.words[at + 1 : at + 1 + most], at + 1


def _date(line: Line, first: int, words: list[str], today: date) -> date | None:
    if len(words) == 1 and words[0].lower() in _DATES:
        return None
    if len(words) == 2 and is_month(words[0]) and is_number(line.words[first - 1], 1, 2):
        return None  # 26 Nov 24: which of the two numbers is the day?
    return date_of(words, today)


def _clock(words: list[str]) -> int | None:
    if len(words) == 1:
        return clock_of(words[0])
    # 2:30 pm, yet not 2 PM: "ask site 2 PM" names a project manager.
    return clock_of(" ".join(words)) if len(words) == 2 and ":" in words[0] else None


def _span(words: list[str]) -> tuple[int, int] | None:
    if len(words) == 1:
        return span_of(words[0])
    if len(words) == 3 and words[1] in ("-", "–", "—") and clock_of(words[0]) is not None:
        return span_of("-".join((words[0], words[2])))
    return None


def _length(words: list[str]) -> int | None:
    if len(words) == 1:
        return minutes_of(words[0])
    if len(words) == 2 and words[0][-1] in "hH" and words[1][-1] == "m":
        return minutes_of("".join(words))
    return None
