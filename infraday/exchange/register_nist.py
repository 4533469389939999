"""A risk register in the JSON of NIST IR 8286, read into entries.

Its likelihood is a percentage and its impact an amount of money; it rates nothing on a scale, so
risks come in with a probability (of its fifth of 0 to 100 %) and without an impact level.
"""

import json
import os
from collections.abc import Iterator

from infraday.domain import RuleError
from infraday.domain.register import Entry, Problem, Reading, Register
from infraday.domain.risk import Response, exposure_cents
from infraday.domain.text import ELLIPSIS, clip, cut_title, storable
from infraday.domain.wording import listed, quoted
from infraday.exchange import files
from infraday.exchange import register_cells as cells
from infraday.exchange import register_words as words
from infraday.exchange.register_cells import UnknownError, WrongError
from infraday.exchange.register_table import LIMIT, MOST_ROWS

FIELDS = {
    "riskId": "uid",
    "riskDescription": "title",
    "riskCategory": "category",
    "riskLikelihood": "probability_pct",
    "riskImpact": "impact_cost_cents",
    "exposureRating": "exposure",
    "riskResponseType": "response",
    "riskResponseCost": "response_cost_cents",
    "riskResponseDescription": "response_plan",
    "riskOwnerPointOfContact": "owner",
    "status": "status",
}
LISTS = ("riskRegister", "risks", "risk_register", "register", "items", "data")
RESPONSES = {
    "accept": Response.ACCEPT, "avoid": Response.AVOID, "transfer": Response.TRANSFER,
    "mitigate": Response.MITIGATE, "realize": Response.EXPLOIT, "share": Response.SHARE,
    "enhance": Response.ENHANCE,
}  # fmt: skip
_UPSIDE = frozenset({Response.EXPLOIT, Response.SHARE, Response.ENHANCE})
_WORDED = {"category": words.CATEGORIES, "status": words.STATUSES}
_NO_COST = "0 is taken for not known, since the schema wants a number"
_NO_JSON = "It is no JSON that can be read. Export the register as NIST IR 8286 JSON."


def read(path: str, name: str | None = None) -> Register:
    """What a file says. RuleError where it is no such register."""
    return of_bytes(files.content(path, LIMIT), path, name)


def of_bytes(data: bytes, path: str, name: str | None = None) -> Register:
    stem = "stdin" if path == files.STDIN else os.path.splitext(os.path.basename(path))[0]
    reading = _Reading("stdin" if path == files.STDIN else os.path.basename(path))
    records = _records(data)
    for number, record in enumerate(records[:MOST_ROWS], 1):
        reading.take(number, record)
    return reading.register(storable(name or stem or path)[0], len(records))


def _records(data: bytes) -> list[object]:
    try:
        found = json.loads(
            data.decode("utf-8-sig" if data[:1] == b"\xef" else json.detect_encoding(data))
        )
    except (ValueError, RecursionError) as error:
        raise RuleError(_NO_JSON) from error
    if isinstance(found, dict):
        lists = [found[key] for key in LISTS if isinstance(found.get(key), list)]
        if len(lists) != 1 and any(key in found for key in FIELDS):
            lists = [[found]]
        found = lists[0] if lists else None
    if not isinstance(found, list):
        raise RuleError(
            "It has no list of risks. NIST IR 8286 JSON is a list of objects with riskId and "
            "riskDescription."
        )
    return found


