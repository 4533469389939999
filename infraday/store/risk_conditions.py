"""What is wanted of the register, as SQL: conditions over the table `risk`, and its orders."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from sqlite3 import Connection

from infraday.domain.risk import OPEN, SCALE, Band, Bands, Proximity, Response, RiskStatus
from infraday.domain.risk_view import Column, View, Wanted

LONGEST = 1000  # characters of a word that a pattern may have
FEW = 500  # risks that are looked up one by one sooner than all are walked through
RATED = {
    View.INHERENT: ("inherent_probability", "inherent_impact"),
    View.CURRENT: ("probability", "impact"),
    View.RESIDUAL: ("residual_probability", "residual_impact"),
}


def _listed(words: Iterable[str]) -> str:
    """Words of our own enumerations."""
    return ", ".join(f"'{word}'" for word in sorted(words))


IS_OPEN = "status IN ('identified', 'assessed', 'planned', 'monitoring')"
"""As the indexes of what is open say it: in other words SQLite would not know them again."""
EXPOSURE = "CAST(probability_pct * impact_cost_cents / 100.0 + 0.5 AS INTEGER)"
OVERDUE = f"({IS_OPEN} AND next_review < :today)"
LAPSED = "response = 'accept' AND accept_until < :today"
UNDATED = (
    "(next_review IS NULL AND (last_reviewed IS NULL OR probability IS NULL OR impact IS NULL))"
)
"""A review that is due although it has no date."""
WEEK = timedelta(days=7)  # reviews that are so near are due, too
DUE = f"({IS_OPEN} AND (next_review <= :last OR {UNDATED}))"


def unassessed(view: View) -> str:
    """Whether a rating is missing in whole or in part."""
    probability, impact = RATED[view]
    return f"({probability} IS NULL OR {impact} IS NULL)"


def condition(
    db: Connection, wanted: Wanted, today: date, bands: Bands, found: str = ""
) -> tuple[str, dict[str, object]]:
    """Which risks fit, and the values to query with. `found` is what `find` says of the words,
    where they have been looked for already."""
    values: dict[str, object] = {"today": str(today)}
    parts = [IS_OPEN] if wanted.statuses and wanted.statuses <= OPEN else []
    if wanted.statuses and wanted.statuses != OPEN:
        parts.append(f"status IN ({_listed(wanted.statuses)})")
    for name, word in (("category", wanted.category), ("kind", wanted.kind)):
        if word is not None:
            parts.append(f"{name} = '{word}'")
    if wanted.project is not None:
        parts.append("+project_id = (SELECT id FROM project WHERE key = :project)")
        values["project"] = wanted.project
    if wanted.owner is not None:
        parts.append(f"{_folded(db, 'owner', wanted.owner, 'lower(owner)')} = :owner")
        values["owner"] = wanted.owner.casefold()
    parts += _rated(wanted, bands)
    if wanted.overdue:
        parts.append(OVERDUE)
    if wanted.due:
        parts.append(DUE)
        values["last"] = str(today + WEEK)
    parts.append(found or find(db, wanted.words))
    return " AND ".join(parts), values


def find(db: Connection, words: Sequence[str]) -> str:
    """Put the risks in whose text all these words stand into a temporary table; the condition
    that asks for them. It is the dear part of a filter, so it is done once for several queries."""
    if not words:
        return "1"
    db.execute("CREATE TEMP TABLE IF NOT EXISTS risk_found (id INTEGER NOT NULL PRIMARY KEY)")
    db.execute("DELETE FROM temp.risk_found")
    query, values = with_words(db, words)
    found = db.execute(f"INSERT INTO temp.risk_found (id) {query}", values).rowcount
    return f"{'' if found < FEW else '+'}id IN temp.risk_found"  # the plus keeps to the index


def with_words(db: Connection, words: Sequence[str]) -> tuple[str, dict[str, object]]:
    """The query for the risks in whose text all these words stand, and its values."""
    parts, values = [], dict[str, object]()
    for n, word in enumerate(words):
        text, folded = _folded(db, "text", word, "text"), word.casefold()
        short = len(word) < LONGEST
        parts.append(f"{text} GLOB :word{n}" if short else f"instr({text}, :word{n}) > 0")
        values[f"word{n}"] = f"*{_literal(folded)}*" if short else folded
    return f"SELECT id FROM risk_text WHERE {' AND '.join(parts)}", values


def _literal(word: str) -> str:
    """A word in a pattern of GLOB, which is twice as fast as instr."""
    return word.replace("[", "[[]").replace("*", "[*]").replace("?", "[?]")


def _folded(db: Connection, text: str, word: str, plainly: str) -> str:
    """A text in small letters, as far as this word asks for it: SQLite's own knows A to Z only."""
    if word.isascii():
        return plainly
    db.create_function("casefold", 1, _casefold, deterministic=True)
    return f"casefold({text})"


