"""Refs: written one way, read as people type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infraday.domain import RuleError
from infraday.domain.refs import KINDS, LARGEST, Ref, block_ref, occurrence_ref, parse, task_ref

TUESDAY = date(2026, 11, 24)


def test_refs_are_written_in_one_way() -> None:
    assert task_ref(7) == "T-7"
    assert block_ref(12) == "B-12"
    assert occurrence_ref(3, TUESDAY) == "S-3@2026-11-24"
    assert str(Ref("R", 1)) == "R-001"
    assert str(Ref("C", 1234)) == "C-1234"


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("T-7", Ref("T", 7)),
        ("t-7", Ref("T", 7)),
        ("t7", Ref("T", 7)),
        (" B-12\n", Ref("B", 12)),
        ("R-001", Ref("R", 1)),
        ("c1", Ref("C", 1)),
        ("S-3", Ref("S", 3)),
        ("s3@2026-11-24", Ref("S", 3, TUESDAY)),
        ("S-3@2028-02-29", Ref("S", 3, date(2028, 2, 29))),
        (f"T-{LARGEST}", Ref("T", LARGEST)),
    ],
)
def test_a_ref_is_read_as_people_type_it(text: str, ref: Ref) -> None:
    assert parse(text) == ref


@pytest.mark.parametrize(
    "text",
    ["", "T", "7", "T-", "T-0", "T--7", "T- 7", "T-7x", "X-7", "T-1.5", "T-²", "T-٣", "-7", "TB-7",
     "T-7@2026-11-24", "S-3@", "S-3@today", "S-3@2026-02-29", "S-3@20261124", "S-3@2026-W48-2",
     "@2026-11-24", f"T-{LARGEST + 1}", "T-" + "9" * 5000, "[/x]", "T-7\x1b[2J"],
)  # fmt: skip
def test_what_is_no_ref_is_refused(text: str) -> None:
    with pytest.raises(RuleError) as refusal:
        parse(text)
    assert str(refusal.value).endswith(" is no reference. References look like T-7 or B-12.")
    assert len(str(refusal.value)) < 120


def test_the_refusal_quotes_what_was_typed() -> None:
    with pytest.raises(RuleError, match=r'^"xyz" is no reference'):
        parse("xyz")


refs = st.builds(Ref, st.sampled_from(KINDS), st.integers(1, LARGEST), st.none())
occurrences = st.builds(Ref, st.just("S"), st.integers(1, LARGEST), st.dates())


@given(refs | occurrences)
def test_a_ref_is_read_as_it_was_written(ref: Ref) -> None:
    assert parse(str(ref)) == ref
    assert parse(str(ref).lower().replace("-", "", 1)) == ref


@given(st.text())
def test_any_text_is_a_ref_or_refused(text: str) -> None:
    try:
        ref = parse(text)
    except RuleError:
        return
    assert ref.kind in KINDS
