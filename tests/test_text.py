from itertools import chain
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size

from infraday.domain.text import (
    MARKS,
    TITLE_LIMIT,
    clip,
    cut_title,
    decode,
    fit,
    show,
    show_lines,
    storable,
    width,
    wrap,
)

ANY_TEXT = st.text(st.characters(codec=None)) | st.text(
    st.sampled_from(
        "ab  \t\n\r\x1b\x9b\u202e\u200d\ufe0f\u0301\u0e34漢🙂👍\U0001f3fd🇩🇪\ud800\udce9ᄀ\u1161…"
    )
)
# The planes that have characters; the others are empty or private, as these are at their ends.
EVERY_CHARACTER = [chr(code) for code in (*range(0x34000), *range(0xE0000, 0xE2000))]
ACTING = frozenset(
    chr(code)
    for code in chain(
        range(0x20),
        range(0x7F, 0xA0),
        (0x061C, 0x200E, 0x200F, 0x2028, 0x2029, 0xFEFF),
        range(0x202A, 0x202F),
        range(0x2066, 0x206A),
        range(0xFFF9, 0xFFFC),
        range(0xD800, 0xE000),
        range(0xE0000, 0xE0080),
    )
)


def test_plain_text_shows_as_typed() -> None:
    for typed in (
        "",
        "Call Cisco [RMA] {x} $t",
        "für Ana – 14 °C",
        "漢字 🙂 ⚠",
        "مرحبا שלום",
        "[/x]",
    ):
        assert show(typed) == typed


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("A\x1b]2;PWNED\x07B", "A␛]2;PWNED␇B"),
        ("two\r\nlines\tand a tab", "two␍␊lines␉and a tab"),
        ("\x00\x7f", "␀␡"),
        ("\x9b31m", "⟨U+009B⟩31m"),
        ("a\u202eb\u2066c\u200f", "a⟨U+202E⟩b⟨U+2066⟩c⟨U+200F⟩"),
        ("a\u2028b\u2029", "a⟨U+2028⟩b⟨U+2029⟩"),
        ("\ufeffa\ufffb", "⟨U+FEFF⟩a⟨U+FFFB⟩"),
        ("a\U000e0041", "a⟨U+E0041⟩"),
        ("a\ud800", "a⟨U+D800⟩"),
        ("caf\udce9", "caf\\xE9"),
        ("a\u3164b", "a⟨U+3164⟩b"),
        ("\uffff\u0378", "⟨U+FFFF⟩⟨U+0378⟩"),
    ],
)
def test_what_acts_or_hides_becomes_a_visible_sign(typed: str, shown: str) -> None:
    assert show(typed) == shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("👨\u200d👩\u200d👧", "👨👩👧"),
        ("⚠\ufe0f ❤\ufe0e", "⚠ ❤"),
        ("👍\U0001f3fd", "👍"),
        ("🇩🇪 office", "DE office"),
        ("co\u00adop\u200ber\u2060ate", "cooperate"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\U0001fae8 \U00031350", "\U0001fae8 \U00031350"),
    ],
)
def test_sequences_whose_width_terminals_disagree_on_show_their_parts(
    typed: str, shown: str
) -> None:
    assert show(typed) == shown


def test_text_of_joiners_alone_is_named_and_not_blank() -> None:
    assert show("\u200b") == "⟨U+200B⟩"
    assert show(" \u200d\ufe0f ") == " ⟨U+200D⟩⟨U+FE0F⟩ "
    assert show("\xa0") == "\xa0"


def test_a_mark_never_lands_on_what_stands_before_the_text() -> None:
    assert show("\u0301a") == "◌\u0301a"
    assert show("a \u0301") == "a ◌\u0301"


def test_marks_stack_only_so_high() -> None:
    assert show("a" + "\u0301" * 1000 + "b") == "a" + "\u0301" * MARKS + "b"


def test_no_character_gets_through_that_acts_on_the_terminal() -> None:
    shown = set(show("a".join(EVERY_CHARACTER)))
    assert not shown & ACTING
    assert not {category(character) for character in shown} & {"Cc", "Cs", "Zl", "Zp"}


def test_every_character_shown_alone_is_seen() -> None:
    unseen = [ascii(character) for character in EVERY_CHARACTER if not width(show(character))]
    assert not unseen


def test_widths_are_those_that_rich_counts() -> None:
    shown = {sign for character in EVERY_CHARACTER for sign in show(f"a{character}")}
    assert not [ascii(sign) for sign in shown if width(sign) != get_character_cell_size(sign)]


@given(ANY_TEXT)
def test_shown_text_is_as_wide_as_rich_says_and_showing_twice_changes_nothing(text: str) -> None:
    shown = show(text)
    assert width(shown) == cell_len(shown)
    assert show(shown) == shown
    shown.encode()


