"""Reports in plain text: an item a line, repeated lines folded, calm ones left out."""

import re
from io import BytesIO
from typing import NamedTuple

from infraday.domain import severity, text
from infraday.domain.intake import Item
from infraday.domain.severity import Severity
from infraday.domain.text import ELLIPSIS
from infraday.exchange import intake_stamps
from infraday.exchange.intake_report import LONGEST_LINE, Gathering, Name, Report, fingerprint
from infraday.exchange.intake_stamps import Found

MOST_LINES = 200_000
"""Lines of which a report may consist; the rest is counted."""

CLOSELY = 240
"""Characters of a line that are looked at for what it means."""

EFFORT = 600_000
"""Characters of a report that are looked at so closely, and forty for each line: some thousand
lines that differ. Those that only repeat others, or say that all is well, cost next to nothing."""

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_COMMENT = re.compile(r"\s*(?:#(?=[\s#!]|$)|//\s|;)")
_BULLET = re.compile(r"\s*(?:[-*•+]|\d{1,3}[.)])\s+")
_SYSLOG = re.compile(r"<(\d{1,3})>(?:1 )?")
_BEHIND = re.compile(r"[\s\]),|:-]*")
_PROJECT = re.compile(r"(?<!\S)(?:#|project[=:]\s?)([^\W\d_][\w-]{0,39})")
_LEAD = re.compile(
    rb"\s*[\[(]?(\d{4}[-/]\d\d[-/]\d\d)?[T ]?\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?[\])]?"
)
# What is not the same when the same happens again: ids, counters, measures.
_VARYING = re.compile(
    r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b"
    r"|\b0x[0-9a-f]+\b"
    r"|\b(?=[a-f]{0,40}\d)(?=\d{0,40}[a-f])[0-9a-f]{7,}\b"
    r"|\[\d+\]|\(\d+\)|(?<![\w.-])#\d+|×\d+"
    r"|\b(?:pid|tid|ppid|id|seq|count|counter|attempts?|retry|retries|try|offset|req|request|"
    r"session|txn|took|elapsed|duration|uptime|build|job|run)[ =:#]{1,2}\d[\d.,]*"
    r"|(?<![\w.-])\d[\d.,]*\s?(?:ns|us|µs|ms|s|secs?|seconds?|m|mins?|minutes?|h|hours?|days?|"
    r"times?|x|attempts?|retries|bytes|[kmgt]i?b|%)(?![\w-])"
    r"|(?<![\w.-])\d+/\d+(?![\w/.])"
    r"|(?<![\w.-])\d{6,}(?![\w.-])"
)
_DIGITS = re.compile(r"\d+")
_CALM = re.compile(rb"[\s\[(<|]*(?:INFO|DEBUG|TRACE)\b")
_LETTER = re.compile(r"[^\W_]")


def read(data: bytes, source: str) -> Report:
    """Every line that says something is an item, unless it says that all is well."""
    reader = _Reader(source)
    for number, raw in enumerate(BytesIO(data), 1):
        if number > MOST_LINES:
            left = data.count(b"\n") + (not data.endswith(b"\n")) - MOST_LINES
            reader.gathering.problem(
                source, f"It has more than {MOST_LINES} lines: the last {left} were not read."
            )
            break
        reader.take(raw.rstrip(b"\r\n"))
    return reader.report()


def item_of(line: str) -> Item:
    """One line as an item of its own."""
    parts = _parted(line)
    title = f"{parts.word.upper()} {parts.rest}" if parts.word else parts.rest
    stamp, day = (parts.found.stamp, parts.found.day) if parts.found else (None, None)
    return Item(
        title=title.strip() or line.strip(),
        severity=parts.severity,
        key=fingerprint("text", normal(line)),
        lines=(line,),
        first=stamp,
        last=stamp,
        day=day,
        projects=projects(line),
    )


def projects(said: str) -> tuple[str, ...]:
    """What in a text may name a project."""
    return tuple(dict.fromkeys(_PROJECT.findall(said[:CLOSELY])))


def normal(line: str) -> str:
    """A line without what changes from one time to the next: time stamps, ids, counters."""
    said = plain(line).lower()
    head = _VARYING.sub("~", intake_stamps.without(said[:CLOSELY]))
    return " ".join((head + _DIGITS.sub("~", said[CLOSELY:])).split())


def plain(line: str) -> str:
    """A line without the colours of a terminal."""
    return _COLOUR.sub("", line) if "\x1b" in line else line


