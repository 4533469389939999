"""The review flow as pictures: the header, what is asked of a risk, the end of the run."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from infraday.domain import rating_picture, review_run, risk_typed, text
from infraday.domain.picture import Line, fill, flags_raised, spread, width
from infraday.domain.review_run import Reviewed, Verdict
from infraday.domain.risk import Bands
from infraday.domain.when import say_date

EDGE = 3  # columns before the text
LABEL = 9
NARROW = 66  # columns below which a rating is said by its signs alone
ROOMY = 16  # rows of a screen below which every line counts

Keys = Callable[[str], str]
"""The key of an action, by its id."""


class Progress(NamedTuple):
    """How far a run is; `overdue` counts those that are left and late."""

    number: int
    total: int
    left: int
    overdue: int
    raised: int = 0  # red flags


def header(progress: Progress, note: str, cells: int) -> Line:
    """`3 of 7 · 2 overdue`."""
    left: Line = (
        (" Review", "title"),
        *(((f"  {note}", "warn"),) if note else ()),
        *flags_raised(progress.raised),
    )
    if not progress.total:
        return fill(left, cells)
    if not progress.left:
        return spread(left, ((f"  {progress.total} reviewed ", "text"),), cells)
    late = f" · {progress.overdue} overdue" if progress.overdue else ""
    place = f"  {progress.number} of {progress.total}"
    if progress.number > progress.total:
        place = f"  {progress.left} left"
    return spread(left, ((place, "text"), (f"{late} ", "warn")), cells)


class Asked(NamedTuple):
    """What the questions are put with."""

    today: date
    bands: Bands
    key_of: Keys
    cells: int


def questions(risk: Reviewed, verdict: Verdict, asked: Asked) -> list[Line]:
    """Still true? The score, the status, the next review: each as it is, or as it would be
    saved."""
    say = rating_picture.said if asked.cells >= NARROW else rating_picture.short
    after = say(verdict.rating, asked.bands) if verdict.rating else ""
    score, role = _change(say(risk.current, asked.bands), after)
    levels = risk_typed.say_levels(verdict.rating or risk.current)
    if levels and asked.cells >= 76:
        score = f"{score} · {levels}"
    status, status_role = _change(risk.status, verdict.status or "")
    again = review_run.next_review(risk, verdict, asked.today, asked.bands)
    days = (again - asked.today).days
    when = f"{say_date(again)} · in {days} days" if days > 1 else say_date(again)
    rate = " ".join(asked.key_of(f"review.{it}") for it in RATES)
    found = [
        _question("Score", score, role, rate, asked.cells),
        _question("Status", status, status_role, asked.key_of("review.status"), asked.cells),
        _question("Next", when, "accent" if verdict.next_review else "text",
                  asked.key_of("review.next"), asked.cells),
    ]  # fmt: skip
    if verdict.note:
        note = text.clip(verdict.note, asked.cells)
        found.append(_question("Note", note, "accent", asked.key_of("review.note"), asked.cells))
    return [_still(verdict, asked), *found]


RATES = ("probability_up", "probability_down", "impact_up", "impact_down")


def _change(before: str, after: str) -> tuple[str, str]:
    return (f"{before} → {after}", "accent") if after else (before, "text")


def _question(label: str, words: str, role: str, key: str, cells: int) -> Line:
    head: Line = ((" " * EDGE, "text"), (f"{label:<{LABEL}}", "muted"), (words, role))
    return spread(head, ((f"  {key} ", "key"),), cells)


def _still(verdict: Verdict, asked: Asked) -> Line:
    """`▸ Still true?  enter: reviewed`, or that what was changed is saved with it."""
    key = asked.key_of("review.confirm")
    says = "reviewed" if verdict == Verdict() else "reviewed, and saved as it stands here"
    line: Line = (
        (" ▸ ", "accent"), ("Still true?  ", "title"), (key, "key"), (f" {says}", "text"),
    )  # fmt: skip
    no: Line = (
        ("   no: ", "muted"), (asked.key_of("review.close"), "key"), (" close  ", "muted"),
        (asked.key_of("review.occur"), "key"), (" it occurred", "muted"),
    )  # fmt: skip
    fits = width(line) + width(no) <= asked.cells
    return fill((*line, *no) if fits else line, asked.cells)


def end(progress: Progress, said: str, block: str, cells: int, key_of: Keys) -> list[Line]:
    """The page after the last risk: what was done, and the block that it was for."""
    undecided = progress.left
    if not progress.total:
        words = "No risk is due for review."
    elif undecided:
        risks = "1 risk stays" if undecided == 1 else f"{undecided} risks stay"
        words = f"{risks} to be looked at."
    else:
        words = "All that were due have been looked at."
    lines: list[Line] = [(), ((words, "title"),)]
    lines += [((line, "text"),) for line in text.wrap(said, max(8, cells - 2 * EDGE))]
    lines.append(())
    closes = f"close the block {text.clip(block, 40)}, with this as its output" if block else "back"
    for action, does in (
        ("review.confirm", closes),
        ("review.before", "back to the risk before; its answer is taken back"),
        ("review.add", "add a risk"),
        ("app.back", "leave"),
    ):
        if action == "review.before" and not progress.total:
            continue
        lines.append(((f"{key_of(action):<10} ", "key"), (does, "muted")))
    return [fill(((" " * EDGE, "text"), *line), cells) for line in lines]
