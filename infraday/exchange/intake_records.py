"""Any JSON record that says how severe it is and what happened: log lines, events, tickets."""

import json
from itertools import islice
from typing import Any, TypeAlias

from infraday.domain import severity
from infraday.domain.intake import Item
from infraday.domain.severity import Severity
from infraday.domain.text import ELLIPSIS, storable
from infraday.exchange import intake_stamps, intake_text
from infraday.exchange.intake_report import LONGEST_LINE, Gathering, fingerprint

Record: TypeAlias = dict[str, Any]

MOST_FIELDS = 200
"""Fields of a record that are looked at."""

SEVERITY = ("severity", "level", "priority", "sev", "loglevel", "log.level", "severitytext")
SUMMARY = (
    *("summary", "message", "title", "msg", "short_message", "description", "text", "event"),
    *("error", "reason", "subject", "log"),
)
WHERE = (
    *("host", "hostname", "instance", "node", "device", "service", "component", "source", "pod"),
    *("job", "app", "logger", "_hostname", "unit", "name"),
)
WHEN = (
    *("time", "timestamp", "@timestamp", "ts", "startsat", "starts_at", "start", "datetime"),
    *("date", "created_at", "createdat", "occurred_at", "firstseen", "__realtime_timestamp"),
)
SAME = ("fingerprint", "dedup_key", "incident_key", "dedupkey")
STATE = ("status", "state", "eventtype")
OVER = frozenset(
    ("resolved", "ok", "recovered", "closed", "passed", "success", "normal", "inactive")
)


def says_something(record: Record) -> bool:
    return bool(_first(_small(record), SUMMARY))


def take(record: Record, where: str, gathering: Gathering) -> None:
    """A record is an item unless it says that all is well, or is over."""
    gathering.read += 1
    known = _small(record)
    summary = _first(known, SUMMARY)
    rated = _severity(known, summary)
    if rated is Severity.CALM or _first(known, STATE).lower() in OVER:
        gathering.skipped += 1
        return
    place = _first(known, WHERE)
    said = f"{place}: {summary}" if place and place not in summary else summary
    found = next((it for key in WHEN if (it := intake_stamps.read(known.get(key)))), None)
    same = _first(known, SAME)
    key = ("same", same) if same else ("record", rated, intake_text.normal(said))
    word = _first(known, SEVERITY)
    gathering.add(
        Item(
            title=titled(word, rated, said),
            severity=rated,
            key=fingerprint(*key),
            lines=(compact(record),),
            first=found.stamp if found else None,
            last=found.stamp if found else None,
            day=found.day if found else None,
            projects=(*filter(None, (_first(known, ("project",)),)), *intake_text.projects(said)),
        )
    )


def titled(word: str, rated: Severity, said: str) -> str:
    """`CRITICAL san-02: controller failover`: the report's own word where it is one."""
    line = " ".join(intake_text.plain(said).split("\n", 1)[0].split())
    if rated is Severity.UNRATED or severity.head(line):
        return line
    own = word if word.isalnum() and not word.isdigit() and len(word) < 20 else str(rated)
    return f"{own.upper()} {line}"


def compact(record: object) -> str:
    """A record as one line, as JSON; cut where it is very long."""
    if isinstance(record, dict):
        record = dict(islice(record.items(), MOST_FIELDS))
    line, _ = storable(json.dumps(record, ensure_ascii=False))
    return line if len(line) <= LONGEST_LINE else line[: LONGEST_LINE - 1] + ELLIPSIS


def words(value: object) -> str:
    """A text or a number as text; anything else says nothing."""
    if isinstance(value, str):
        return storable(value[:LONGEST_LINE])[0].strip()
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    return str(value) if abs(value) < 1e18 else ""


def _small(record: Record) -> Record:
    return {key.lower(): value for key, value in islice(record.items(), MOST_FIELDS)}


def _first(record: Record, keys: tuple[str, ...]) -> str:
    return next((said for key in keys if (said := words(record.get(key)))), "")


def _severity(record: Record, summary: str) -> Severity:
    if "__realtime_timestamp" in record and (number := words(record.get("priority"))).isdigit():
        return severity.of_syslog(int(number))  # of the systemd journal
    for key in SEVERITY:
        if found := severity.of_word(record.get(key)):
            return found
    state = severity.of_word(_first(record, STATE))
    return state or severity.of_line(summary[: intake_text.CLOSELY])