class _Parts(NamedTuple):
    """A line in its parts: its stamp, the severity that it begins with, and what it says."""

    found: Found | None
    word: str
    rest: str
    severity: Severity


def _parted(line: str) -> _Parts:
    said = plain(line).strip()
    priority = _SYSLOG.match(said)
    said = said[priority.end() :] if priority else said
    if bullet := _BULLET.match(said):
        said = said[bullet.end() :]
    rest, found = _without_stamp(said)
    rated = severity.of_line(rest[:CLOSELY])
    if rated is Severity.UNRATED and priority:
        rated = severity.of_syslog(int(priority[1]))
    head = severity.head(rest)
    if head:
        rest, behind = _without_stamp(_without_signs(rest, head.end()))
        found = found or behind
    return _Parts(found or intake_stamps.find(said), head[1] if head else "", rest, rated)


def _without_stamp(said: str) -> tuple[str, Found | None]:
    """A text without the stamp that it begins with."""
    found = intake_stamps.lead(said)
    return (_without_signs(said, found.end), found) if found else (said, None)


def _without_signs(said: str, begin: int) -> str:
    """What follows, without the brackets and dashes that close what was before it."""
    behind = _BEHIND.match(said, begin)
    return said[behind.end() if behind else begin :]


class _Reader:
    def __init__(self, source: str) -> None:
        self.gathering = Gathering(source)
        self._seen: dict[tuple[bytes | None, bytes], Name] = {}
        self._last: Name | None = None  # what an indented line belongs to
        self._indent = 0
        self._cut = self._odd = self._left = self._effort = 0

    def take(self, raw: bytes) -> None:
        if not raw.strip():
            return None
        lead = _LEAD.match(raw, 0, CLOSELY)
        same = (lead[1], raw[lead.end() :]) if lead else (None, raw)
        if _CALM.match(same[1], 0, CLOSELY):
            return self._rest()
        if (name := self._seen.get(same)) and self.gathering.again(name):
            self.gathering.read += 1
            self._last, self._indent = name, 0
            return None
        if not self._is_room(same):
            return None
        line = self._line(raw)
        if _COMMENT.match(line) or not _LETTER.search(line) or self._belongs(line):
            return None
        self._indent = _indent(line)
        item = item_of(line)
        if item.severity is Severity.CALM:
            return self._rest()
        self.gathering.read += 1
        self._seen[same] = self._last = self.gathering.add(item)
        return None

    def _rest(self) -> None:
        """A line that says all is well."""
        self.gathering.read += 1
        self.gathering.skipped += 1
        self._last = None

    def report(self) -> Report:
        remarks = self.gathering.remarks
        if self._left:
            self.gathering.problem(
                self.gathering.source,
                f"Too many of its lines differ: {self._left} of them were not read.",
            )
        if self._cut:
            remarks.append(
                f"{_lines(self._cut)} longer than {LONGEST_LINE} characters, and cut there."
            )
        if self._odd:
            remarks.append(
                f"{_lines(self._odd)} no UTF-8: such bytes were kept as \\xE9 and the like."
            )
        return self.gathering.report("text")

    def _is_room(self, same: tuple[bytes | None, bytes]) -> bool:
        room = self._effort < EFFORT
        if room:
            self._effort += 40 + min(len(same[1]), CLOSELY)
        self._left += not room
        return room

    def _line(self, raw: bytes) -> str:
        line, odd = decoded(raw)
        self._odd += odd
        if len(line) <= LONGEST_LINE:
            return line
        self._cut += 1
        return line[: LONGEST_LINE - 1] + ELLIPSIS

    def _belongs(self, line: str) -> bool:
        """Whether a line is part of the item before it, as those of a stack trace are."""
        if _indent(line) <= self._indent or _BULLET.match(line) or not self.gathering.read:
            return False
        if intake_stamps.find(line) or severity.of_line(line.strip()) is not Severity.UNRATED:
            return False
        if self._last:
            self.gathering.more_of(self._last, line)
        return True


def decoded(raw: bytes) -> tuple[str, bool]:
    r"""The part of a line that is read, and whether it has bytes that are kept as `\xE9`."""
    if len(raw) <= LONGEST_LINE:
        return text.decode(raw)
    return text.storable(
        raw[: 4 * (LONGEST_LINE + 1)].decode(errors="surrogateescape")[: LONGEST_LINE + 1]
    )


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _lines(count: int) -> str:
    return "One line was" if count == 1 else f"{count} lines were"
