"""Failed builds: JUnit XML, as test runners and build servers write it.

Read as a stream through defusedxml, which opens no other file and expands no entity; a type
definition is refused as a whole. What came before a break in the file comes in.
"""

from collections.abc import Mapping

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, XMLParser

from infraday.domain import RuleError
from infraday.domain.intake import Item
from infraday.domain.severity import Severity
from infraday.domain.text import storable
from infraday.exchange import intake_stamps
from infraday.exchange.intake_report import KEPT_LINES, LONGEST_LINE, Gathering, Report, fingerprint
from infraday.exchange.intake_stamps import Found

MOST_CASES = 50_000
MOST_FAILED = 5_000
DEEPEST = 100

_FAILED = {"failure": "failed", "error": "broke"}
_NONE = "This XML is no report of tests. Give JUnit's XML, plain text or JSON."


def read(data: bytes, source: str) -> Report:
    """Each test case that failed or broke is an item."""
    gathering = Gathering(source)
    target = _Target(gathering)
    parser = XMLParser(target=target, forbid_dtd=True)
    try:
        parser.feed(data)  # all at once: expat looks at a long token anew with each piece
        parser.close()
    except _EnoughError as error:
        gathering.problem(source, str(error))
    except DefusedXmlException as error:
        raise RuleError(
            "This XML defines its own type or entities, which a report has no use for. "
            "It was not read; nothing came in."
        ) from error
    except (ParseError, LookupError, ValueError) as error:
        if not target.is_report:
            raise RuleError(
                "This is no whole XML. Give JUnit's XML, plain text or JSON."
            ) from error
        line = getattr(error, "position", (0, 0))[0]
        gathering.problem(f"line {line}", "The XML breaks off or is damaged here.")
    if not target.is_report:
        raise RuleError(_NONE)
    return gathering.report("junit")


class _EnoughError(Exception):
    """The rest of the file is not read. The message says why."""


class _Target:
    """What the parser tells of: the suites that are open, and the case that is."""

    def __init__(self, gathering: Gathering) -> None:
        self.is_report = False
        self._gathering = gathering
        self._suites: list[tuple[str, Found | None]] = []
        self._case: tuple[str, str] | None = None
        self._how = ""  # what became of the case
        self._message = ""
        self._kept: list[str] = []
        self._text: list[str] | None = None  # those, while inside of what says so
        self._room = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = _local(tag)
        if name in ("testsuites", "testsuite"):
            self.is_report = True
        if name == "testsuite":
            found = intake_stamps.read(attributes.get("timestamp"))
            self._suites.append((_plain(attributes.get("name")), found or self._when()))
            if len(self._suites) > DEEPEST:
                raise _EnoughError("Its suites are nested too deep to be read on.")
        elif name == "testcase" and self.is_report:
            self._case = _plain(attributes.get("classname")), _plain(attributes.get("name"))
            self._how, self._message, self._text, self._kept = "", "", None, []
        elif name in _FAILED and self._case and not self._how:
            self._how = _FAILED[name]
            self._message = _plain(attributes.get("message") or attributes.get("type"))
            self._text, self._room = self._kept, KEPT_LINES * LONGEST_LINE

    def data(self, text: str) -> None:
        if self._text is not None and self._room > 0:
            self._text.append(text[: self._room])
            self._room -= len(text)

    def end(self, tag: str) -> None:
        name = _local(tag)
        if name == "testsuite" and self._suites:
            self._suites.pop()
        elif name in _FAILED:
            self._text = None
        elif name == "testcase" and self._case:
            self._close(*self._case)
            self._case = None

    def close(self) -> None:
        """Nothing is left to do at the end; the parser asks for it."""

    def _close(self, group: str, case: str) -> None:
        read, skipped = self._gathering.read, self._gathering.skipped
        if read >= MOST_CASES or read - skipped >= MOST_FAILED:
            raise _EnoughError(f"After {read} test cases it was not read on.")
        self._gathering.read += 1
        if not self._how:
            self._gathering.skipped += 1
            return
        suite = (self._suites[-1][0] if self._suites else "") or group
        text = storable("".join(self._kept))[0].strip("\n")
        message = " ".join((self._message or text.lstrip().partition("\n")[0]).split())
        said = f"{case} {self._how}" + (f": {message}" if message else "")
        whole = [f"{group or suite} {case}: {self._how}", self._message, *text.split("\n")]
        lines = [line[:LONGEST_LINE] for line in whole if line.strip()]
        found = self._when()
        self._gathering.add(
            Item(
                title=f"{suite}: {said}" if suite else said,
                severity=Severity.ERROR,
                key=fingerprint("junit", suite, group, case),
                lines=tuple(lines[:KEPT_LINES]),
                more=max(0, len(lines) - KEPT_LINES),
                first=found.stamp if found else None,
                last=found.stamp if found else None,
                day=found.day if found else None,
            )
        )

    def _when(self) -> Found | None:
        return self._suites[-1][1] if self._suites else None


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _plain(text: str | None) -> str:
    return storable((text or "")[:LONGEST_LINE])[0]
