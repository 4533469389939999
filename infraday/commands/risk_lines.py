"""What a line says of a risk, and the whole of one, for people."""

from collections.abc import Iterable, Iterator
from datetime import date

from infraday.commands import facts
from infraday.domain import risk_rules
from infraday.domain.money import say_money
from infraday.domain.rating_picture import SIGNS, UNASSESSED, said
from infraday.domain.refs import issue_ref, risk_ref, task_ref
from infraday.domain.risk import OPEN, Bands, Rating, Response, RiskKind, band
from infraday.domain.risk_view import View
from infraday.domain.text import show, show_lines
from infraday.domain.when import say_date, say_day_short
from infraday.store.risk_lists import Detail
from infraday.store.risk_rows import AssessmentRow, IssueRow, RiskRow

_RATED = 14  # columns of `▲ 20 critical` and `? not assessed`
_LABEL = 16


def line(row: RiskRow, key: str | None, bands: Bands, today: date, view: View) -> str:
    """`▲ 20 critical  R-004  Core switch late  ·  @ana · mitigate · review overdue 3 d`."""
    rated = mark(_rating(row, view), bands)
    about = facts.line(f"{risk_ref(row.id):<5}", row.title, _facts(row, key, today))
    return f"{rated:<{_RATED}}  {about}"


def name(row: RiskRow) -> str:
    return f"{risk_ref(row.id)}  {show(row.title)}"


def mark(rated: Rating, bands: Bands) -> str:
    found = band(rated, bands)
    sign = SIGNS[found][0]
    return f"{sign} {UNASSESSED}" if found is None else f"{sign} {rated.score:>2} {found}"


def _rating(row: RiskRow, view: View) -> Rating:
    return {View.INHERENT: row.inherent, View.CURRENT: row.current, View.RESIDUAL: row.residual}[
        view
    ]


def _facts(row: RiskRow, key: str | None, today: date) -> Iterator[str]:
    if row.status not in OPEN:
        yield str(row.status)
    if row.kind is RiskKind.OPPORTUNITY:
        yield str(row.kind)
    if row.owner:
        yield f"@{show(row.owner)}"
    if row.response:
        yield _response(row, today)
    if row.status in OPEN:
        yield _review(row, today)
    if row.exposure_cents:
        yield say_money(row.exposure_cents)
    if key:
        yield f"#{show(key)}"


def _response(row: RiskRow, today: date) -> str:
    if row.response is not Response.ACCEPT or row.accept_until is None:
        return str(row.response)
    lapsed = risk_rules.has_lapsed(row.accept_until, row.response, today)
    return f"accept{', ran out' if lapsed else ' until'} {say_day_short(row.accept_until, today)}"


def _review(row: RiskRow, today: date) -> str:
    if row.next_review is None:
        return "no review" if row.last_reviewed else "never reviewed"
    if risk_rules.is_overdue(row.next_review, row.status, today):
        return f"review overdue {(today - row.next_review).days} d"
    return f"review {say_day_short(row.next_review, today)}"


def whole(
    row: RiskRow, key: str | None, detail: Detail, bands: Bands, today: date
) -> Iterator[str]:
    """All that is known of a risk, line by line."""
    yield line(row, key, bands, today, View.CURRENT)
    yield f"  {show(risk_rules.sentence(row))}"
    for label, words in _fields(row, bands):
        first, *rest = show_lines(words) or [""]
        yield f"  {label:<{_LABEL}} {first}".rstrip()
        yield from (f"  {'':<{_LABEL}} {more}".rstrip() for more in rest)
    for issue in detail.issues:
        yield f"  {'Issue':<{_LABEL}} {_issue(issue)}"
    for task in detail.actions:
        yield f"  {'Action':<{_LABEL}} {task_ref(task.id)} {show(task.title)}, {task.status}"
    for block in detail.blocks:
        yield f"  {'Block':<{_LABEL}} {say_date(block.day)} {show(block.activity)}"
    for then in detail.history:
        yield f"  {'History':<{_LABEL}} {_then(then, bands)}"


def _fields(row: RiskRow, bands: Bands) -> Iterable[tuple[str, str]]:
    pct = row.probability_pct
    known = (
        ("Status", str(row.status)),
        ("Kind", str(row.kind)),
        ("Category", row.category),
        ("Cause", row.cause),
        ("Event", row.event),
        ("Effect", row.effect),
        ("Inherent", said(row.inherent, bands) if any(row.inherent) else None),
        ("Current", said(row.current, bands)),
        ("Residual", said(row.residual, bands) if any(row.residual) else None),
        ("Probability", None if pct is None else f"{pct:g} %"),
        ("Cost", _money(row.impact_cost_cents)),
        ("Exposure", _money(row.exposure_cents)),
        ("Response", row.response),
        ("Plan", row.response_plan),
        ("Plan due", _day(row.response_due)),
        ("Response cost", _money(row.response_cost_cents)),
        ("Trigger", row.trigger),
        ("Proximity", row.proximity and row.proximity.replace("_", " ")),
        ("Contingency", row.contingency_plan),
        ("Fallback", row.fallback_plan),
        ("Accepted by", row.accepted_by),
        ("Accepted on", _day(row.accepted_on)),
        ("Accepted until", _day(row.accept_until)),
        ("Because", row.justification),
        ("Review every", row.review_every_days and f"{row.review_every_days} days"),
        ("Last reviewed", _day(row.last_reviewed)),
        ("Next review", _day(row.next_review)),
        ("Occurred", _day(row.occurred_on)),
        ("Lesson", row.lesson),
        ("Notes", row.notes),
        ("From", row.source),
        ("ID there", row.source_uid),
    )
    return ((label, str(words)) for label, words in known if words)


def _issue(issue: IssueRow) -> str:
    cost = _money(issue.actual_cost_cents)
    known = [str(issue.status), f"since {say_date(issue.occurred_on)}"]
    return ", ".join([issue_ref(issue.id), *known, *([f"cost {cost}"] if cost else [])])


def _then(then: AssessmentRow, bands: Bands) -> str:
    note = f": {show(then.note)}" if then.note else ""
    rated = mark(then.current, bands)
    return f"{say_date(then.on)}  {rated:<{_RATED}}  {then.status}, {then.occasion}{note}"


def _money(cents: int | None) -> str | None:
    return None if cents is None else say_money(cents)


def _day(day: date | None) -> str | None:
    return None if day is None else say_date(day)
