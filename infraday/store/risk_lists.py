"""The register on plain sqlite3: which risks fit in which order, the figures of its head, the
heat map, what belongs to one risk, what is due for review."""

from datetime import date, timedelta
from sqlite3 import Connection
from typing import NamedTuple

from infraday.domain.refs import risk_ref
from infraday.domain.risk import BANDS, OPEN, Bands, Rating, RiskKind, band
from infraday.domain.risk_view import Column, Figures, Heat, View, Wanted
from infraday.store import risk_conditions as conditions
from infraday.store import risk_rows
from infraday.store.plain_rows import BlockRow, TaskRow, block_rows, task_rows
from infraday.store.risk_rows import AssessmentRow, IssueRow

__all__ = ["Column", "Figures", "Heat", "View", "Wanted"]

# Each has an index that leads to it, or carries all that it asks: sooner than one walk for all.
_FIGURES = "SELECT " + ", ".join(
    f"(SELECT {figure} FROM risk WHERE {{where}}{more})"
    for figure, more in (
        ("count(*)", ""),
        (f"total({conditions.EXPOSURE})", " AND kind = '{kind}' AND probability_pct > 0"),
        ("count(*)", " AND next_review <= :today"),
        ("count(*)", f" AND {conditions.UNDATED}"),
        ("count(*)", " AND probability * impact IS NULL"),
        ("count(*)", f" AND {conditions.LAPSED}"),
    )
)
# Cell by cell, in the order that `risk_register` has. What few risks are is cheaper asked alone.
_WALK = f"""
    SELECT probability, impact, count(*), total(CASE
        WHEN kind = '{{kind}}' AND probability_pct > 0 THEN {conditions.EXPOSURE} END),
        group_concat(id)
    FROM risk WHERE {{where}} GROUP BY probability * impact, impact
"""
_LAPSED = f"SELECT id FROM risk WHERE {conditions.IS_OPEN} AND {conditions.LAPSED}"
_OF_ALL = f"SELECT count(*) FROM risk WHERE {conditions.IS_OPEN}"
# By score and impact, which make a cell: as the index `risk_register` has them.
_HEAT = "SELECT {0}, {1}, count(*) FROM risk WHERE {2} GROUP BY {0} * {1}, {1}"
_REVIEWS = f"""
    SELECT id, next_review FROM risk WHERE {conditions.IS_OPEN} AND next_review <= :last
    UNION ALL SELECT id, :today FROM risk WHERE {conditions.IS_OPEN} AND {conditions.UNDATED}
    ORDER BY 2, 1
"""
# One row of text costs a third of ten thousand rows of a number.
_IDS = "SELECT group_concat(id) FROM (SELECT id FROM risk {} WHERE {} ORDER BY {})"
_WIDE = (Column.TITLE, Column.CREATED)  # by what no index carries: the table is walked through
_LINKED = "id IN (SELECT {}_id FROM quick_link WHERE target = ?)"


class Detail(NamedTuple):
    """What belongs to one risk: the assessments, newest first; the tasks and blocks that link to
    it; the flags it came from, each by its project's id and its key; the issues it became."""

    history: list[AssessmentRow]
    actions: list[TaskRow]
    blocks: list[BlockRow]
    flags: list[tuple[int, str]]
    issues: list[IssueRow]


class Register(NamedTuple):
    """All that a register shows of the risks that fit, but for their rows."""

    figures: Figures
    heat: Heat
    ids: list[int]


def register(
    db: Connection, wanted: Wanted, order: Column, descending: bool, today: date, bands: Bands
) -> Register:
    """The three at once, which looks for the words but once; the map is that of `wanted.view`."""
    if wanted.words and wanted.statuses == OPEN and wanted.view is View.CURRENT:
        return _walked(db, wanted, order, descending, today, bands)
    found = conditions.find(db, wanted.words)
    return Register(
        _figures(db, wanted, today, bands, found),
        _heat(db, wanted, today, found),
        _ids(db, wanted, order, descending, today, bands, found),
    )


def _walked(
    db: Connection, wanted: Wanted, order: Column, descending: bool, today: date, bands: Bands
) -> Register:
    """The same of what is open, in one walk: what has a letter in it is soon most of them."""
    query, words = conditions.with_words(db, wanted.words)
    free = wanted._replace(cell=None, bands=frozenset(), unassessed=False)
    where, values = conditions.condition(db, free, today, bands, f"+id IN ({query})")
    walk = _WALK.format(where=where, kind=wanted.kind or RiskKind.THREAT)
    cells = [_Cell(Rating(p, i), *of) for p, i, *of in db.execute(walk, values | words).fetchall()]
    rated = {(p, i): it.risks for it in cells for p, i in [it.rating] if p and i}
    heat = Heat(rated, sum(it.risks for it in cells) - sum(rated.values()))
    shown = [it for it in cells if _is_shown(it.rating, wanted, bands)]
    found = [pk for it in sorted(shown, key=_place) for pk in it.ids]
    every = set(found)
    if order is not Column.SCORE or not descending:
        plainly = wanted._replace(words=())
        found = [pk for pk in ids(db, plainly, order, descending, today, bands) if pk in every]
    lapsed = db.execute(_LAPSED, {"today": str(today)}).fetchall()
    figures = Figures(
        len(every), int(sum(it.exposure_cents for it in shown)),
        len(every.intersection(reviews(db, today, 0))),
        sum(it.risks for it in shown if it.rating.score is None),
        len(every.intersection(pk for (pk,) in lapsed)), db.execute(_OF_ALL).fetchone()[0],
    )  # fmt: skip
    return Register(figures, heat, found)


