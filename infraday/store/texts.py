"""Texts on their way into the plan: titles cut where they are too long, blanks as nothing."""

from infraday.domain import RuleError, text


def titled(title: str, notes: str, noun: str) -> tuple[str, str, list[str]]:
    """A title, the notes, which keep the whole of one that is too long, and what to say of it.
    Without a title nothing is stored: `noun` says what needs one."""
    if not title.strip():
        raise RuleError(f"A {noun} needs a name. Write what is to be done.")
    cut, whole = text.cut_title(title)
    if whole is None:
        return cut, notes, []
    kept = "\n".join(part for part in (whole, notes) if part)
    return cut, kept, ["The title was longer than 500 characters: its whole text is in the notes."]


def said(words: str | None) -> str | None:
    """Words as they were typed, or None where they say nothing."""
    return words if words and words.strip() else None
