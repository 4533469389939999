"""The burn-down as a page: the score beside its planned line and the exposure, over time; the same
in numbers; what contributes most to the contingency reserve."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from infraday.domain import line_chart, text
from infraday.domain.burn_down import Point
from infraday.domain.line_chart import ACTUAL, ACTUAL_ROLE, PLANNED, PLANNED_ROLE
from infraday.domain.money import say_money_short
from infraday.domain.picture import Line, fill, spread
from infraday.domain.refs import risk_ref
from infraday.domain.when import MONTHS

MOST_DATES = 6
LOW, TALL = 14, 28  # rows of a page: below, one chart is in sight; from there on, the table too
HIGHEST = 12  # rows of a chart at most
BAR = 16  # cells
EMPTY = "No risk was ever open here, so nothing has burnt down yet."


class Share(NamedTuple):
    """What a risk contributes to the reserve in cents; an opportunity below zero."""

    risk_id: int
    title: str
    exposure_cents: int


class BurnDown(NamedTuple):
    """What the page shows of one project, or of all: one point a day, in the order of days. Only
    those up to `today` have a score."""

    threats: Sequence[Point]
    opportunities: Sequence[Point]
    top: Sequence[Share]
    reserve_cents: int
    today: date


class Sheet(NamedTuple):
    """How large the page is, and whether it is drawn with plain signs only."""

    cells: int
    rows: int
    plain: bool = False


def page(shown: BurnDown, sheet: Sheet) -> list[Line]:
    """All lines of the page, the charts as high as there is room for; what is below is scrolled
    to."""
    points = shown.threats
    if not points:
        return [(), ((EMPTY, "muted"),)]
    rows = _chart_rows(sheet.rows)
    scores = [point.score for point in points]
    plans = [point.planned_score for point in points]
    money = [None if it.exposure_cents is None else it.exposure_cents // 100 for it in points]
    gutter = max(map(len, (_number(_most(scores, plans)), _number(_most(money)))))
    lines = [_head(shown, sheet.cells), *_scale(scores, plans, gutter, sheet, rows)]
    lines += [_axis(shown, gutter, sheet.cells), _dates(shown, gutter, sheet.cells), ()]
    lines += [_money_head(shown, sheet.cells), *_scale(money, (), gutter, sheet, rows)]
    lines += [_axis(shown, gutter, sheet.cells), ()]
    return [*lines, *_numbers(shown, sheet.cells), (), *_reserve(shown, sheet.cells)]


def _chart_rows(rows: int) -> int:
    room = rows - 4 if rows < LOW else (rows - 6) // 2 if rows < TALL else (rows - 18) // 2
    return min(HIGHEST, max(2, room))


def _most(*lines: line_chart.Values) -> int:
    return max((value for line in lines for value in line if value is not None), default=0)


def _number(value: int | None) -> str:
    return "–" if value is None else say_money_short(value * 100)


def said(points: Sequence[Point], of: Callable[[Point], int | None], today: date) -> str:
    """`184 → 97 since 1 Sep`."""
    past = [point for point in points if point.on <= today]
    if not past:
        return "–"
    first, last = _number(of(past[0])), _number(of(past[-1]))
    return f"{first} → {last} since {_day(past[0].on, today)}"


def _day(on: date, today: date) -> str:
    short = f"{on.day} {MONTHS[on.month - 1][:3]}"
    return short if on.year == today.year else f"{short} {on.year}"


def _at(points: Sequence[Point], on: date) -> Point:
    """The point of a date, or the nearest there is."""
    return min(points, key=lambda point: abs((point.on - on).days))


def _head(shown: BurnDown, cells: int) -> Line:
    now = _at(shown.threats, shown.today)
    course = said(shown.threats, lambda it: it.score, shown.today)
    words = f"{course}, planned {now.planned_score}"
    legend: Line = (
        (f" {ACTUAL[0]}", ACTUAL_ROLE), (" actual  ", "muted"),
        (PLANNED[0], PLANNED_ROLE), (" planned", "muted"),
    )  # fmt: skip
    left: Line = (("Score  ", "title"), (words, "text"))
    if len(words) + 32 > cells:
        return fill(left, cells)
    return spread(left, legend, cells)


def _money_head(shown: BurnDown, cells: int) -> Line:
    def money(it: Point) -> int | None:
        return None if it.exposure_cents is None else it.exposure_cents // 100

    course = said(shown.threats, money, shown.today)
    return fill((("Exposure  ", "title"), (course, "text")), cells)


def _scale(
    actual: line_chart.Values, planned: line_chart.Values, gutter: int, sheet: Sheet, rows: int
) -> list[Line]:
    """A chart beside its scale."""
    most = _most(actual, planned)
    drawn = line_chart.chart(
        actual, planned, most, sheet.cells - gutter - 2, rows, plain=sheet.plain
    )
    lines: list[Line] = []
    for y, line in enumerate(drawn):
        mark = _number(most) if y == 0 and most else "0" if y == rows - 1 else ""
        lines.append(((f"{mark:>{gutter}} ", "muted"), ("│", "edge"), *line))
    return lines


def _place(shown: BurnDown, cells: int) -> int:
    """The cell of a chart that today stands in."""
    last = len(shown.threats) - 1
    at = (min(shown.today, shown.threats[-1].on) - shown.threats[0].on).days
    return min(cells - 1, at * (cells - 1) // max(1, last)) if at >= 0 else 0


def _axis(shown: BurnDown, gutter: int, cells: int) -> Line:
    room = max(1, cells - gutter - 2)
    at = _place(shown, room)
    return ((f"{'':{gutter + 1}}┼{'─' * at}┴{'─' * (room - at - 1)}", "edge"),)


def _dates(shown: BurnDown, gutter: int, cells: int) -> Line:
    """The first date, today and the last under the axis, as far as they do not touch."""
    room = max(1, cells - gutter - 2)
    at = _place(shown, room)
    line = [" "] * room
    first, last = shown.threats[0].on, shown.threats[-1].on
    marks = [(max(0, min(at - 2, room - 5)), "today"), (0, _day(first, shown.today))]
    end = _day(last, shown.today)
    if last > shown.today:
        marks.append((room - len(end), end))
    for begin, words in marks:
        ends = begin + len(words)
        if begin >= 0 and ends <= room and not "".join(line[max(0, begin - 1) : ends + 1]).strip():
            line[begin:ends] = words
    return ((f"{'':{gutter + 2}}{''.join(line)}", "muted"),)


def _numbers(shown: BurnDown, cells: int) -> list[Line]:
    """The same as a table: a few dates, among them the first, today and the last."""
    columns = max(1, min(MOST_DATES, (cells - 14) // 12))
    dates = _chosen([point.on for point in shown.threats], shown.today, columns)
    threats = [_at(shown.threats, on) for on in dates]
    better = [_at(shown.opportunities, on) for on in dates] if shown.opportunities else []
    rows: list[tuple[str, list[str]]] = [
        ("", ["today" if on == shown.today else _day(on, shown.today) for on in dates]),
        ("Score", [_number(point.score) for point in threats]),
        ("Planned", [_number(point.planned_score) for point in threats]),
        ("Exposure", [_cents(point.exposure_cents) for point in threats]),
        ("Open", [_number(point.open) for point in threats]),
        ("Not assessed", [_number(point.unassessed) for point in threats]),
    ]
    if better:
        rows.append(("Opportunities", [_number(point.score) for point in better]))
    return [_table_row(label, numbers) for label, numbers in rows]


def _table_row(label: str, numbers: Sequence[str]) -> Line:
    role = "text" if label else "muted"
    return ((f"{label:<13}", "muted"), *((f"{number:>12}", role) for number in numbers))


def _cents(cents: int | None) -> str:
    return "–" if cents is None else say_money_short(cents)


def _chosen(days: Sequence[date], today: date, most: int) -> list[date]:
    """At most so many dates, evenly spread; today is always one of them."""
    last = len(days) - 1
    spread_out = {days[n * last // max(1, most - 1)] for n in range(most)}
    if today in days and today not in spread_out:
        near = min(spread_out, key=lambda day: (abs((day - today).days), day))
        spread_out = (spread_out - {near}) | {today}
    return sorted(spread_out)


def _reserve(shown: BurnDown, cells: int) -> list[Line]:
    """The contingency reserve, and what contributes most to it."""
    reserve = say_money_short(shown.reserve_cents)
    words = "exposure of open threats less that of opportunities"
    head: Line = (("Contingency reserve  ", "title"), (reserve, "text"))
    lines = [fill((*head, (f"  {words}" if cells >= 86 else "", "muted")), cells)]
    if not shown.top:
        return [*lines, fill((("No open risk has both a chance and a cost.", "muted"),), cells)]
    most = max(abs(share.exposure_cents) for share in shown.top)
    return lines + [_share(share, most, shown.reserve_cents, cells) for share in shown.top]


def _share(share: Share, most: int, reserve: int, cells: int) -> Line:
    """`R-004 Core switch late  ▇▇▇▇▇▇   120 000   39 %`."""
    amount = f"{say_money_short(share.exposure_cents):>12}"
    part = f"{share.exposure_cents * 100 / reserve:5.0f} %" if reserve > 0 else ""
    wide = cells >= 60
    full = -(-abs(share.exposure_cents) * BAR // max(1, most)) if wide else 0
    bar = f"  {'━' * full:<{BAR}}" if wide else ""
    role = "good" if share.exposure_cents < 0 else "accent"
    tail: Line = ((bar, role), (amount, "text"), (part, "muted"))
    room = cells - sum(text.width(run) for run, _ in tail) - 6
    return (
        (f"{risk_ref(share.risk_id)} ", "muted"),
        (text.fit(share.title, max(0, room)), "text"),
        *tail,
    )