@given(ANY_TEXT, st.integers(-2, 30))
def test_clipped_text_never_takes_more_cells(text: str, cells: int) -> None:
    clipped = clip(text, cells)
    assert cell_len(clipped) <= max(cells, 0)
    if cells > 0 and width(show(text)) <= cells and len(text) <= 64:
        assert clipped == show(text)
    elif cells > 0 and width(show(text)) > cells:
        assert clipped.endswith("…")


@given(ANY_TEXT, st.integers(0, 30))
def test_fitted_text_takes_exactly_its_cells(text: str, cells: int) -> None:
    assert cell_len(fit(text, cells)) == cells


def test_a_wide_character_is_never_cut_in_half() -> None:
    assert clip("漢字漢字", 4) == "漢…"
    assert fit("漢字漢字", 4) == "漢… "
    assert clip("漢字", 4) == "漢字"
    assert clip("漢", 1) == "…"


def test_a_mark_stays_with_its_letter_where_text_is_cut() -> None:
    assert clip("e\u0301e\u0301e\u0301", 2) == "e\u0301…"


def test_words_wrap_at_spaces_and_long_words_break() -> None:
    assert wrap("cut over the core switch", 9) == ["cut over", "the core", "switch"]
    assert wrap("abc def", 3) == ["abc", "def"]
    assert wrap("a 0123456789", 4) == ["a", "0123", "4567", "89"]
    assert wrap("漢字漢字", 3) == ["漢", "字", "漢", "字"]
    assert wrap("漢a", 1) == ["…", "a"]
    assert wrap("", 9) == []


def test_wrapping_keeps_line_breaks() -> None:
    assert wrap("first\r\n\nthird\tone\n", 20) == ["first", "", "third    one"]


def test_wrapping_says_when_there_was_more() -> None:
    assert wrap("cut over the core switch", 9, 2) == ["cut over", "the core…"]
    assert wrap("cut over the core switch", 8, 2) == ["cut over", "the cor…"]
    assert wrap("cut over the core switch", 9, 3) == ["cut over", "the core", "switch"]
    assert wrap("one\ntwo", 9, 1) == ["one…"]
    assert wrap("one", 9, 0) == []


@given(ANY_TEXT, st.integers(1, 20), st.none() | st.integers(1, 4))
def test_wrapped_lines_fit(text: str, cells: int, most: int | None) -> None:
    lines = wrap(text, cells, most)
    assert all(cell_len(line) <= cells for line in lines)
    assert most is None or len(lines) <= most


@given(st.text("abc de", max_size=80), st.integers(1, 20))
def test_wrapping_loses_no_word(text: str, cells: int) -> None:
    assert "".join(wrap(text, cells)).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("unit", ["x", "漢", "\u0301", "\u200b", "\x1b", "a b ", "\n"])
def test_of_a_huge_text_only_the_start_is_looked_at(unit: str) -> None:
    huge = unit * 1_000_000
    assert clip(huge, 40) == clip(huge[:2000], 40)
    assert cell_len(fit(huge, 40)) == 40
    assert wrap(huge, 40, 3) == wrap(huge[:9000], 40, 3)


def test_notes_keep_their_lines_and_nothing_else_that_acts() -> None:
    assert show_lines("a\tb\r\n\x1b[2J\n\nlast\n") == ["a    b", "␛[2J", "", "last"]
    assert show_lines("") == []


def test_a_long_title_is_cut_and_kept_whole() -> None:
    assert cut_title("x" * TITLE_LIMIT) == ("x" * TITLE_LIMIT, None)
    title, whole = cut_title("x" * (TITLE_LIMIT + 1))
    assert (len(title), title[-1], whole) == (TITLE_LIMIT, "…", "x" * (TITLE_LIMIT + 1))


def test_lone_surrogates_are_stored_as_text() -> None:
    assert storable("café 🙂") == ("café 🙂", False)
    assert storable("caf\udce9") == ("caf\\xE9", True)
    assert storable("caf\udcc3\udca9 \udce9") == ("café \\xE9", True)
    assert storable("caf\udcc3\udca9") == ("café", False)  # a locale that knows no UTF-8
    assert storable("\ud800") == ("\\uD800", True)


def test_bytes_that_are_no_utf_8_are_kept() -> None:
    assert decode("café".encode()) == ("café", False)
    assert decode(b"caf\xe9 \x00") == ("caf\\xE9 \x00", True)


@given(st.binary())
def test_any_line_of_bytes_can_be_stored(line: bytes) -> None:
    text, _ = decode(line)
    text.encode()
