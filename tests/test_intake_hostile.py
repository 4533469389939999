"""Reports that are too large, broken or malicious: a plain sentence, and what could be read."""

import json

import pytest

from infraday.domain import RuleError
from infraday.domain.text import TITLE_LIMIT
from infraday.exchange import intake, intake_json, intake_text
from infraday.exchange.intake_report import KEPT_LINES, LONGEST_LINE, MOST_ITEMS, Report
from tests.hostile import STRINGS

pytestmark = pytest.mark.timeout(30)  # none of these may hang


def reasons(report: Report) -> str:
    return " ".join(problem.reason for problem in report.problems)


def test_of_a_report_beyond_the_limit_the_beginning_comes_in() -> None:
    data = b"ERROR down\n" * (intake.LIMIT // 11 + 10)

    report = intake.read(data, "big.log", 200_000_000)

    assert [item.title for item in report.items] == ["ERROR down"]
    assert report.problems[0] == (
        "big.log",
        "It has 200 MB: the first 20 MB were read, the rest was not.",
    )


def test_a_million_lines_are_counted() -> None:
    report = intake.read(b"WARN x\n" * 1_000_000, "x")

    [item] = report.items
    assert item.times == report.read == intake_text.MOST_LINES
    assert "the last 800000 were not read" in reasons(report)


def test_of_too_many_items_the_most_severe_come_in() -> None:
    lines = [f"WARN disk{number}x is full" for number in range(MOST_ITEMS + 10)]

    report = intake.read("\n".join([*lines, "CRITICAL it burns"]).encode(), "x")

    assert len(report.items) == MOST_ITEMS
    assert report.items[0].title == "CRITICAL it burns"
    assert "The 2000 most severe came in, 11 did not." in reasons(report)


def test_too_many_lines_that_differ_are_counted_not_read() -> None:
    lines = b"".join(b"WARN %d%s\n" % (number, b"x" * 300) for number in range(4000))

    report = intake.read(lines, "x")

    assert report.items
    assert "Too many of its lines differ" in reasons(report)


def test_a_line_of_five_megabytes_is_cut() -> None:
    report = intake.read(b"ERROR " + b"1 " * 2_500_000 + b"\nWARN b", "x")

    assert len(report.items) == 2
    assert len(report.items[0].lines[0]) == LONGEST_LINE
    assert report.remarks[0] == "One line was longer than 4000 characters, and cut there."
    assert f"longer than {TITLE_LIMIT} characters" in report.remarks[1]


@pytest.mark.parametrize("data", [b"\x1f\x8b\x08\0" + bytes(range(256)) * 9, b"\0" * 5000])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(RuleError, match="This is no text"):
        intake.read(data, "x")


def test_bytes_that_are_no_utf_8_are_kept_and_told_of() -> None:
    report = intake.read(b"ERROR caf\xe9\n", "x")

    assert report.items[0].title == "ERROR caf\\xE9"
    assert report.remarks == ("One line was no UTF-8: such bytes were kept as \\xE9 and the like.",)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_the_marks_of_an_encoding_are_understood(encoding: str) -> None:
    assert intake.read("ERROR café".encode(encoding), "x").items[0].title == "ERROR café"


@pytest.mark.parametrize("text", STRINGS)
def test_any_text_is_kept_as_it_was_typed(text: str) -> None:
    report = intake.read(f"ERROR x {text}\n".encode(), "x")

    lines = [line for item in report.items for line in item.lines]
    if "\n" not in text and len(text) < LONGEST_LINE - 10:
        assert lines == [f"ERROR x {text}".rstrip("\r\n")]
    [item] = intake.read(json.dumps({"severity": "high", "title": f"x{text}"}).encode(), "x").items
    assert item.title.startswith("HIGH x")


@pytest.mark.parametrize("data", ["[" * 100_000, '[{"a":' * 50_000, '{"a":' * 100_000])
def test_json_that_is_nested_too_deep_is_refused(data: str) -> None:
    report = intake.read(data.encode(), "x")

    assert (report.items, reasons(report)) == ((), "It is nested too deep. Give the alerts alone.")


def test_a_record_that_is_nested_too_deep_does_not_stop_the_next() -> None:
    good = '{"severity": "high", "title": "a"}'
    deep = '{"severity": "high", "title": "b", "more": ' + "[" * 5000 + "]" * 5000 + "}"
    half = deep.replace("[" * 5000 + "]" * 5000, "[" * 600 + "]" * 600)

    report = intake.read("\n".join([good, deep, half, good.replace("a", "c")]).encode(), "x")

    assert [item.title for item in report.items] == ["HIGH a", "HIGH b", "HIGH c"]
    assert [problem.where for problem in report.problems] == ["line 2"]


@pytest.mark.parametrize(
    "data",
    [
        b'{"severity": 1' + b"0" * 10_000 + b', "title": "a"}',
        b'{"severity": NaN, "title": "a", "time": 1e400}',
        b'{"severity": {"a": []}, "title": ["a"], "labels": 3, "alerts": 7}',
        b'{"alerts": [{"labels": [], "annotations": "x", "status": {"state": {}}}]}',
        b'{"ruleName": null, "state": []}',
        b'{"severity": "high", "title": "\\ud800 \\u0000 \\u001b[0m"}',
        b'{"title": "\\u001b[0m"}',
        b"{}",
        b"[]",
        b'[1, "a", null, [[[[]]]]]',
        b'{"a',
        b'{\n"a": 1,\n\n}\n{\n}',
        b'{"a": {"b": {"c": {"d": [{}]}}}}',
        b"\n\n{" + b'"a":1,' * 1000,
        b'{"a": ' * 20_000 + b"\n{" * 20_000,
    ],
)
def test_odd_json_is_read_or_named(data: bytes) -> None:
    report = intake.read(data, "x")

    assert report.items or report.problems or not report.read
    for item in report.items:
        assert item.title.strip()
        item.title.encode()
        "\n".join(item.lines).encode()


def test_of_too_many_records_the_rest_is_counted() -> None:
    records = [{"title": "a"}] * (intake_json.MOST_VALUES + 5)

    report = intake.read(json.dumps(records).encode(), "x")

    assert report.items[0].times == intake_json.MOST_VALUES
    assert len(report.items[0].lines) == KEPT_LINES
    assert "5 of its 5005 records were not read" in reasons(report)


@pytest.mark.parametrize("data", [b"", b"\n\n", b"# nothing\n", b"INFO up\n"])
def test_a_report_of_nothing_is_no_error(data: bytes) -> None:
    report = intake.read(data, "x")

    assert (report.items, report.problems) == ((), ())
