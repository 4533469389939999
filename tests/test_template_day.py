"""A day as a template: which blocks are in it, under which name."""

from datetime import time
from typing import Any

import pytest

from infraday.domain import RuleError, template_day
from infraday.domain.block import Kind, Source, Status
from infraday.domain.template import TemplateBlock
from infraday.models import Block
from tests.factories import TODAY, YESTERDAY, all_day, block, times


def taken(*blocks: Block, whole: bool = False) -> template_day.Taken:
    return template_day.of_day("Site day", TODAY, blocks, {4: "dc-move"}, whole=whole)


def test_a_block_is_taken_with_all_that_a_template_holds_of_it() -> None:
    row = block(
        "08:30", 45, activity="Walk", purpose="See", output="List", kind=Kind.RISK,
        project_id=4, fixed=True, notes="not this", status=Status.DONE,
    )  # fmt: skip

    found = taken(row, block("23:30", 60))

    assert (found.template.name, found.template.title) == ("site-day", "Site day")
    assert found.template.blocks[0] == TemplateBlock(
        time(8, 30), 45, "Walk", "See", "List", Kind.RISK, "dc-move", True
    )
    assert found.template.blocks[1].minutes == 60  # past midnight
    assert found.left_out == ""


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"series_id": 3}, "of a series"),
        ({"source": Source.ICS}, "from a calendar"),
        ({"unplanned": True}, "unplanned"),
    ],
)
def test_what_comes_by_itself_is_taken_only_with_the_whole(
    fields: dict[str, Any], why: str
) -> None:
    rows = (block(activity="Own"), block(activity="Other", **fields))

    assert [it.activity for it in taken(*rows).template.blocks] == ["Own"]
    assert taken(*rows).left_out == f"1 {why}"
    assert len(taken(*rows, whole=True).template.blocks) == 2


def test_what_has_no_place_in_a_template_is_left_out_and_counted() -> None:
    rows = (
        block(activity="Own"),
        Block(**all_day()._asdict(), activity="Freeze"),
        Block(**all_day()._asdict(), activity="Holiday"),
        block("23:00", 120, day=YESTERDAY),
        Block(**times()._replace(end=time(10))._asdict(), activity="Mark"),
        block(minutes=1441),
        block(status=Status.MOVED),
        block(status=Status.CANCELLED),
        block(series_id=3),
    )

    found = taken(*rows, whole=True)

    assert [it.activity for it in found.template.blocks] == ["Own", "Budget review"]
    assert found.left_out == (
        "2 all-day, 1 begun the day before, 2 of no length, or longer than a day, 1 moved and "
        "1 cancelled"
    )


def test_a_day_of_which_nothing_is_left_is_refused() -> None:
    with pytest.raises(RuleError, match=r"has no block to make a template of\.$"):
        taken()
    with pytest.raises(RuleError, match=r"template of\. Left out: 2 of a series\.$"):
        taken(block(series_id=3), block(series_id=3))


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Site day", "site-day"),
        ("  Site   DAY! ", "site-day"),
        ("../../etc/passwd", "etc-passwd"),
        ("Tag für Größe", "tag-für-grösse"),
        ("U\u0308ber", "über"),
        ("a_b", "a_b"),
        (".hidden\x00\x1b[31m", "hidden-31m"),
        ("x" * 80, "x" * 60),
        ("CON.toml", "con-toml"),
    ],
)
def test_the_name_is_one_that_a_file_may_have(title: str, name: str) -> None:
    assert template_day.slug(title) == name


@pytest.mark.parametrize("title", ["", "  ", "!!!", "___", "..", "\u202e"])
def test_a_title_without_a_letter_is_refused(title: str) -> None:
    with pytest.raises(RuleError, match="has no letter or digit"):
        template_day.slug(title)
