"""A day as a template: which of its blocks are worth laying again, and under which name."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from infraday.domain import RuleError, schedule
from infraday.domain.block import Source, Status
from infraday.domain.rows import Block
from infraday.domain.template import Template, TemplateBlock
from infraday.domain.when import DAY, say_date
from infraday.domain.wording import listed, quoted

LONGEST_NAME = 60
"""Characters: with four bytes each and an ending still the name of a file."""


class Taken(NamedTuple):
    """A template made of a day; `left_out` says how many of its blocks are not in it, and why."""

    template: Template
    left_out: str


def of_day(
    title: str, day: date, blocks: Iterable[Block], keys: Mapping[int, str], *, whole: bool = False
) -> Taken:
    """What was planned by hand for this date. What repeats, came from a calendar or was unplanned
    comes by itself, and is taken only with `whole`; `keys` are those of the projects, by id."""
    taken, left = [], Counter[str]()
    for block in blocks:
        why = _lacks(block, day) or ("" if whole else _comes_by_itself(block))
        if why:
            left[why] += 1
        else:
            taken.append(_block(block, keys))
    left_out = listed(f"{count} {why}" for why, count in left.items()) if left else ""
    if not taken:
        more = f" Left out: {left_out}." if left_out else ""
        raise RuleError(f"{say_date(day)} has no block to make a template of.{more}")
    return Taken(Template(slug(title), " ".join(title.split()), tuple(taken)), left_out)


def slug(title: str) -> str:
    """The name of a template, and of its file, for a title: `site-day` for `Site day!`."""
    folded = unicodedata.normalize("NFC", title).casefold()
    words = "".join(it if it.isalnum() or it == "_" else " " for it in folded).split()
    name = "-".join(words)[:LONGEST_NAME].rstrip("-")
    if not name.strip("_"):
        raise RuleError(f"{quoted(title)} has no letter or digit to name a template by. Add one.")
    return name


def _lacks(block: Block, day: date) -> str:
    """Why a template has no place for a block."""
    if block.status in (Status.MOVED, Status.CANCELLED):
        return str(block.status)
    if block.start is None:
        return "all-day"
    if block.day != day:
        return "begun the day before"
    return "" if 1 <= schedule.minutes(block) <= DAY else "of no length, or longer than a day"


def _comes_by_itself(block: Block) -> str:
    if block.series_id is not None:
        return "of a series"
    if block.source is Source.ICS:
        return "from a calendar"
    return "unplanned" if block.unplanned else ""


def _block(block: Block, keys: Mapping[int, str]) -> TemplateBlock:
    assert block.start is not None  # what is all-day was left out
    return TemplateBlock(
        block.start.replace(second=0, microsecond=0),
        schedule.minutes(block),
        block.activity,
        block.purpose,
        block.output,
        block.kind,
        keys.get(block.project_id or 0),
        block.fixed,
    )