class _Reading:
    def __init__(self, file: str) -> None:
        self._file = file
        self._entries: list[Entry] = []
        self._problems: list[Problem] = []
        self._other: dict[str, None] = {}  # keys that no field is like
        self._unknown: dict[str, None] = {}
        self._differ: list[str] = []
        self._seen: dict[str, None] = {}
        self._skipped = 0
        self._has_no_cost = False

    def register(self, name: str, count: int) -> Register:
        how = {
            "probability_pct": cells.FIFTHS,
            "response": "Realize is exploit",
            "response_cost_cents": _NO_COST if self._has_no_cost else "",
        }
        columns = tuple(
            Reading(key, key, field, how.get(field, ""))
            for key, field in FIELDS.items()
            if key in self._seen
        )
        return Register(
            name, tuple(self._entries), tuple(self._problems), columns, tuple(self._remarks()),
            count, self._skipped,
        )  # fmt: skip

    def _remarks(self) -> Iterator[str]:
        if self._other:
            yield f"Kept in the notes, since no field is like them: {listed(self._other)}."
        if self._unknown:
            some = list(self._unknown)[:8]
            yield f"Kept in the notes, since they are not known here: {listed(map(quoted, some))}."
        if self._differ:
            yield f"The exposure differs from likelihood × impact in {'; '.join(self._differ[:3])}."
        if self._entries:
            yield "Nothing in it rates the impact from 1 to 5: its risks come in as not assessed."

    def _problem(self, where: str, why: str) -> None:
        self._problems.append(Problem(where, why, left_out=True))
        self._skipped += 1

    def take(self, number: int, record: object) -> None:
        where = f"{self._file} risk {number}"
        if not isinstance(record, dict):
            self._problem(where, "It is no object.")
            return
        uid = _said(record.get("riskId")).strip() or None
        where = f"{where} {clip(uid, 40)}" if uid else where
        kept: list[tuple[str, str]] = []
        fields: dict[str, object] = {}
        for key, value in record.items():
            if value is None or value in ("", []):
                continue
            try:
                self._key(key, value, fields, kept)
            except WrongError as error:
                self._problem(f"{where} {key} {quoted(_said(value))}", str(error))
                return
        self._finish(where, uid, fields, kept)

    def _finish(
        self, where: str, uid: str | None, fields: dict[str, object], kept: list[tuple[str, str]]
    ) -> None:
        fields.pop("uid", None)
        said = str(fields.pop("title", "")).strip()
        if not said:
            self._problem(where, "It has no riskDescription. Write one.")
            return
        title, whole = cut_title(" ".join(said.split("\n")))
        if whole is not None:
            kept.insert(0, ("riskDescription", said))
        theirs, ours = fields.pop("exposure", None), _exposure(fields)
        if isinstance(theirs, int) and ours is not None and theirs != ours:
            self._differ.append(f"{where}: {theirs / 100:g}, here {ours / 100:g}")
        is_open = fields.get("status") == words.OPEN
        if is_open:
            del fields["status"]
        percent = fields.get("probability_pct")
        implied = cells.fifth(percent) if isinstance(percent, float) else None
        entry = Entry(where, uid, title, fields, tuple(kept), is_open, implied=implied)
        self._entries.append(entry)

    def _key(
        self, key: str, value: object, fields: dict[str, object], kept: list[tuple[str, str]]
    ) -> None:
        field = FIELDS.get(key)
        said = _said(value)
        if field is None:
            key = storable(key)[0]
            self._other[key] = None
            kept.append((key, said))
            return
        self._seen[key] = None
        try:
            self._field(field, value, fields)
        except UnknownError:
            self._unknown[said] = None
            kept.append((key, said))

    def _field(self, field: str, value: object, fields: dict[str, object]) -> None:
        if field == "probability_pct":
            percent = _percent(value)
            fields["probability_pct"] = percent
        elif field.endswith("_cents") or field == "exposure":
            is_number = isinstance(value, int | float) and not isinstance(value, bool)
            cents = cells.money(value if is_number else _said(value))  # type: ignore[arg-type]
            if cents or field != "response_cost_cents":
                fields[field] = cents
            else:
                self._has_no_cost = True
        elif field == "response":
            self._respond(value, fields)
        elif field in _WORDED:
            word = _WORDED[field].get(words.folded(_said(value)))  # type: ignore[attr-defined]
            if word is None:
                raise UnknownError
            fields[field] = word
        else:
            fields[field] = _said(value)

    def _respond(self, value: object, fields: dict[str, object]) -> None:
        """A risk has one response here: where it names several, all stay in the notes as well."""
        found = value if isinstance(value, list) else [value]
        responses = [RESPONSES.get(str(it).strip().lower()) for it in found]
        first = responses[0] if responses else None
        if first is None:
            raise UnknownError
        fields["response"] = first
        if first in _UPSIDE:
            fields["kind"] = "opportunity"
        if len(responses) > 1:
            raise UnknownError


def _percent(value: object) -> float:
    found = cells.percentage(value) if isinstance(value, str) else None
    if found is None:
        found = cells.number(value) if isinstance(value, str) else value  # type: ignore[assignment]
    if isinstance(found, bool) or not isinstance(found, int | float):
        raise UnknownError
    if not 0 <= found <= 100:
        raise WrongError("A likelihood lies from 0 to 100 %.")
    return float(found)


def _exposure(fields: dict[str, object]) -> int | None:
    percent, cost = fields.get("probability_pct"), fields.get("impact_cost_cents")
    if not isinstance(percent, float) or not isinstance(cost, int):
        return None
    return exposure_cents(percent, cost)


def _said(value: object) -> str:
    """A value as text: lists in one line, what else is nested as JSON."""
    if value is None:
        return ""
    if isinstance(value, str):
        return storable(value)[0]
    if isinstance(value, list) and all(isinstance(it, str) for it in value):
        return storable(", ".join(value))[0]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    try:
        return storable(json.dumps(value, ensure_ascii=False))[0]
    except RecursionError:
        return ELLIPSIS
