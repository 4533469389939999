"""How severe a report is: the words that monitoring and builds use for it, and their ranking."""

import re
from enum import StrEnum


class Severity(StrEnum):
    """From the most severe to the least. *Unrated* says nothing of it; *calm* is what is well
    (INFO, OK, RESOLVED) and asks nothing of anybody."""

    CRITICAL = "critical"
    ERROR = "error"
    WARNING = "warning"
    UNRATED = "unrated"
    LOW = "low"
    CALM = "calm"

    @property
    def place(self) -> int:
        """0 for the most severe: what a list is sorted by."""
        return PLACES[self]


PLACES = {severity: place for place, severity in enumerate(Severity)}

WORDS = {
    word: severity
    for severity, words in {
        Severity.CRITICAL: "critical crit alert fatal emergency emerg panic disaster p0 p1 sev0 "
        "sev1",
        Severity.ERROR: "error err failed failure fail high major p2 sev2 severe broken",
        Severity.WARNING: "warning warn medium moderate average minor p3 sev3 unstable degraded",
        Severity.LOW: "low notice p4 p5 sev4 sev5",
        Severity.CALM: "info information informational ok okay debug trace verbose recovered "
        "recovery resolved closed passed pass success succeeded successful none normal up inactive",
    }.items()
    for word in words.split()
}
"""The words of syslog, Nagios, Zabbix, Prometheus and ticket systems, in small letters."""

_NUMBERS = {number: WORDS[f"p{number}"] for number in "012345"}
_SYSLOG = (
    *(Severity.CRITICAL, Severity.CRITICAL, Severity.CRITICAL, Severity.ERROR),
    *(Severity.WARNING, Severity.LOW, Severity.CALM, Severity.CALM),
)
_PINO = {"60": WORDS["fatal"], "50": WORDS["error"], "40": WORDS["warn"], "30": WORDS["info"]}

# Words that say enough wherever they stand in capitals; the others only at a place for them.
_LOUD = (
    "CRITICAL|CRIT|FATAL|EMERG|EMERGENCY|PANIC|DISASTER|ERROR|ERR|FAILED|FAILURE|FAIL|"
    "WARNING|WARN|INFO|OK|RECOVERED|RECOVERY|RESOLVED|NOTICE|DEBUG|PASSED"
)
_ALL_CLEAR = "RECOVERED|RECOVERY|RESOLVED"
_NUMBERED = r"P[0-5]|SEV[- ]?[0-5]"
_LOUD_WORD = re.compile(rf"(?<![\w-])(?:{_LOUD}|{_NUMBERED})(?![\w-])")
_ALERT = re.compile(r"(?<![\w-])ALERT(?![\w-])")
_CLEAR_WORD = re.compile(rf"(?<![\w-])(?:{_ALL_CLEAR})(?![\w-])")
_QUIET_WORD = re.compile(r"(?<![\w-])(?:failed|failure|fatal|panic|critical)(?![\w-])", re.I)
_NOTHING_OF_IT = re.compile(
    r"\b(?:0|no|zero|without)\s+(?:\w+\s+)?(?:errors?|failures?|failed|fatal|warnings?|criticals?)\b"
    r"|\bnot\s+(?:ok|resolved|recovered|failed|critical)\b"
    r"|\b(?:errors?|failures?|failed|warnings?)\s*[=:]\s*0\b",
    re.I,
)
_ANY = "|".join(sorted(WORDS, key=len, reverse=True))
_KEYED = re.compile(
    rf"\b(?:severity|level|lvl|priority|prio)\s*[=:]\s*[\"']?({_ANY}|sev[- ]?[0-5]|[0-5])\b", re.I
)
_HEAD = re.compile(
    rf"[\[(<*|]*\s*({_ANY}|sev[- ]?[0-5])\s*(?:[\])>*|:;,-]+(?=\s|$)|[\])>*|:]+|(?=\s|$))", re.I
)
_PLAIN_HEADS = ("critical", "crit", "fatal", "error", "err", "warning", "warn", "failed", "failure")
_APART = re.compile(r"[\s_-]+")
_BRACKETED = re.compile(rf"[\[(<|]\s*({_ANY}|sev[- ]?[0-5])\s*[\])>|]", re.I)
_MARKS_OF_HEAD = re.compile(r"^[\[(<*|]|[\])>*|:;,-]$")


def of_word(word: object) -> Severity | None:
    """The severity of a field such as `severity` or `level`, a word or a number; None: unknown."""
    if isinstance(word, bool) or not isinstance(word, str | int | float):
        return None
    plain = _APART.sub("", f"{word:g}" if isinstance(word, float) else str(word)[:40]).lower()
    return WORDS.get(plain) or _NUMBERS.get(plain) or _PINO.get(plain)


def of_syslog(number: int) -> Severity:
    """The severity in a syslog priority such as `<34>` (RFC 5424, 6.2.1)."""
    return Severity(_SYSLOG[number % 8])


def of_line(line: str) -> Severity:
    """The severity that a line of text names: at its head, in brackets, behind `level=`, or
    in capitals anywhere. Of several the most severe counts, but what has recovered is calm."""
    text = _NOTHING_OF_IT.sub("", line)
    if _CLEAR_WORD.search(text):
        return Severity.CALM
    for place in (_KEYED.search(text), head(text), _BRACKETED.search(text)):
        if place and (found := of_word(place[1])):
            return found
    if loud := [of_word(word) for word in _LOUD_WORD.findall(text)]:
        return most_severe(loud)
    if _ALERT.search(text):
        return Severity.CRITICAL
    return most_severe([of_word(word) for word in _QUIET_WORD.findall(text)])


def head(line: str) -> re.Match[str] | None:
    """The word for the severity that a line begins with (group 1), with what sets it off. Most
    words in small letters need that: `high: load` is one, `high time to go` is none."""
    found = _HEAD.match(line)
    if found is None or found[1].isupper() or found[1].lower() in _PLAIN_HEADS:
        return found
    return found if _MARKS_OF_HEAD.search(found[0].strip()) else None


def most_severe(found: list[Severity | None]) -> Severity:
    """The most severe of those that are known."""
    return min((it for it in found if it), key=lambda it: it.place, default=Severity.UNRATED)


def is_important(severity: Severity) -> bool:
    """What is critical or an error matters; of the rest a person says so."""
    return severity in (Severity.CRITICAL, Severity.ERROR)
