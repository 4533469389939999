"""The rows of a register, each read into an entry."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from infraday.domain.register import Entry, Problem
from infraday.domain.risk import RESPONSES, Rating, Response, RiskKind, exposure_cents
from infraday.domain.risk_rules import out_of_order
from infraday.domain.text import cut_title, storable
from infraday.domain.wording import listed
from infraday.exchange import register_words as words
from infraday.exchange.register_cells import Cell, named, shown
from infraday.exchange.register_columns import Place
from infraday.exchange.register_readers import CHECKED, Column
from infraday.exchange.register_table import Merged, blank, letters

MOST_EXAMPLES = 3
_IDS = ("uid",)
_LEVEL = "level"  # of a percentage


class _Row:
    """What one row says so far."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.fields: dict[str, object] = {}
        self.kept: list[tuple[str, str]] = []
        self.is_wrong = False


class Rows:
    """All rows below the header of a sheet."""

    def __init__(self, place: Place, columns: Sequence[Column], *, own: bool) -> None:
        self._place, self._columns, self._own = place, columns, own
        self._sheet = place.table.name
        self.entries: list[Entry] = []
        self.problems = [
            Problem(f"{self._sheet} row {fault.row}", fault.reason) for fault in place.table.faults
        ]
        self.read = self.skipped = 0
        self._bare: list[int] = []  # rows that hold only an ID
        self._notes: dict[str, list[str]] = {}  # what is said of several rows at once
        self._ids = {column.index for column in columns if column.field in _IDS}
        self._filled = self._merged()
        self._by_letter = {it.field: it for it in columns if it.field}

    def take_all(self) -> None:
        rows = self._place.table.rows
        head = list(rows[self._place.row])
        for index in range(self._place.row + 1, len(rows)):
            cells = rows[index]
            if index in self._filled:
                cells = [*cells, *[None] * (len(self._place.headers) - len(cells))]
                for column, cell in self._filled[index].items():
                    if column < len(cells):
                        cells[column] = cell
            if all(map(blank, cells)) or list(cells) == head:
                continue
            self.read += 1
            self._take(index + 1, cells)

    def _merged(self) -> dict[int, dict[int, Cell]]:
        """Cells that lie under a merged one: the same is shown there. Titles and IDs are not
        repeated, since a row is a risk."""
        rows, filled = self._place.table.rows, dict[int, dict[int, Cell]]()
        alone = {it.index for it in self._columns if it.field in ("uid", "title")}
        for area in self._place.table.merged:
            if not self._place.row < area.top < len(rows) or area.left >= len(rows[area.top]):
                continue
            is_repeated = area.right == area.left and area.left not in alone
            self._note("repeated" if is_repeated else "merged", _called(area))
            for row in range(area.top + 1, min(area.bottom + 1, len(rows))):
                if is_repeated:
                    filled.setdefault(row, {})[area.left] = rows[area.top][area.left]
        return filled

    def _note(self, what: str, where: str) -> None:
        self._notes.setdefault(what, []).append(where)

    def _take(self, number: int, cells: Sequence[Cell]) -> None:
        width = len(cells)
        filled = [it for it in self._columns if it.index < width and not blank(cells[it.index])]
        if all(column.index in self._ids for column in filled):
            self._bare.append(number)
            self.skipped += 1
            return
        row = _Row(number)
        for column in filled:
            self._cell(row, column, cells[column.index])
        if not row.is_wrong:
            self._finish(row)
        if row.is_wrong:
            self.skipped += 1

    def _cell(self, row: _Row, column: Column, cell: Cell) -> None:
        if column.field is None:
            row.kept.append((column.header, shown(cell)))
            return
        found = column.read(cell)
        if found.wrong:
            row.is_wrong = True
            self._problem(row, column, cell, found.wrong, left_out=True)
        elif found.unknown and column.scale is not None:
            why = f"{found.unknown}; the row came in without it, and its notes have it."
            self._problem(row, column, cell, why, left_out=False)
        if found.kept:
            row.kept.append((column.header, shown(cell)))
        for field, value in found.fields:
            row.fields.setdefault(field, value)

    def _problem(
        self, row: _Row, column: Column | None, cell: Cell, why: str, *, left_out: bool
    ) -> None:
        place = f" column {column.letter} {named(cell)}" if column else ""
        self.problems.append(Problem(f"{self._sheet} row {row.number}{place}", why, left_out))

    def _finish(self, row: _Row) -> None:
        fields = row.fields
        self._hold_against(row)
        named = [fields.pop("title", None), fields.get("event"), fields.get("description")]
        title = next((str(it) for it in named if it and str(it).strip()), None)
        if title is None:
            row.is_wrong = True
            why = "It has no title. Write one, or delete the row."
            self._problem(row, None, None, why, left_out=True)
            return
        title = title if self._own else title.strip()
        if description := fields.pop("description", None):
            row.kept.insert(0, ("Description", str(description)))
        self._respond(row)
        self._warn(row)
        self.entries.append(self._entry(row, title))

    def _entry(self, row: _Row, title: str) -> Entry:
        fields = row.fields
        title, whole = cut_title(
            storable(title)[0] if self._own else on_one_line(storable(title)[0])
        )
        if whole is not None:
            row.kept.insert(0, ("Title", whole))
            self._note("cut", str(row.number))
        is_open = fields.get("status") == words.OPEN
        if is_open:
            del fields["status"]
        uid = str(fields.pop("uid", "")).strip() or None
        created, level = fields.pop("created", None), fields.pop(_LEVEL, None)
        return Entry(
            f"{self._sheet} row {row.number}",
            uid,
            title,
            {name: _clean(value) for name, value in fields.items()},
            tuple((name, storable(value)[0]) for name, value in row.kept),
            is_open,
            created if isinstance(created, date) else None,
            level if isinstance(level, int) else None,
        )

    def _respond(self, row: _Row) -> None:
        """The same word answers a threat in one way and an opportunity in another."""
        said = row.fields.pop("response", None)
        if said is None:
            return
        kind = row.fields.get("kind", RiskKind.THREAT)
        is_threat = kind == RiskKind.THREAT
        table = words.THREAT_RESPONSES if is_threat else words.OPPORTUNITY_RESPONSES
        response = table.get(str(said))
        if response is not None and response in RESPONSES[RiskKind(str(kind))]:
            row.fields["response"] = Response(response)
            return
        column = self._by_letter["response"]
        row.kept.append((column.header, str(said)))
        self._note("unfit", f'row {row.number} "{said}"')

    def _hold_against(self, row: _Row) -> None:
        """What the file computed, beside what its own numbers come to."""
        fields = row.fields
        for field in CHECKED:
            theirs = fields.pop(field, None)
            if theirs is None:
                continue
            ours = _exposure(fields) if field == "exposure" else _rating(fields, field[:-5]).score
            if ours is not None and isinstance(theirs, int | float) and theirs != ours:
                scale = 100 if field == "exposure" else 1
                self._note(field, f"row {row.number}: {theirs / scale:g}, here {ours / scale:g}")

    def _warn(self, row: _Row) -> None:
        kind = RiskKind(str(row.fields.get("kind", RiskKind.THREAT)))
        ratings = [_rating(row.fields, stage) for stage in ("inherent_", "", "residual_")]
        for said in out_of_order(kind, *ratings):
            self._note("order", f"row {row.number}: {said[:1].lower()}{said[1:].rstrip('.')}")

    def remarks(self) -> Iterator[str]:
        """What is to be said of the rows."""
        if len(self._bare) == 1:
            yield f"{self._sheet} row {self._bare[0]} holds only an ID: skipped."
        elif self._bare:
            yield f"{self._sheet} rows {_rows(self._bare)} hold only an ID: skipped."
        for what, said in _SAID.items():
            if found := self._notes.get(what):
                several = "s" if what == "cut" and len(found) > 1 else ""
                yield f"{self._sheet}: {said}{several} {_some(found)}."
        kept = [it for it in self._columns if it.field is None]
        if kept:
            names = [f'{it.letter} "{it.header}"' for it in kept]
            more = [f"{len(names) - 8} more"] if len(names) > 8 else []
            columns = "columns" if len(names) > 1 else "column"
            some = listed([*names[:8], *more])
            yield f"Kept in the notes, since no field is like them: {columns} {some}."
        yield from self._unrated()

    def _unrated(self) -> Iterator[str]:
        """Without a current rating a risk has no score."""
        rated = {"probability", "impact"} - self._by_letter.keys()
        if "probability_pct" in self._by_letter:
            rated -= {"probability"}
        if rated and self.entries:
            missing = listed(sorted(rated, reverse=True))
            yield (
                f"No column rates the current {missing}: such risks come in as not assessed. "
                f"Name one where there is one: --map {sorted(rated)[0]}=F"
            )


