"""Project keys: what `#` may name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infraday.domain import RuleError
from infraday.domain.project import LONGEST_KEY, key


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("dc-move", "dc-move"),
        (" #DC-Move ", "dc-move"),
        ("DC  move", "dc-move"),
        ("net_up2", "net_up2"),
        ("x", "x"),
        ("Überführung", "überführung"),
        ("U\u0308ber", "über"),
        ("データ移行", "データ移行"),
        ("हिन्दी", "हिन्दी"),
        ("İstanbul", "i\u0307stanbul"),
        ("a" * 40, "a" * 40),
    ],
)
def test_a_key_is_a_slug(typed: str, expected: str) -> None:
    assert key(typed) == expected


@pytest.mark.parametrize(
    "typed",
    ["", " ", "#", "##a", "2fast", "-a", "_a", "a/b", "a.b", "a²", "[/x]", "a\x1b]2;x\x07", "🙂",
     "\u202ea", "a" * 41, "a" * 5000],
)  # fmt: skip
def test_what_is_no_key_is_refused(typed: str) -> None:
    with pytest.raises(RuleError, match="is no project key") as refusal:
        key(typed)
    assert len(str(refusal.value)) < 250


@given(st.text(max_size=60))
def test_a_key_is_its_own_key(typed: str) -> None:
    try:
        slug = key(typed)
    except RuleError:
        return
    assert key(slug) == slug
    assert 0 < len(slug) <= LONGEST_KEY
    assert not slug.isspace()
