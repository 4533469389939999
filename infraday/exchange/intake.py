"""Overnight reports: what monitoring and builds wrote, read into items for Triage.

A format is one function behind `FORMATS`; the first that knows the text reads it.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from infraday.domain import RuleError
from infraday.exchange import intake_json, intake_text
from infraday.exchange.intake_report import Problem, Report

LIMIT = 20_000_000
"""Bytes of a report that are read."""

_HEAD = 4_096  # bytes by which a format is known
_BOM = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_XML = re.compile(rb"<(?:\?[A-Za-z]|!DOCTYPE\b|!--|[A-Za-z_])", re.I)
_JSON = re.compile(rb"(?:\{\s*[\"}]|\[\s*\{\s*[\"}]|\[[\[\s]{500}|\[\s*\]\s*\Z)")
FEW = 32
"""Control characters that a text may have, however short it is."""

_SAMPLE = 1 << 16  # bytes that tell text from what is none
_ODD = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1b")


class Format(NamedTuple):
    """`fits` looks at how a report begins."""

    name: str
    fits: Callable[[bytes], object]
    read: Callable[[bytes, str], Report]


def _junit(data: bytes, source: str) -> Report:
    from infraday.exchange import intake_junit  # noqa: PLC0415 - few reports are XML

    return intake_junit.read(data, source)


FORMATS = (
    Format("junit", _XML.match, _junit),
    Format("json", _JSON.match, intake_json.read),
    Format("text", lambda data: True, intake_text.read),
)


def read(data: bytes, name: str, size: int | None = None) -> Report:
    """What a report says; `name` is what its items are told to come from. `size` is how many
    bytes it has, where `data` is only its beginning. RuleError: nothing of it can be read."""
    whole = max(size or 0, len(data))
    text = _as_utf_8(data[:LIMIT])
    _check(text)
    if whole > LIMIT:
        text = text[: text.rfind(b"\n") + 1] or text
    head = text.lstrip()[:_HEAD]
    report = next(it for it in FORMATS if it.fits(head)).read(text, name)
    return _cut(report, name, whole) if whole > LIMIT else report


def _cut(report: Report, name: str, size: int) -> Report:
    more = f"{size / 1e6:.0f} MB" if size > LIMIT + 1 else "more than 20 MB"
    said = Problem(name, f"It has {more}: the first 20 MB were read, the rest was not.")
    return report._replace(problems=(said, *report.problems))


def _as_utf_8(data: bytes) -> bytes:
    """PowerShell and other programs of Windows write UTF-16."""
    if data[:2] in _UTF_16:
        return data.decode("utf-16", "replace").encode("utf-8", "replace")
    return data.removeprefix(_BOM)


def _check(data: bytes) -> None:
    """A packed file, a picture or a program is no report."""
    sample = data[:_SAMPLE]
    odd = len(sample) - len(sample.translate(None, _ODD))
    if odd > FEW and odd * 20 > len(sample):
        raise RuleError(
            "This is no text. Unpack it if it is packed, or export the report as text, JSON or "
            "JUnit XML."
        )
