"""Failed builds in JUnit XML."""

from datetime import date, datetime, time
from pathlib import Path

import pytest

from infraday.domain import RuleError
from infraday.domain.severity import Severity
from infraday.exchange import intake

BUILD = b"""<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
  <testsuite name="network" timestamp="2026-11-24T02:11:03" tests="4">
    <testcase classname="net.Bgp" name="peers"><failure message="2 of 3 peers">
Traceback:
  peer 3 is down</failure></testcase>
    <testcase classname="net.Bgp" name="routes"><error type="TimeoutError"/></testcase>
    <testcase classname="net.Bgp" name="fine"/>
    <testcase classname="net.Bgp" name="later"><skipped/></testcase>
  </testsuite>
</testsuites>
"""
BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>
<testsuite name="s"><testcase name="c"><failure message="&b;"/></testcase></testsuite>
"""
OUTSIDE = b"""<?xml version="1.0"?>
<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>
<testsuite name="s"><testcase name="c"><failure>&a;</failure></testcase></testsuite>
"""
BARE_DTD = b'<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd"><testsuite name="s"></testsuite>'


def test_each_case_that_failed_or_broke_is_an_item() -> None:
    report = intake.read(BUILD, "build.xml")

    assert (report.format, report.read, report.skipped) == ("junit", 4, 2)
    assert [item.title for item in report.items] == [
        "network: peers failed: 2 of 3 peers",
        "network: routes broke: TimeoutError",
    ]
    first = report.items[0]
    assert first.severity is Severity.ERROR
    assert first.first == datetime.combine(date(2026, 11, 24), time(2, 11, 3))
    assert first.lines == (
        *("net.Bgp peers: failed", "2 of 3 peers", "Traceback:", "  peer 3 is down"),
    )


def test_a_case_that_fails_again_in_the_same_report_is_one() -> None:
    case = '<testcase name="c"><failure message="{}"/></testcase>'
    suite = f'<testsuite name="s">{case.format("took 3 s")}{case.format("took 4 s")}</testsuite>'

    [item] = intake.read(suite.encode(), "x").items

    assert (item.title, item.times) == ("s: c failed: took 3 s", 2)


def test_names_may_have_a_namespace() -> None:
    case = b'<t:testcase name="c"><t:error/></t:testcase>'
    xml = b'<t:testsuite xmlns:t="urn:x" name="s">' + case + b"</t:testsuite>"

    assert [item.title for item in intake.read(xml, "x").items] == ["s: c broke"]


def test_what_came_before_a_break_comes_in() -> None:
    report = intake.read(BUILD[: BUILD.index(b"routes")], "build.xml")

    assert [item.title for item in report.items] == ["network: peers failed: 2 of 3 peers"]
    [problem] = report.problems
    assert (problem.where, problem.reason) == ("line 7", "The XML breaks off or is damaged here.")


@pytest.mark.parametrize("xml", [BOMB, OUTSIDE, BARE_DTD])
def test_entities_and_type_definitions_are_refused(xml: bytes) -> None:
    with pytest.raises(RuleError, match="defines its own type or entities"):
        intake.read(xml, "x")


@pytest.mark.parametrize("xml", [b"<html><body>ERROR</body></html>", b"<?pi x?><root/>"])
def test_other_xml_is_refused(xml: bytes) -> None:
    with pytest.raises(RuleError, match="no report of tests"):
        intake.read(xml, "x")


def test_suites_that_are_nested_too_deep_are_not_read_on() -> None:
    report = intake.read(BUILD.replace(b"</testsuites>", b'<testsuite name="s">' * 5000), "x")

    assert len(report.items) == 2
    assert [it.reason for it in report.problems] == [
        "Its suites are nested too deep to be read on.",
    ]


def test_what_only_begins_like_xml_is_refused() -> None:
    with pytest.raises(RuleError, match="no whole XML"):
        intake.read(b"<nobody knows", "x")


def test_every_hostile_sample_is_refused(samples: Path) -> None:
    files = sorted((samples / "hostile" / "xml").iterdir())

    assert files
    for file in files:
        with pytest.raises(RuleError):
            intake.read(file.read_bytes(), file.name)
