"""What stands beside the timeline, as pictures: the selected block, what waits, the footer."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime

from infraday.domain import RuleError, text
from infraday.domain.block import Kind, OutputState, Status
from infraday.domain.first_start import first_start
from infraday.domain.headline import Moment
from infraday.domain.picture import Line, Run, fill, spread, width
from infraday.domain.recurrence_words import say
from infraday.domain.refs import block_ref, task_ref
from infraday.domain.rows import Block, DayRows, Linked, Waiting
from infraday.domain.task import TaskStatus
from infraday.domain.timeline import free_gaps
from infraday.domain.timeline_picture import glyph, project_mark
from infraday.domain.when import say_day_short, say_minutes, say_time
from infraday.domain.windows import Window, around, windows

LABEL = 10  # columns of a label in the detail
NONE = "–"


def say_span(block: Block, day: date) -> str:
    """`09:00 – 10:00`, `22:00 – 02:00 +1`, `all day`, with the day where it is another one."""
    if block.start is None or block.end is None:
        if block.end_day > block.day:
            return f"{say_day_short(block.day, day)} – {say_day_short(block.end_day, day)}"
        return "all day"
    days = (block.end_day - block.day).days
    span = f"{say_time(block.start)} – {say_time(block.end)}{f' +{days}' if days else ''}"
    return span if block.day == day else f"{say_day_short(block.day, day)} {span}"


def detail(
    block: Block, rows: DayRows, moment: Moment, cells: int, height: int, *, clashing: bool
) -> list[Line]:
    """The selected block: what it is for, what it must produce, what it did produce."""
    if height <= 1:
        return [_one_line(block, rows, moment, cells)][:height]
    lines = _title(block, rows.day, cells, 1 if height < 8 else 2)
    rule = _say_rule(block, rows)
    facts, fields = _facts(block, rows, moment, rule, clashing), _fields(block, rows, moment)
    if block.series_id in rows.rules and width(facts) > cells:  # it gets a line of its own
        facts = _facts(block, rows, moment, "", clashing)
        fields.insert(0, ("Repeats", rule.removeprefix("↻ ")))
    lines.append(facts)
    if len(fields) + len(lines) > height:  # what is there before what is not
        fields = [field for field in fields if field[1] != NONE]
    if height >= len(fields) + len(lines) + 2:
        lines.append(())
    for i, (label, words) in enumerate(fields):
        left = height - len(lines) - (len(fields) - i - 1)
        lines += _field(label, words, cells, max(1, left))
    shown = [fill(line, cells) for line in lines[:height]]
    if len(lines) > height:
        shown[-1] = spread(shown[-1], ((" …", "muted"),), cells)
    return shown


def _title(block: Block, day: date, cells: int, most: int) -> list[Line]:
    """The activity with its time at the right, or below it in a narrow pane."""
    when = say_span(block, day)
    beside = cells >= len(when) + 14
    wrapped = text.wrap(block.activity, cells - len(when) - 2 if beside else cells, most) or [""]
    first, *more = wrapped
    lines: list[Line] = [((line, "title"),) for line in more]
    if not beside:
        return [((first, "title"),), *lines, ((when, "text"),)]
    return [spread(((first, "title"),), ((f"{when} ", "text"),), cells), *lines]


def _field(label: str, words: str, cells: int, most: int) -> list[Line]:
    """A label and its words, wrapped beside it; with little room after it."""
    if cells < LABEL + 12:
        return [((line, "text"),) for line in text.wrap(f"{label}: {words}", cells, most)]
    first, *more = text.wrap(words, cells - LABEL - 1, most) or [""]
    role = "muted" if words == NONE else "text"
    lines: list[Line] = [((f"{label:<{LABEL}}", "muted"), (first, role))]
    return lines + [((" " * LABEL, "muted"), (line, role)) for line in more]


def _one_line(block: Block, rows: DayRows, moment: Moment, cells: int) -> Line:
    sign, role = glyph(block, moment.now)
    words = block.output_note or block.output or block.purpose or ""
    arrow = f" → {text.clip(words, max(1, cells))}" if words else ""
    return fill(((f" {sign} ", role), (f"{say_span(block, rows.day)}{arrow}", "muted")), cells)


def _facts(block: Block, rows: DayRows, moment: Moment, rule: str, clashing: bool) -> Line:
    sign, role = glyph(block, moment.now)
    state = f"{sign} {block.status.value}"
    if block.output_state is OutputState.PARTIAL:
        state = f"{sign} done, output partial"
    elif sign == "◷":
        state = "◷ late, active" if block.status is Status.ACTIVE else "◷ late"
    words = [block_ref(block.id)]
    words += [
        word
        for word, shown in (
            (block.kind.value.replace("_", "-"), block.kind is not Kind.OTHER),
            (rule, bool(rule)),
            ("◆ fixed", block.fixed),
            ("+ unplanned", block.unplanned),
        )
        if shown
    ]
    project = rows.projects.get(block.project_id or 0)
    mark = project_mark(project.key, project.id) if project else ()
    line: Line = ((state, role), (" · " + " · ".join(words), "muted"))
    if mark:
        line += ((" · ", "muted"), *mark)
    return (*line, (" · ≋ clash", "warn")) if clashing else line


def _say_rule(block: Block, rows: DayRows) -> str:
    """`↻ every weekday`; one that has a row of its own says so. Nothing of what does not repeat."""
    if block.series_id is None:
        return ""
    said = "↻ recurring"
    if rule := rows.rules.get(block.series_id or 0):
        with suppress(RuleError):  # written by another program
            one = " · one of a series" if block.id > 0 else ""
            said = f"↻ {say(*rule)}{one}"
    return said


def _fields(block: Block, rows: DayRows, moment: Moment) -> list[tuple[str, str]]:
    fields = []
    if block.purpose or block.output or block.kind is not Kind.BREAK:
        fields.append(("Purpose", block.purpose or NONE))
        fields.append(("Output", block.output or NONE))
    if inside := around(block, windows(rows.blocks)):
        said = (_say_window(window, moment.today) for window in inside)
        fields.append(("Falls in", "\n".join(said)))
    if block.status is Status.DONE or block.output_note:
        none = "nothing" if block.output_state is OutputState.NONE else NONE
        fields.append(("Produced", block.output_note or none))
    if block.actual_start:
        begun = say_time((block.actual_start).astimezone().time())
        ended = say_time(block.actual_end.astimezone().time()) if block.actual_end else ""
        fields.append(("Actual", f"{begun} – {ended}"))
    links = rows.links.get(block.id, ())
    if links:
        fields.append(("Links", "\n".join(_say_link(link, moment.today) for link in links)))
    if block.notes:
        fields.append(("Notes", block.notes))
    return fields


def _say_window(window: Window, today: date) -> str:
    until = f", until {say_day_short(window.last, today)}" if window.last > window.first else ""
    return f"{window.activity}{until}"


def _say_link(link: Linked, today: date) -> str:
    due = f"  due {say_day_short(link.due, today)}" if link.due else ""
    return f"{link.ref} {link.title}{due}".rstrip()


def plain_text(block: Block, rows: DayRows) -> list[str]:
    """A block as text to paste elsewhere, as it was typed."""
    project = rows.projects.get(block.project_id or 0)
    head = f"{block_ref(block.id)} {block.day} {say_span(block, block.day)} {block.activity}"
    fields = (
        ("Project", project and project.key),
        ("Purpose", block.purpose),
        ("Output", block.output),
        ("Produced", block.output_note),
        ("Notes", block.notes),
    )
    return [head, *(f"{label}: {words}" for label, words in fields if words)]


def free_detail(
    at: datetime, rows: DayRows, moment: Moment, suggestion: Waiting | None, cells: int, height: int
) -> list[Line]:
    """What one can do with free time; in a new plan, where to begin."""
    if rows.is_new:
        return first_start(moment.key_of, cells, height)
    gap = next(
        (g for g in free_gaps(rows, moment.now, moment.hours) if g.begin <= at < g.end), None
    )
    until = f" – {say_time(gap.end.time())}" if gap else ""
    head = f"Free {say_time(at.time())}{until}"
    if height <= 1:
        add, enter = moment.key_of("block.add"), moment.key_of("block.open")
        task = (
            f" · {enter}: {task_ref(suggestion.task.id)}"
            if suggestion
            else f" · {add} adds a block"
        )
        return [fill(((f" {head}{task}", "muted"),), cells)][:height]
    lines: list[Line] = [((head, "title"),), ()]
    if suggestion:
        enter = moment.key_of("block.open")
        words = f"{enter}  place {task_ref(suggestion.task.id)} {suggestion.task.title}"
        lines.append(((text.clip(words, cells), "text"),))
    keyed = [("block.add", "add a block here")]
    if not rows.blocks:
        keyed.append(("template.lay", "lay a template over the day"))
    keyed.append(("capture.open", "capture a task or a block in one line"))
    lines += [((f"{moment.key_of(action)}  {words}", "muted"),) for action, words in keyed]
    return [fill(line, cells) for line in lines[:height]]


def mark_of(wait: Waiting) -> Run:
    """`‼` important and urgent, `!` important, `»` urgent."""
    if wait.task.important:
        return ("‼ ", "urgent") if wait.urgent else ("! ", "warn")
    return ("» ", "warn") if wait.urgent else ("  ", "muted")


def waiting_title(rows: DayRows, moment: Moment, cells: int) -> Line:
    minutes = sum(rest for wait in rows.waiting if (rest := remaining(wait)))
    free = sum(gap.minutes for gap in free_gaps(rows, moment.now, moment.hours))
    more = "+" if rows.waiting_more else ""
    count = f" {len(rows.waiting)}{more}" if rows.waiting else ""
    left: Line = (("To place", "title"), (count, "muted"))
    total = f"{say_minutes(minutes)}{more}" if minutes else ""
    say_free = f"{say_minutes(free)} free" if moment.hours is not None else ""
    both = " · ".join(filter(None, (total, say_free)))
    said = both if width(left) + text.width(both) + 2 <= cells else total or say_free
    return spread(left, ((f" {said} ", "muted"),) if said else (), cells)


def remaining(wait: Waiting) -> int | None:
    """Minutes of work left; None without an estimate."""
    estimate = wait.task.estimate_minutes
    return None if estimate is None else max(0, estimate - wait.worked_minutes)


def waiting_line(wait: Waiting, moment: Moment, cells: int) -> Line:
    """A task that waits for a slot: mark, ref, title, what is left of it, when it is due."""
    task = wait.task
    due = say_day_short(task.due, moment.today) if task.due else ""
    late = task.due is not None and task.due < moment.today
    if late:
        due = f"over {due}" if cells >= 50 else f"◷ {due}"
    elif due and cells >= 50:
        due = f"due {due}"
    rest = remaining(wait)
    left = say_minutes(rest) if rest is not None else ""
    tail: Line = ()
    if cells >= 34:
        columns = 12 if cells >= 50 else 8
        tail = (
            (f" {left:>6} " if left else " ", "text"),
            (f"{text.clip(due, columns):>{columns}} ", "urgent" if late else "muted"),
        )
    elif due:
        tail = ((f" {text.clip(due, 8)} ", "urgent" if late else "muted"),)
    inbox = "muted" if task.status is TaskStatus.INBOX else "text"
    head: Line = (
        mark_of(wait),
        (f"{task_ref(task.id)} ", "muted"),
        (text.clip(task.title, cells), inbox),
    )
    return spread(head, tail, cells)


def waiting(rows: DayRows, moment: Moment, cells: int, height: int, top: int = 0) -> list[Line]:
    """What waits for a slot, from the line `top` on, below its title."""
    if height <= 0:
        return []
    lines = [waiting_title(rows, moment, cells)]
    if not rows.waiting:
        words = f"Nothing waits. {moment.key_of('capture.open')} captures a task."
        lines.append(fill(((words, "muted"),), cells))
    shown = rows.waiting[top : top + height - 1]
    lines += [waiting_line(wait, moment, cells) for wait in shown]
    return lines[:height]


def footer(hints: Sequence[tuple[str, str]], cells: int) -> Line:
    """Key hints, as many as fit whole; the last one always does."""
    *first, last = hints or [("", "")]
    room = cells - text.width(f" {last[0]} {last[1]} ")
    line: list[Run] = []
    for key, label in first:
        room -= text.width(f" {key} {label} ")
        if room < 0:
            break
        line += [(f" {key}", "key"), (f" {label} ", "muted")]
    return fill((*line, (f" {last[0]}", "key"), (f" {last[1]} ", "muted")), cells)
