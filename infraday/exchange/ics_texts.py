"""What an event says in words, wherever it says it; and a name for one that has none."""

import hashlib

from infraday.exchange.ics_lines import Property
from infraday.exchange.ics_values import text_of

Said = dict[bytes, list[Property]]
"""The properties of an event, by their name."""

_NAMES_OF_ADDRESSES = (
    b"URL",
    b"CONFERENCE",
    b"X-GOOGLE-CONFERENCE",
    b"X-MICROSOFT-SKYPETEAMSMEETINGURL",
)


def first(own: Said, name: bytes) -> Property | None:
    found = own.get(name)
    return found[0] if found else None


def number(prop: Property | None) -> int:
    value = prop.value.strip() if prop else b""
    return int(value) if value.isdigit() and len(value) <= 9 else 0


def notes(own: Said, description: str) -> tuple[str, bool]:
    """Where it is, what is said of it, and the addresses to join that are not said there."""
    place, guessed = text_of(first(own, b"LOCATION"))
    lines = [f"Place: {place}" if place else "", description]
    for name in _NAMES_OF_ADDRESSES:
        address = text_of(first(own, name))[0]
        if address and not any(address in line for line in lines):
            lines.append(f"Link: {address}")
    return "\n".join(line for line in lines if line), guessed


def derived_uid(own: Said) -> str:
    """A name for an event without one: the same whenever the same event is read."""
    names = (b"DTSTART", b"DTEND", b"DURATION", b"SUMMARY", b"RRULE", b"RECURRENCE-ID")
    said = b"\0".join(b"\1".join(prop.value for prop in own.get(name, ())) for name in names)
    return f"no-uid-{hashlib.sha256(said).hexdigest()[:24]}"
