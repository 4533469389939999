"""How the cells of one column are read, and in what words that is said."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from infraday.domain.register import Reading
from infraday.domain.wording import listed
from infraday.exchange import register_cells as cells
from infraday.exchange import register_words as words
from infraday.exchange.register_cells import Cell, NoValue, Scale, UnknownError, WrongError
from infraday.exchange.register_table import blank
from infraday.exchange.risk_columns import plain

RATINGS = tuple(
    f"{stage}{what}"
    for stage in ("inherent_", "", "residual_")
    for what in ("probability", "impact")
)
MONEY = ("impact_cost_cents", "response_cost_cents")
DATES = ("response_due", "accepted_on", "accept_until", "last_reviewed", "next_review",
         "occurred_on", "created")  # fmt: skip
CHECKED = ("score", "inherent_score", "residual_score", "exposure")
_TABLES: dict[str, Mapping[str, object]] = {
    "status": words.STATUSES,
    "kind": words.KINDS,
    "category": words.CATEGORIES,
    "proximity": words.PROXIMITIES,
    "response": {word: word for word in words.THREAT_RESPONSES | words.OPPORTUNITY_RESPONSES},
}
"""A response is read once it is known whether it answers a threat."""

_READ = frozenset(
    (*RATINGS, "probability_pct", *MONEY, *CHECKED, *DATES, "review_every_days", *_TABLES)
)
Fields: TypeAlias = tuple[tuple[str, object], ...]
Read: TypeAlias = Callable[[Cell], Fields]
_ORDERS = {
    "dmy": "the day first",
    "mdy": "the month first",
    None: "dates of which nobody knows whether the day comes first stay in the notes: say "
    "--dates dmy or --dates mdy",
}
_PERCENT_HEADER = re.compile(r"%|\bpercent|\bpct\b", re.I)


class Found(NamedTuple):
    """What a cell says: values of fields; and whether it is kept in the notes as well. `wrong`
    and `unknown` are sentences about it."""

    fields: Fields = ()
    kept: bool = False
    wrong: str = ""
    unknown: str = ""


NOTHING = Found()


class Column:
    """A column that is read. `field` None is kept in the notes as it stands."""

    def __init__(self, index: int, letter: str, header: str, field: str | None) -> None:
        self.index, self.letter, self.header, self.field = index, letter, header, field
        self.how: list[str] = []
        self.unknown: dict[str, int] = {}  # what was not understood, and how often
        self.scale: Scale | None = None
        self._found: dict[Cell, Found] = {}
        self._read: Read | None = None

    @property
    def needs_all(self) -> bool:
        """Whether its cells are more than texts."""
        return self.field in _READ

    def prepare(self, values: Sequence[Cell], most: int | None, order: str | None) -> None:
        """Look at all its different cells: what one means may depend on the others."""
        field = self.field or ""
        if field in RATINGS:
            self.scale = self._scaled(field.rpartition("_")[2], values, most)
            self._read = self._rating
        elif field == "probability_pct":
            self.scale = self._scaled("probability", values, 100)
            self._read = self._percent
        elif field in MONEY:
            self._read = lambda cell: ((field, cells.money(cell)),)
            self._say_currencies(values)
        elif field == "exposure":
            self._read = lambda cell: ((field, cells.money(cell)),)
        elif field in CHECKED:
            self._read = _score(field)
        elif field in DATES:
            order = order or _order(values)
            self._read = lambda cell: ((field, cells.day(cell, order)),)
            self._say_order(values, order)
        elif field == "review_every_days":
            self._read = lambda cell: ((field, cells.whole(cell)),)
        elif field in _TABLES:
            self._say_words(values)

    def read(self, cell: Cell) -> Found:
        """What a cell says that is not blank."""
        if isinstance(cell, NoValue):
            return NOTHING if self.field in CHECKED else _missing(cell)
        if self.field not in _READ:
            return Found(((self.field or "", plain(cells.shown(cell))),))
        found = self._found.get(cell)
        if found is None:
            found = self._found[cell] = self._understood(cell)
        if found.unknown:
            self._count(cell)
        return found

    def _count(self, cell: Cell) -> None:
        said = cells.shown(cell)
        self.unknown[said] = self.unknown.get(said, 0) + 1

    def _understood(self, cell: Cell) -> Found:
        if isinstance(cell, str):
            cell = plain(cell)
            if cell.strip().casefold() in words.EMPTY:
                return NOTHING
        try:
            if self._read is None:
                return self._word(cells.shown(cell))
            return Found(self._read(cell))
        except WrongError as error:
            return Found(wrong=str(error))
        except UnknownError as error:
            return Found(kept=True, unknown=str(error))

    def _word(self, said: str) -> Found:
        assert self.field is not None
        table = _TABLES[self.field]
        if (word := table.get(words.folded(said))) is not None:
            return Found(((self.field, word),))
        if (word := table.get(words.folded(words.head(said)))) is not None:
            return Found(((self.field, word),), kept=True)
        raise UnknownError(f"It is no {self.field} that is known here")

    def _scaled(self, what: str, values: Sequence[Cell], most: int | None) -> Scale:
        levels = dict(words.PROBABILITIES if what == "probability" else words.IMPACTS)
        texts = {words.folded(it) for it in values if isinstance(it, str)}
        if "catastrophic" in texts:
            levels |= dict.fromkeys(words.BELOW_CATASTROPHIC, 4)
        numbers = [it for it in map(_number, values) if it is not None]
        is_percent = bool(_PERCENT_HEADER.search(self.header)) or self.field == "probability_pct"
        is_fraction = (
            what == "probability"
            and any(not it.is_integer() for it in numbers)
            and all(0 <= it <= 1 for it in numbers)
        )
        scale = Scale(
            what, levels, most or 5, is_percent and what == "probability" and not is_fraction,
            is_fraction,
        )  # fmt: skip
        self._say_scale(scale, values, has_numbers=bool(numbers))
        return scale

    def _say_scale(self, scale: Scale, values: Sequence[Cell], *, has_numbers: bool) -> None:
        if scale.fraction:
            self.how.append("numbers are parts of 1")
        elif has_numbers and not scale.percent and (said := cells.SCALES.get(scale.most)):
            self.how.append(said)
        in_percent = scale.percent or scale.fraction
        if (has_numbers and in_percent) or any("%" in it for it in values if isinstance(it, str)):
            self.how.append(cells.FIFTHS)
            if any(cells.is_range(it) for it in values if isinstance(it, str)):
                self.how.append("of a range its middle")
        texts = [it for it in values if isinstance(it, str)]
        found = {it.strip(): level for it in texts if (level := _level(it, scale))}
        if found:
            ranked = sorted(found.items(), key=lambda it: it[1])
            said = ", ".join(f'"{word}" {level}' for word, level in ranked[:12])
            self.how.append(f"words as levels of 1 to 5: {said}")

    def _rating(self, cell: Cell) -> Fields:
        assert self.scale is not None
        assert self.field is not None
        level, percent = cells.rating(cell, self.scale)
        if percent is None or self.field != "probability":
            return ((self.field, level),)
        return (self.field, level), ("probability_pct", percent)

    def _percent(self, cell: Cell) -> Fields:
        assert self.scale is not None
        level, percent = cells.rating(cell, self.scale)
        if percent is None:
            raise UnknownError("It is no percentage")
        return ("probability_pct", percent), ("level", level)

    def _say_currencies(self, values: Sequence[Cell]) -> None:
        texts = (it for it in values if isinstance(it, str))
        found = sorted({sign for it in texts for sign in cells.currencies(it)})
        if len(found) > 1:
            self.how.append(f"amounts in {listed(found)}, as they stand: nothing is converted")

    def _say_order(self, values: Sequence[Cell], order: str | None) -> None:
        if any(cells.slashed(it) for it in values if isinstance(it, str)):
            self.how.append(_ORDERS[order])

    def _say_words(self, values: Sequence[Cell]) -> None:
        table = _TABLES[self.field or ""]
        said = {}
        for it in values:
            if isinstance(it, str) and (word := table.get(words.folded(it))):
                became = self._became(str(word))
                if self._is_other(str(word)):
                    became += " for a threat"
                if words.folded(it) != words.folded(became):
                    said[it.strip()] = became
        if said:
            self.how.append(", ".join(f'"{it}" is {word}' for it, word in list(said.items())[:12]))

    def _is_other(self, word: str) -> bool:
        """Whether it answers an opportunity in another way."""
        threat = words.THREAT_RESPONSES.get(word)
        other = words.OPPORTUNITY_RESPONSES.get(word, threat)
        return self.field == "response" and threat not in (None, other)

    def _became(self, word: str) -> str:
        if self.field == "response":
            return str(words.THREAT_RESPONSES.get(word) or words.OPPORTUNITY_RESPONSES[word])
        return word.replace("_", " ") if isinstance(word, StrEnum) else word

    def reading(self) -> Reading:
        """What it was taken for, once all its cells were read."""
        how = list(self.how)
        if self.unknown:
            known = list(self.unknown)
            more = f" and {len(known) - 3} others" if len(known) > 3 else ""
            shown = ", ".join(f'"{clipped(it)}"' for it in known[:3])
            how.append(f"{shown}{more} not understood, kept in the notes")
        return Reading(self.letter, self.header, self.field, "; ".join(how))


def clipped(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


def _missing(cell: NoValue) -> Found:
    if cell.startswith("="):
        return Found(
            wrong="It is a formula that nobody has computed. Open the file in a spreadsheet, and "
            "save it there."
        )
    return Found(wrong="It is an error of the spreadsheet. Correct the formula there.")


def _number(cell: Cell) -> float | None:
    if isinstance(cell, int | float):
        return float(cell)
    return cells.number(cell) if isinstance(cell, str) else None


def _level(cell: Cell, scale: Scale) -> int | None:
    return scale.words.get(words.folded(cell)) if isinstance(cell, str) else None


def _score(field: str) -> Read:
    """A score is only held against ours; its words are bands, which are computed here."""

    def read(cell: Cell) -> Fields:
        found = _number(cell)
        return ((field, found),) if found is not None else ()

    return read


def _order(values: Iterable[Cell]) -> str | None:
    """Whether the day or the month comes first, where the dates themselves give it away."""
    pairs = [pair for it in values if isinstance(it, str) and (pair := cells.slashed(it))]
    days_first = any(first > 12 for first, _ in pairs)
    months_first = any(second > 12 for _, second in pairs)
    if days_first == months_first:
        return None
    return "dmy" if days_first else "mdy"


def is_word(field: str, cell: Cell) -> bool:
    """Whether a cell is one of the words of a field."""
    said = cells.shown(cell)
    table = _TABLES[field]
    return words.folded(said) in table or words.folded(words.head(said)) in table


def is_rating(cell: Cell) -> bool:
    """Whether a cell would be an impact, or a number that was meant to be one."""
    try:
        cells.rating(cell, Scale("impact", words.IMPACTS))
    except UnknownError:
        return False
    except WrongError:
        return True
    return True


def says_something(cell: Cell) -> bool:
    return not blank(cell) and not (
        isinstance(cell, str) and cell.strip().casefold() in words.EMPTY
    )