_SAID = {
    "repeated": "merged cells say the same in each of their rows:",
    "merged": "merged cells count only where they begin:",
    "cut": "titles longer than 500 characters were cut, and are whole in the notes: row",
    "unfit": "a response that does not answer that kind of risk is in the notes:",
    "score": "the score differs from probability × impact in",
    "inherent_score": "the inherent score differs from probability × impact in",
    "residual_score": "the residual score differs from probability × impact in",
    "exposure": "the exposure differs from percentage × cost in",
    "order": "ratings out of order in",
}


def on_one_line(title: str) -> str:
    """A cell may have line breaks, and a title has none."""
    return " ".join(title.replace("\r\n", "\n").split("\n"))


def _called(area: Merged) -> str:
    """`D3:D5`."""
    first, last = letters(area.left), letters(area.right)
    return f"{first}{area.top + 1}:{last}{area.bottom + 1}"


def _clean(value: object) -> object:
    return storable(value)[0] if isinstance(value, str) and type(value) is str else value


def _rating(fields: Mapping[str, object], stage: str) -> Rating:
    probability, impact = fields.get(f"{stage}probability"), fields.get(f"{stage}impact")
    return Rating(
        probability if isinstance(probability, int) else None,
        impact if isinstance(impact, int) else None,
    )


def _exposure(fields: Mapping[str, object]) -> int | None:
    percent, cost = fields.get("probability_pct"), fields.get("impact_cost_cents")
    if not isinstance(percent, int | float) or not isinstance(cost, int):
        return None
    return exposure_cents(float(percent), cost)


def _rows(numbers: Sequence[int]) -> str:
    return _some([str(it) for it in numbers])


def _some(said: Sequence[str]) -> str:
    more = len(said) - MOST_EXAMPLES
    parts = [*said[:MOST_EXAMPLES], *([f"{more} more"] if more > 0 else [])]
    return "; ".join(parts) if any(" " in it for it in said) else listed(parts)
