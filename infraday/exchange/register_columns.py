"""Which sheet, row and columns of a file are the register: by names and synonyms, and by what a
person said. Where two columns fit, somebody has to say which."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from infraday.domain import RuleError
from infraday.domain.text import clip
from infraday.domain.wording import listed, quoted
from infraday.exchange import register_header as header
from infraday.exchange import register_readers as readers
from infraday.exchange.register_cells import Cell, shown
from infraday.exchange.register_header import LETTERS, NAMES, Match
from infraday.exchange.register_mapping import Given
from infraday.exchange.register_table import HEAD, Merged, Table, blank, index_of, letters

STRICT = frozenset((*readers.RATINGS, "probability_pct", *readers.MONEY, "response"))
"""Fields of which two columns are never weighed against each other."""

MANY = frozenset(readers.CHECKED)
_TITLES = ("title", "description", "event")
_ENOUGH = 2  # columns by which a header is known
_CONTENT: dict[str, Callable[[Cell], bool]] = {
    "impact": readers.is_rating,
    "response": lambda cell: readers.is_word("response", cell),
    "kind": lambda cell: readers.is_word("kind", cell),
}
"""What the cells of a column must be, half of them at least, for the first of two meanings."""


class Place(NamedTuple):
    """A sheet with the row of its header, counted from 0, and the headers themselves."""

    table: Table
    row: int
    headers: tuple[str, ...]


class Chosen(NamedTuple):
    """`columns` by field, a column more than once where it was said; those under `checked` are
    held against what is computed, the rest is kept in the notes."""

    columns: Mapping[str, int]
    checked: tuple[tuple[str, int], ...]
    kept: tuple[int, ...]
    matches: Mapping[int, Match]
    remarks: tuple[str, ...]


def count(cells: Sequence[Cell]) -> int:
    """How many fields the cells of a row name."""
    found = {match.fields for cell in cells if (match := _match(cell)) and match.fields}
    return len(found)


def _match(cell: Cell) -> Match | None:
    if not isinstance(cell, str) or not 0 < len(cell) <= 80:
        return None
    return header.match(cell)


def place(tables: Sequence[Table], given: Given) -> tuple[Place, list[str]]:
    """The sheet and row whose header fits best. RuleError where none does."""
    tables = _named(tables, given.sheet)
    names = {header.folded(name) for name in given.columns.values() if name}
    ranked = []
    for table in tables:
        if given.header is None:
            rows: Sequence[int] = range(min(HEAD, len(table.rows)))
        else:
            rows = [given.header - 1] if given.header <= len(table.rows) else []
        for row in rows:
            headers = _headers(table, row)
            fits = count(headers) + sum(header.folded(it) in names for it in headers)
            ranked.append((fits, not table.hidden, -row, Place(table, row, headers)))
    best = max(ranked, key=lambda it: it[:3], default=None)
    if best is None or (best[0] < _ENOUGH and given.header is None):
        raise RuleError(
            f"No row among the first {HEAD} looks like the header of a risk register. Name its row "
            "with --header, and a column with --map title=B."
        )
    found = best[3]
    others = [table.name for table in tables if table is not found.table]
    return found, _said(found, others)


def _named(tables: Sequence[Table], name: str | None) -> Sequence[Table]:
    if name is None:
        return tables
    found = [table for table in tables if table.name.casefold() == name.strip().casefold()]
    if not found:
        known = listed(clip(table.name, 40) for table in tables)
        raise RuleError(f"There is no sheet {quoted(name)}. There is {known}.")
    return found


def _said(found: Place, others: Sequence[str]) -> list[str]:
    said = []
    if others:
        rest = listed(f'"{clip(it, 40)}"' for it in others[:5])
        name = clip(found.table.name, 40)
        sheet = "hidden sheet" if found.table.hidden else "sheet"
        said.append(f'Read the {sheet} "{name}", whose header fits best, and not {rest}.')
    if found.row:
        said.append(f"The header is row {found.row + 1}; what stands above it was not read.")
    return said


def _headers(table: Table, row: int) -> tuple[str, ...]:
    """The texts of a header, with what is merged into it from above."""
    cells = [shown(cell).strip() for cell in table.rows[row]]
    for area in table.merged:
        if area.top < row <= area.bottom and area.left < len(cells):
            cells[area.left] = cells[area.left] or _text(table, area)
        elif area.bottom == row - 1 and area.right > area.left:
            _group(cells, area, _text(table, area))
    return tuple(cells)


def _text(table: Table, area: Merged) -> str:
    row = table.rows[area.top]
    return shown(row[area.left]).strip() if area.left < len(row) else ""


def _group(cells: list[str], area: Merged, group: str) -> None:
    """`Residual` over Likelihood and Impact says which of them they are."""
    for index in range(area.left, min(area.right + 1, len(cells))):
        name = f"{group} {cells[index]}"
        both = header.match(name).fields if cells[index] and group and len(name) <= 80 else ()
        if any(field.startswith(("inherent_", "residual_")) for field in both):
            cells[index] = name


def choose(found: Place, given: Given) -> Chosen:
    """A column for each field. RuleError where two fit, and where none has a title."""
    said = {field: _index(found, name) for field, name in given.columns.items() if name}
    matches: dict[int, Match] = {}
    claims: dict[str, list[int]] = {}
    names = _halves(found.headers)
    for index, name in enumerate(found.headers):
        match = header.match(name) if name and len(name) <= 80 else Match()
        if match.rank == 99 and name.casefold() not in names:
            match = Match()
        matches[index] = match
        if match.fields and index not in said.values():
            field = _settled(match, _below(found, index))
            claims.setdefault(field, []).append(index)
    columns, checked, remarks = dict(said), [], []
    for field, indexes in claims.items():
        if field in MANY:
            checked += [(field, index) for index in indexes]
        elif field not in given.columns:
            columns[field], left = _one(found, field, indexes, matches)
            remarks += left
    columns = {field: index for field, index in columns.items() if field != "band"}
    remarks += _titled(found, columns)
    used = {*columns.values(), *(index for _, index in checked), *claims.get("band", ())}
    kept = tuple(
        index
        for index in range(max(map(len, (found.headers, *found.table.rows[found.row :]))))
        if index not in used and any(not blank(cell) for cell in _below(found, index))
    )
    return Chosen(columns, tuple(checked), kept, matches, tuple(remarks))


def _below(found: Place, index: int) -> list[Cell]:
    rows = found.table.rows[found.row + 1 :]
    return [row[index] for row in rows if index < len(row) and row[index] is not None]


def _halves(headers: Sequence[str]) -> frozenset[str]:
    """`P` and `I` over two columns are the halves of a rating; one alone may be anything."""
    single = {name.casefold() for name in headers} & LETTERS
    return frozenset(single) if "i" in single and len(single) == 2 else frozenset()


def _settled(match: Match, below: Sequence[Cell]) -> str:
    """Of two meanings the one that the cells have."""
    first, *others = match.fields
    test = _CONTENT.get(first)
    if not others or test is None:
        return first
    filled = [cell for cell in below if readers.says_something(cell)]
    fits = sum(map(test, filled))
    return first if not filled or 2 * fits >= len(filled) else others[0]


def _one(
    found: Place, field: str, indexes: Sequence[int], matches: Mapping[int, Match]
) -> tuple[int, list[str]]:
    if len(indexes) == 1:
        return indexes[0], []
    ranked = sorted(indexes, key=lambda index: matches[index].rank)
    is_even = matches[ranked[0]].rank == matches[ranked[1]].rank
    name = NAMES.get(field, field)
    if field in STRICT or is_even:
        both = listed(_called(found, index) for index in sorted(indexes))
        example = letters(sorted(indexes)[0])
        raise RuleError(
            f"{clip(found.table.name, 40)}: columns {both} look like {_spoken(name)}. "
            f"Say which is meant: --map {name}={example}"
        )
    rest = listed(_called(found, index) for index in ranked[1:])
    return ranked[0], [
        f"Column {_called(found, ranked[0])} was taken as {_spoken(name)}; "
        f"{rest} could be, too, and stays in the notes."
    ]


def _called(found: Place, index: int) -> str:
    name = found.headers[index] if index < len(found.headers) else ""
    return f'{letters(index)} "{clip(name, 40)}"' if name else letters(index)


def _spoken(name: str) -> str:
    return f"the {name.replace('_', ' ')}"


def _titled(found: Place, columns: dict[str, int]) -> list[str]:
    """A register without titles has them from what it describes."""
    for field in _TITLES:
        if field in columns:
            if field == "title":
                return []
            columns["title"] = columns[field]
            if field == "description":
                del columns[field]
            return [f"The titles come from column {_called(found, columns['title'])}."]
    headers = [f"{letters(i)} {quoted(it)}" for i, it in enumerate(found.headers) if it][:12]
    raise RuleError(
        f"{clip(found.table.name, 40)} has no column with the titles of its risks. Its columns are "
        f"{', '.join(headers) or 'without headers'}. Say which it is: --map title=B"
    )


def _index(found: Place, name: str) -> int:
    """The column that a person names by its header or its letter."""
    same = [i for i, it in enumerate(found.headers) if header.folded(it) == header.folded(name)]
    width = max(map(len, (found.headers, *found.table.rows)))
    letter = index_of(name)
    by_letter = letter if letter is not None and letter < width else None
    if len(same) > 1 and by_letter is None:
        columns = listed(letters(index) for index in same)
        raise RuleError(f"Columns {columns} are called {quoted(name)}. Name one by its letter.")
    if len(same) == 1 and by_letter is not None and by_letter != same[0]:
        raise RuleError(
            f"{quoted(name)} is the header of column {letters(same[0])} and the letter of another. "
            "Name the column by its letter, or the other by its header."
        )
    if same and by_letter is None:
        return same[0]
    if by_letter is not None:
        return by_letter
    known = ", ".join(f"{letters(i)} {quoted(it)}" for i, it in enumerate(found.headers[:12]) if it)
    raise RuleError(f"There is no column {quoted(name)}. There are {known or 'none'}.")