class _Cell(NamedTuple):
    """The risks of a cell; those with no score are in one for each impact, and in one without."""

    rating: Rating
    risks: int
    exposure_cents: float
    listed: str

    @property
    def ids(self) -> list[int]:
        return sorted(map(int, self.listed.split(",")))


def _place(cell: _Cell) -> tuple[int, int]:
    """As `risk_conditions.order` has them: of those with no score that with an impact first."""
    return -(cell.rating.score or 0), -(cell.rating.impact or 0)


def _is_shown(rating: Rating, wanted: Wanted, bands: Bands) -> bool:
    """Whether risks that are rated so are wanted."""
    return (
        (wanted.cell is None or wanted.cell == tuple(rating))
        and (not wanted.bands or band(rating, bands) in wanted.bands)
        and (not wanted.unassessed or rating.score is None)
    )


def ids(
    db: Connection, wanted: Wanted, order: Column, descending: bool, today: date, bands: Bands
) -> list[int]:
    """The risks that fit. What has nothing to be sorted by stands last, both ways."""
    return _ids(db, wanted, order, descending, today, bands)


def _ids(
    db: Connection, wanted: Wanted, order: Column, descending: bool, today: date, bands: Bands,
    found: str = "",
) -> list[int]:  # fmt: skip
    where, values = conditions.condition(db, wanted, today, bands, found)
    by = conditions.order(order, bands, descending=descending)
    way = "NOT INDEXED" if order in _WIDE else ""
    row = db.execute(_IDS.format(way, where, by), values).fetchone()
    return [int(pk) for pk in row[0].split(",")] if row[0] else []


def figures(db: Connection, wanted: Wanted, today: date, bands: Bands = BANDS) -> Figures:
    """What the head says of the open ones among those that fit, whatever statuses are wanted."""
    return _figures(db, wanted, today, bands)


def _figures(db: Connection, wanted: Wanted, today: date, bands: Bands, found: str = "") -> Figures:
    wanted = wanted._replace(statuses=OPEN)
    where, values = conditions.condition(db, wanted, today, bands, found)
    query = _FIGURES.format(where=where, kind=wanted.kind or RiskKind.THREAT)
    opened, exposure, due, undated, unassessed, lapsed = db.execute(query, values).fetchone()
    of_all = db.execute(_OF_ALL).fetchone()[0]
    return Figures(opened, int(exposure), due + undated, unassessed, lapsed, of_all)


def heat(db: Connection, wanted: Wanted, view: View, today: date) -> Heat:
    """The map of those that fit, whatever its own cells filter: `cell`, `bands`, `unassessed`."""
    return _heat(db, wanted._replace(view=view), today)


def _heat(db: Connection, wanted: Wanted, today: date, found: str = "") -> Heat:
    wanted = wanted._replace(cell=None, bands=frozenset(), unassessed=False)
    where, values = conditions.condition(db, wanted, today, BANDS, found)
    rows = db.execute(_HEAT.format(*conditions.RATED[wanted.view], where), values).fetchall()
    cells = {(p, i): count for p, i, count in rows if p is not None and i is not None}
    return Heat(cells, sum(count for _, _, count in rows) - sum(cells.values()))


def detail(db: Connection, risk_id: int) -> Detail:
    """A risk that is not there has nothing."""
    linked = (risk_ref(risk_id),)
    flags = "SELECT project_id, key FROM flag_link WHERE target = ? ORDER BY id"
    actions = task_rows(db, f"{_LINKED.format('task')} ORDER BY id", linked)
    return Detail(
        risk_rows.assessments(db, 'risk_id = ? ORDER BY "on" DESC, id DESC', (risk_id,)),
        [task for task, _ in actions],
        block_rows(db, _LINKED.format("block"), linked),
        [(project_id, key) for project_id, key in db.execute(flags, linked).fetchall()],
        risk_rows.issues(db, "risk_id = ? ORDER BY id", (risk_id,)),
    )


def reviews(db: Connection, today: date, days: int = conditions.WEEK.days) -> list[int]:
    """The open risks whose review is overdue or due within so many days, oldest first. One that
    was never reviewed, or is not assessed, and has no date for it is due today."""
    values = {"today": str(today), "last": str(today + timedelta(days=days))}
    return [pk for pk, _ in db.execute(_REVIEWS, values).fetchall()]
