"""The Triage screen as pictures: the header, the item that is asked about, what comes after it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from infraday.domain import text, triage_signals
from infraday.domain.intake import read_mark, say_when
from infraday.domain.matrix import Quadrant
from infraday.domain.matrix_picture import SIGNS
from infraday.domain.picture import Line, Region, Run, fill, flags_raised, spread, width
from infraday.domain.task import TaskStatus, remaining
from infraday.domain.timeline_picture import project_mark
from infraday.domain.triage import QUADRANTS, WORDS, Item, Origin, Suggestion
from infraday.domain.when import say_day_short, say_minutes, say_near

ROOMY = 16  # rows below which every line counts
EDGE = 3  # columns before the text
SHORT = {Quadrant.ELIMINATE: "Elim", Quadrant.SCHEDULE: "Sched", Quadrant.DELEGATE: "Deleg"}


class TriageFrame(NamedTuple):
    """Where the parts stand. A part without room has no height."""

    header: Region
    rule: Region
    body: Region
    foot: Region
    footer: Region


class Progress(NamedTuple):
    """How far a run is. `counts` is what is left of each origin, `raised` the raised red flags."""

    number: int
    total: int
    counts: Mapping[Origin, int]
    raised: int = 0


def frame(columns: int, rows: int) -> TriageFrame:
    roomy = rows >= ROOMY
    top, bottom = (2, 2) if roomy else (1, 1)
    return TriageFrame(
        Region(0, 0, columns, 1),
        Region(0, 1, columns, int(roomy)),
        Region(0, top, columns, max(0, rows - top - bottom)),
        Region(0, rows - 2, columns, int(roomy)),
        Region(0, rows - 1, columns, int(rows > 3)),
    )


def rule(cells: int) -> Line:
    return ((f" {'─' * (cells - 2)} ", "faint"),)


def header(progress: Progress, note: str, cells: int) -> Line:
    """`12 of 41 · 9 overnight · 29 inbox`: where one is, and what is left of each origin."""
    left: Line = (
        (" Triage", "title"),
        *(((f"  {note}", "warn"),) if note else ()),
        *flags_raised(progress.raised),
    )
    if not progress.total:
        return fill(left, cells)
    counts = [
        _counted(origin, count) for origin in Origin if (count := progress.counts.get(origin))
    ]
    place = f"{progress.number} of {progress.total}" if counts else f"{progress.total} decided"
    for parts in (counts, []):
        right = " · ".join((place, *parts))
        if width(left) + text.width(right) + 3 <= cells:
            break
    return spread(left, ((f"  {right} ", "text"),), cells)


def _counted(origin: Origin, count: int) -> str:
    """`3 reviews`, `1 review`."""
    return f"{count} {origin.removesuffix('s') if count == 1 else origin}"


def card(item: Item, slot: str, today: date, cells: int, height: int) -> list[Line]:
    """The item: what it says, where it comes from, what is known of it, and its notes as far as
    there is room."""
    room = max(8, cells - 2 * EDGE)
    lines = _title(item, today, room, 3 if height > 7 else 2 if height > 3 else 1)
    lines.append(facts(item, slot, today, room))
    notes = _notes(item, room, height - len(lines) - 1)
    lines += [((line, "muted"),) for line in notes]
    return [fill(((" " * EDGE, "text"), *line), cells) for line in lines[:height]]


def _title(item: Item, today: date, cells: int, most: int) -> list[Line]:
    origin = say_origin(item, today)
    beside = cells >= text.width(origin) + 40
    room = cells - text.width(origin) - 2 if beside else cells
    first, *more = text.wrap(item.task.title, room, most) or [""]
    rest: list[Line] = [((line, "title"),) for line in more]
    if beside:
        return [spread(((first, "title"),), ((origin, "muted"),), cells), *rest]
    return [((first, "title"),), *rest, ((origin, "muted"),)]


def say_origin(item: Item, today: date) -> str:
    """`overnight, 02:11`, `carried over from Fri 20 Nov`, `inbox, since yesterday`."""
    if item.signal:
        return triage_signals.say_origin(item.signal, today)
    if item.origin is Origin.CARRIED:
        return f"carried over from {say_near(item.was_for, today)}" if item.was_for else "carried"
    if item.origin is Origin.CHASE:
        return f"chase due {say_near(item.chase_on, today)}"
    if mark := read_mark(item.task.notes):
        return say_when(mark, today) or f"from {text.clip(mark.source, 24)}"
    return f"{item.origin}, since {say_near(item.created_on, today)}"


def facts(item: Item, slot: str, today: date, cells: int) -> Line:
    """Ref, slot, project, due date, what is left of it, owner; as many as fit."""
    task = item.task
    left = remaining(task.estimate_minutes, item.worked_minutes)
    known = triage_signals.say_facts(item.signal) if item.signal else []
    runs: list[Line] = [((item.name, "muted"),)] if task.id else []
    runs += [((text.clip(fact, 30), "muted"),) for fact in known]
    if slot:
        runs.append(((f"slot {slot}", "good"),))
    if item.project:
        runs.append(project_mark(item.project, task.project_id))
    if task.due:
        late = task.due < today
        word = "overdue since" if late else "due"
        runs.append(((f"{word} {say_day_short(task.due, today)}", "urgent" if late else "text"),))
    if left is not None:
        runs.append(((say_minutes(left), "text"),))
    if task.owner:
        to = "→ " if task.status is TaskStatus.WAITING else "@"
        runs.append(((f"{to}{text.clip(task.owner, 20)}", "text"),))
    line: list[Run] = []
    for place, run in enumerate(runs):
        between = 3 if place else 0
        if width(tuple(line)) + between + width(run) > cells:
            break
        line += ([(" · ", "muted")] if place else []) + list(run)
    return tuple(line)


def _notes(item: Item, cells: int, most: int) -> list[str]:
    """What the notes say, without the line that Triage itself reads, and more than the title."""
    notes = item.task.notes or (item.signal.notes if item.signal else "")
    if read_mark(notes):
        notes = notes.partition("\n")[2]
    notes = "" if notes.strip() == item.task.title.strip() else notes
    return text.wrap(notes, cells, most) if notes.strip() and most > 0 else []


def choices(suggested: Quadrant, keys: Sequence[str], cells: int) -> list[Line]:
    """The four quadrants with their keys; the suggested one stands out."""
    words = [WORDS[it] for it in QUADRANTS]
    if sum(map(len, words)) + 2 * 4 + 3 * 2 + 2 > cells:
        words = [SHORT.get(it, WORDS[it]) for it in QUADRANTS]
    found: list[Line] = []
    for key, word, quadrant in zip(keys, words, QUADRANTS, strict=True):
        here = quadrant is suggested
        sign, role = SIGNS[quadrant]
        mark: Line = ((f"{sign} ", role),) if cells >= 80 else ()
        found.append((*mark, (key, "key"), (f" {word}", "title" if here else "muted")))
    return found


def reason(found: Suggestion, key: str, cells: int, most: int) -> list[Line]:
    """`▸ suggested 1: severity critical, service of dc-move`."""
    number = QUADRANTS.index(found.quadrant) + 1
    words = f"suggested {number}: {found.because}"
    tail = f"   {key} takes it"
    lines = text.wrap(words, max(8, cells - EDGE - 3), most)
    out: list[Line] = []
    for place, line in enumerate(lines):
        head = "▸ " if place == 0 else "  "
        shown: Line = ((" " * EDGE, "text"), (head, "accent"), (line, "text"))
        if place == len(lines) - 1 and width(shown) + len(tail) <= cells:
            shown = (*shown, (tail, "muted"))
        out.append(fill(shown, cells))
    return out


def coming(items: Sequence[Item], today: date, cells: int, height: int) -> list[Line]:
    """What is asked about after this one, a line each."""
    if height < 2 or not items:
        return []
    lines: list[Line] = [((" " * EDGE, "text"), ("then", "muted"))]
    for item in items[: height - 1]:
        head: Line = ((" " * EDGE, "text"), (text.clip(item.task.title, cells), "muted"))
        origin = say_origin(item, today) if cells >= 60 else ""
        lines.append(spread(head, ((f"  {origin}   ", "muted"),), cells))
    return [fill(line, cells) for line in lines]


def end(progress: Progress, skipped: int, cells: int, key_of: Callable[[str], str]) -> list[Line]:
    """The page after the last item; `key_of` names the key of an action by its id."""
    if not progress.total:
        words = "Nothing waits for a decision."
    elif skipped:
        words = f"{skipped} items stay as they are." if skipped > 1 else "1 item stays as it is."
    elif progress.total > 1:
        words = f"All {progress.total} items have their place."
    else:
        words = "The item has its place."
    lines: list[Line] = [(), ((words, "title"),), ()]
    for action, does in (
        ("triage.take", "the plan: what is to be done now, laid into today"),
        ("triage.before", "back to the item before"),
        ("triage.report", "paste a report of last night"),
        ("capture.open", "capture a task"),
        ("app.back", "leave"),
    ):
        lines.append(((f"{key_of(action):<10} ", "key"), (does, "muted")))
    return [fill(((" " * EDGE, "text"), *line), cells) for line in lines]
