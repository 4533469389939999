"""How refusals name what a person wrote, and what was probably meant."""

from collections.abc import Iterable

from infraday.domain.text import clip


def quoted(value: object) -> str:
    """A value as it stands in a file: `"8 to 17"`, `true`, `a list`; short and harmless."""
    if isinstance(value, str):
        return f'"{clip(value, 40)}"'
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, int) and value.bit_length() > 64:
        return "a huge number"  # Python refuses to write out the largest
    return clip(str(value), 40)


def listed(words: Iterable[str]) -> str:
    """`a, b and c`."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def nearest(word: object, known: Iterable[str]) -> str:
    """A sentence that helps on: `Did you mean theme?`, else which words are known."""
    import difflib  # noqa: PLC0415 - only when something is wrong

    words = list(known)
    near = difflib.get_close_matches(word, words, 1) if isinstance(word, str) else []
    return f"Did you mean {near[0]}?" if near else f"Known are {listed(words)}."