def _casefold(text: str | None) -> str | None:
    return None if text is None else text.casefold()


def _rated(wanted: Wanted, bands: Bands) -> list[str]:
    parts = []
    if wanted.bands:
        parts.append(f"{band_rank(wanted.view, bands)} IN ({_ranks(wanted.bands)})")
    if wanted.cell is not None:
        pairs = zip(RATED[wanted.view], wanted.cell, strict=True)
        parts += [f"{name} = {level:d}" for name, level in pairs]
    if wanted.unassessed:
        parts.append(unassessed(wanted.view))
    return parts


def _ranks(bands: Iterable[Band]) -> str:
    return ", ".join(str(list(Band).index(band)) for band in bands)


def band_rank(view: View, bands: Bands) -> str:
    """The band of a rating by its place in the enumeration, NULL where it is not assessed."""
    probability, impact = RATED[view]
    ranks = list(Band)
    cells = " ".join(
        f"WHEN {p * 10 + i} THEN {ranks.index(bands[p - 1][i - 1])}" for p in SCALE for i in SCALE
    )
    return f"CASE {probability} * 10 + {impact} {cells} END"


def _in_order(name: str, words: Iterable[str]) -> str:
    """A word by its place in its enumeration."""
    places = " ".join(f"WHEN '{word}' THEN {n}" for n, word in enumerate(words))
    return f"CASE {name} {places} END"


_BY = {
    Column.REF: "id",
    Column.TITLE: "title COLLATE NOCASE",
    Column.SCORE: "probability * impact",
    Column.PROBABILITY: "probability",
    Column.IMPACT: "impact",
    Column.OWNER: "owner COLLATE NOCASE",
    Column.PROJECT: "(SELECT key FROM project WHERE project.id = project_id)",
    Column.CATEGORY: "category",
    Column.STATUS: _in_order("status", RiskStatus),
    Column.RESPONSE: _in_order("response", Response),
    Column.PROXIMITY: _in_order("proximity", Proximity),
    Column.EXPOSURE: EXPOSURE,
    Column.COST: "impact_cost_cents",
    Column.RESIDUAL: "residual_probability * residual_impact",
    Column.INHERENT: "inherent_probability * inherent_impact",
    Column.REVIEW: "next_review",
    Column.DUE: "response_due",
    Column.CREATED: "created_at",
}


_EQUALS = "probability * impact DESC, impact DESC, id"  # as the index `risk_register` has it


def order(column: Column, bands: Bands, *, descending: bool) -> str:
    """What stands after ORDER BY. What has nothing in the column is last, both ways; equals are
    by score, then by impact, the highest first, and then by ref."""
    by = band_rank(View.CURRENT, bands) if column is Column.BAND else _BY[column]
    if column is Column.SCORE and descending:
        return _EQUALS
    return f"{by} {'DESC' if descending else 'ASC'} NULLS LAST, {_EQUALS}"
