"""Alerts of Prometheus (Alertmanager's webhook, version 4, and its API) and of Grafana."""

from itertools import islice
from typing import Any, TypeAlias

from infraday.domain import severity
from infraday.domain.intake import Item
from infraday.domain.severity import Severity
from infraday.exchange import intake_stamps, intake_text
from infraday.exchange.intake_records import MOST_FIELDS, compact, titled, words
from infraday.exchange.intake_report import Gathering, fingerprint

Record: TypeAlias = dict[str, Any]

MOST_ALERTS = 5_000
"""Alerts of one message that are looked at."""

RATED = ("severity", "level", "priority")
WHERE = (
    *("instance", "host", "hostname", "node", "device", "nodename", "pod", "service", "cluster"),
    "job",
)
SUMMARY = ("summary", "message", "title", "description")
OVER = frozenset(("resolved", "ok", "suppressed", "inactive", "normal", "paused"))


def is_webhook(record: Record) -> bool:
    return isinstance(record.get("alerts"), list) and all(map(_is_object, record["alerts"]))


def is_grafana(record: Record) -> bool:
    """Unified alerting sends Alertmanager's webhook with fields of its own."""
    return is_webhook(record) and "orgId" in record


def is_legacy(record: Record) -> bool:
    """The webhook of Grafana before unified alerting: one rule."""
    return "ruleName" in record and "state" in record


def is_alert(record: Record) -> bool:
    return isinstance(record.get("labels"), dict) and bool(
        {"startsAt", "activeAt", "annotations"} & record.keys()
    )


def take_webhook(record: Record, where: str, gathering: Gathering) -> None:
    labels, annotations = _of(record, "commonLabels"), _of(record, "commonAnnotations")
    for number, alert in enumerate(record["alerts"]):
        if number >= MOST_ALERTS:
            left = len(record["alerts"]) - number
            gathering.problem(where, f"The last {left} of its alerts were not read.")
            break
        own_labels, own_annotations = _of(alert, "labels"), _of(alert, "annotations")
        _take(alert, labels | own_labels, annotations | own_annotations, gathering)


def take_alert(alert: Record, where: str, gathering: Gathering) -> None:
    """An alert that fires, or is pending, is an item."""
    _take(alert, _of(alert, "labels"), _of(alert, "annotations"), gathering)


def _take(alert: Record, labels: Record, annotations: Record, gathering: Gathering) -> None:
    gathering.read += 1
    name, said = words(labels.get("alertname")), _first(annotations, SUMMARY)
    rated = _rated(labels, f"{name} {said}")
    if rated is Severity.CALM or _state(alert) in OVER:
        gathering.skipped += 1
        return
    place = _first(labels, WHERE)
    text = said or name or compact(_of(alert, "labels"))
    begun = words(alert.get("startsAt")) or words(alert.get("activeAt"))
    found = intake_stamps.read(begun)
    same = words(alert.get("fingerprint")) or compact(_of(alert, "labels"))
    gathering.add(
        Item(
            title=titled(_first(labels, RATED), rated, _said(place, text)),
            severity=rated,
            key=fingerprint("alert", same, begun),
            lines=(compact(alert),),
            first=found.stamp if found else None,
            last=found.stamp if found else None,
            day=found.day if found else None,
            exact=bool(begun),
            projects=tuple(filter(None, (words(labels.get("project")),))),
        )
    )


def take_legacy(rule: Record, where: str, gathering: Gathering) -> None:
    gathering.read += 1
    state = words(rule.get("state")).lower()
    tags = _of(rule, "tags")
    rated = _rated(tags, "")
    if rated is Severity.UNRATED:
        rated = Severity.ERROR if state == "alerting" else Severity.WARNING
    if state in OVER or rated is Severity.CALM:
        gathering.skipped += 1
        return
    name, message = words(rule.get("ruleName")), words(rule.get("message"))
    gathering.add(
        Item(
            title=titled(_first(tags, RATED), rated, _said(name, message)),
            severity=rated,
            key=fingerprint("rule", words(rule.get("orgId")), words(rule.get("ruleId")), name),
            lines=(compact(rule),),
            projects=tuple(filter(None, (words(tags.get("project")),))),
        )
    )


def _said(place: str, text: str) -> str:
    if not place or not text:
        return place or text
    return text if place in text else f"{place}: {text}"


def _state(alert: Record) -> str:
    """`firing`, `resolved`; Alertmanager's API has an object there, Prometheus another name."""
    status = alert.get("status")
    found = status.get("state") if isinstance(status, dict) else status or alert.get("state")
    return words(found).lower()


def _rated(labels: Record, text: str) -> Severity:
    for key in RATED:
        if found := severity.of_word(labels.get(key)):
            return found
    return severity.of_line(text[: intake_text.CLOSELY])


def _of(record: Record, key: str) -> Record:
    found = record.get(key)
    return dict(islice(found.items(), MOST_FIELDS)) if isinstance(found, dict) else {}


def _first(record: Record, keys: tuple[str, ...]) -> str:
    return next((said for key in keys if (said := words(record.get(key)))), "")


def _is_object(value: object) -> bool:
    return isinstance(value, dict)
