"""Reports in JSON: alerts of Prometheus and Grafana, and records of any kind."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from infraday.domain.severity import Severity
from infraday.exchange import intake
from infraday.exchange.intake_report import Report


def alert(**changes: Any) -> dict[str, Any]:
    return {
        "status": "firing",
        "labels": {
            "alertname": "ControllerFailover",
            "severity": "critical",
            "instance": "san-02",
            "project": "dc-move",
        },
        "annotations": {"summary": "controller failover"},
        "startsAt": "2026-11-24T02:11:03.123Z",
        "endsAt": "0001-01-01T00:00:00Z",
        "fingerprint": "c0ffee",
        **changes,
    }


def webhook(*alerts: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "version": "4", "groupKey": "{}", "status": "firing", "receiver": "infraday",
        "groupLabels": {}, "commonLabels": {}, "commonAnnotations": {},
        "alerts": list(alerts), **more,
    }  # fmt: skip


def read(*values: Any) -> Report:
    return intake.read("\n".join(map(json.dumps, values)).encode(), "x.json")


def test_an_alert_that_fires_is_an_item() -> None:
    report = read(webhook(alert(), alert(status="resolved", fingerprint="0")))

    [item] = report.items
    assert (report.format, report.read, report.skipped) == ("alertmanager", 2, 1)
    assert item.title == "CRITICAL san-02: controller failover"
    assert item.severity is Severity.CRITICAL
    assert item.first == datetime(2026, 11, 24, 2, 11, 3, tzinfo=UTC)
    assert item.projects == ("dc-move",)
    assert json.loads(item.lines[0])["fingerprint"] == "c0ffee"


def test_another_start_is_another_occasion() -> None:
    first, second = read(webhook(alert(), alert(startsAt="2026-11-24T05:00:00Z"))).items

    assert first.key != second.key
    assert read(webhook(alert())).items[0].key == first.key


def test_what_all_alerts_share_counts_for_each() -> None:
    bare = alert(labels={"alertname": "Down"}, annotations={})

    [item] = read(webhook(bare, commonLabels={"severity": "warning", "host": "web-1"})).items

    assert item.title == "WARNING web-1: Down"


def test_the_apis_of_alertmanager_and_prometheus_are_read_too() -> None:
    silenced = alert(status={"state": "suppressed"}, fingerprint="1")
    pending = {
        "labels": {"alertname": "Slow"},
        "state": "pending",
        "activeAt": "2026-11-24T02:00:00Z",
    }

    report = read([alert(status={"state": "active"}), silenced])
    prometheus = read({"status": "success", "data": {"alerts": [pending]}})

    assert (len(report.items), report.skipped) == (1, 1)
    assert [item.title for item in prometheus.items] == ["Slow"]


def test_grafana_sends_the_same_with_fields_of_its_own() -> None:
    report = read(webhook(alert(), orgId=1, title="[FIRING:1]", state="alerting"))

    assert report.format == "grafana"
    assert [item.title for item in report.items] == ["CRITICAL san-02: controller failover"]


def test_grafana_of_before_sends_one_rule() -> None:
    rule = {
        "ruleName": "CPU load", "ruleId": 7, "orgId": 1, "state": "alerting",
        "message": "above 90 %", "title": "[Alerting] CPU load", "evalMatches": [], "tags": {},
    }  # fmt: skip

    report = read(rule, {**rule, "ruleId": 8, "state": "ok"})

    assert (report.format, report.skipped) == ("grafana", 1)
    assert [item.title for item in report.items] == ["ERROR CPU load: above 90 %"]


@pytest.mark.parametrize(
    ("record", "title"),
    [
        ({"severity": "critical", "summary": "it burns", "app": "x"}, "CRITICAL x: it burns"),
        ({"level": "ERR", "message": "no route", "host": "web-1"}, "ERR web-1: no route"),
        ({"priority": 1, "title": "database down"}, "CRITICAL database down"),
        ({"level": 50, "msg": "boom"}, "ERROR boom"),
        ({"Level": "warn", "Description": "slow"}, "WARN slow"),
        ({"message": "nobody knows"}, "nobody knows"),
        ({"PRIORITY": "2", "MESSAGE": "panic", "__REALTIME_TIMESTAMP": "1795486263000000"},
         "CRITICAL panic"),
    ],
)  # fmt: skip
def test_any_record_that_says_something_is_an_item(record: dict[str, Any], title: str) -> None:
    assert [item.title for item in read(record).items] == [title]


def test_records_that_repeat_are_one_and_calm_ones_none() -> None:
    record = {"level": "error", "time": "2026-11-24T02:11:03Z", "msg": "retry 1 of the sync"}

    report = read(
        record,
        {**record, "time": "2026-11-24T02:12:03Z", "msg": "retry 2 of the sync"},
        {"level": "info", "msg": "all good"},
        {"status": "closed", "severity": "high", "title": "was bad"},
    )

    [item] = report.items
    assert (item.times, item.day, report.read, report.skipped) == (2, date(2026, 11, 24), 4, 2)


def test_a_list_may_be_wrapped() -> None:
    report = read({"count": 2, "events": [{"severity": "high", "title": "a"}, {"title": "b"}]})

    assert [item.title for item in report.items] == ["HIGH a", "b"]


def test_a_broken_line_is_named_and_the_others_come_in() -> None:
    good = '{"severity": "high", "title": "a"}'

    report = intake.read(f'{good}\n{{"severity": \n{good.replace("a", "b")}\n'.encode(), "x")

    assert [item.title for item in report.items] == ["HIGH a", "HIGH b"]
    assert report.problems[0].where == "line 2"


def test_a_record_that_says_nothing_is_named() -> None:
    report = read({"severity": "high"}, {"severity": "high", "title": "a"})

    assert [item.title for item in report.items] == ["HIGH a"]
    [problem] = report.problems
    assert (problem.where, problem.reason.split(" that")[0]) == (
        "line 1",
        "It has neither a summary nor a message",
    )
