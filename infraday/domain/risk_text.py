"""A risk in words: what is pending, what stands below the register, what is copied."""

from collections.abc import Sequence
from datetime import date

from infraday.domain import rating_picture, text
from infraday.domain.refs import risk_ref
from infraday.domain.risk import Bands, Rating
from infraday.domain.risk_row import Risk, review
from infraday.domain.risk_view import View
from infraday.domain.rows import Project
from infraday.domain.spark import sampled, spark
from infraday.domain.when import say_day_short

SAMPLES = 16  # bars of a burn-down in one line


def pending(ref: str, view: View, before: Rating, after: Rating, bands: Bands) -> str:
    """`R-004 4×5 ▲ 20 critical → 3×5 ▲ 15 critical: enter saves, esc does not`."""
    which = "" if view is View.CURRENT else f"{view} "
    was = rating_picture.said(before, bands)
    now = rating_picture.said(after, bands)
    return f"{ref} {which}{was} → {now}: {advice(after)}"


def pending_short(ref: str, before: Rating, after: Rating, bands: Bands) -> str:
    """The same in few words, for a narrow line."""
    was, now = rating_picture.short(before, bands), rating_picture.short(after, bands)
    return f"{ref} {was} → {now} · {advice(after, short=True)}"


def advice(after: Rating, *, short: bool = False) -> str:
    """What to press: a rating has two halves."""
    missing = [
        f"{key} gives the {name}"
        for key, name, level in (
            ("p", "probability", after.probability), ("i", "impact", after.impact),
        )
        if level is None
    ]  # fmt: skip
    if missing:
        return missing[0]
    return "enter saves" if short else "enter saves, esc does not"


def half_rated(risk_id: int, rating: Rating) -> str:
    """Why such a rating is not saved."""
    return f"{risk_ref(risk_id)} is half rated: {advice(rating)}."


def unsaved(refs: Sequence[str]) -> str:
    """`R-004 not saved`, `3 ratings not saved`."""
    return f"{refs[0]} not saved" if len(refs) == 1 else f"{len(refs)} ratings not saved"


def brief(one: Risk, today: date) -> str:
    """The whole title, and what no column may show: `R-011 Fibre path shared · transfer · Fri`."""
    looked_at, _ = review(one, today)
    parts = [f"{risk_ref(one.id)} {one.title}"]
    parts += [f"@{one.owner}"] if one.owner else []
    parts += [one.response.value] if one.response else []
    return " · ".join([*parts, *([looked_at] if looked_at != "–" else [])])


def plain(one: Risk, sentence: str, project: Project | None, bands: Bands) -> str:
    """A risk as text to paste elsewhere, as it was typed."""
    words = [f"{risk_ref(one.id)} {one.title}"]
    words += [f"#{project.key}"] if project else []
    words += [f"@{one.owner}"] if one.owner else []
    words += [one.status.value, rating_picture.said(one.current, bands)]
    words += [one.response.value] if one.response else []
    return " · ".join(words) + (f"\n{sentence}" if sentence != one.title else "")


def burn_down(scores: Sequence[int], planned: int, since: date, today: date) -> str:
    """`▇▇▆▆▅▅▄▄▃▃  184 → 97 since 1 Sep, plan 80`; nothing before the second day."""
    if len(scores) < 2:
        return ""
    bars = spark(sampled(scores, SAMPLES))
    began = say_day_short(since, today)
    return f"{bars}  {scores[0]} → {scores[-1]} since {began}, plan {planned}"


def named(risks: Sequence[Risk]) -> str:
    """`R-004 Core switch late`, or how many there are."""
    if len(risks) == 1:
        return f"{risk_ref(risks[0].id)} {text.clip(risks[0].title, 60)}"
    return f"{len(risks)} risks"
