"""What infraday writes into an event for itself, so that it comes back as it went out.

Everybody reads the title and the description. Beside them stands one property of our own with
what calendars have no place for, and with texts that RFC 5545 cannot hold as they are. Where the
title or the description was changed elsewhere meanwhile, that counts.
"""

import json
import re
from typing import NamedTuple, TypeGuard

from infraday.domain import RuleError, project
from infraday.domain.block import Kind, Status
from infraday.domain.event import Own
from infraday.domain.text import show, storable

NAME = "X-INFRADAY-BLOCK"
LONGEST = 1_000_000

_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_ENCODER = json.JSONEncoder(separators=(",", ":"))
_STATUSES = (Status.DONE, Status.SKIPPED)  # a block that runs is planned wherever it is taken to


class Said(NamedTuple):
    """A block in the words of a calendar: the title, the description, the property of our own."""

    summary: str
    description: str
    own: str


def written(activity: str, notes: str, own: Own) -> Said:
    """What stands in the file, still without the escapes of a TEXT."""
    summary = writable(activity)
    description = _description(own, notes)
    more: dict[str, object] = {"kind": own.kind}
    for key in ("purpose", "output", "project"):
        if (value := getattr(own, key)) is not None:
            more[key] = value
    if own.status in _STATUSES:
        more["status"] = own.status
    if not own.fixed:
        more["fixed"] = False
    if own.local:
        more["local"] = True
    if summary.strip() != activity:
        more["activity"] = activity
    if description.strip() != notes:
        more["notes"] = notes
    return Said(summary, description, _ENCODER.encode(more))


def writable(text: str) -> str:
    """The text with a visible sign for each control character, which no calendar may hold."""
    if _UNWRITABLE.search(text) is None:
        return text
    return _UNWRITABLE.sub(lambda found: show(found[0]), text.replace("\r\n", "\n"))


def read(text: str) -> Own | None:
    """What the property says; None where it says nothing that we wrote."""
    found = _loaded(text)
    return None if found is None else _own(found)


def restored(text: str, summary: str, description: str) -> tuple[str, str]:
    """The title and the notes that were written, where these still say them; else these."""
    found = _loaded(text)
    if found is None:
        return summary, description
    activity, notes = found.get("activity"), found.get("notes")
    if _holds(activity) and writable(activity).strip() == summary:
        summary = activity
    if _holds(notes) and _description(_own(found), notes).strip() == description:
        description = notes
    return summary, description


def _description(own: Own, notes: str) -> str:
    """The purpose and the output before the notes, for those who see nothing else."""
    head = [
        f"{name}: {words}"
        for name, words in (("Purpose", own.purpose), ("Output", own.output))
        if words is not None
    ]
    if head and notes:
        head.append("")
    return writable("\n".join((*head, notes) if notes else head))


def _loaded(text: str) -> dict[str, object] | None:
    if not text or len(text) > LONGEST:
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _own(found: dict[str, object]) -> Own:
    kind, status = found.get("kind"), found.get("status")
    return Own(
        purpose=_text(found.get("purpose")),
        output=_text(found.get("output")),
        kind=Kind(kind) if isinstance(kind, str) and kind in set(Kind) else Kind.OTHER,
        project=_project(found.get("project")),
        status=next((one for one in _STATUSES if one == status), Status.PLANNED),
        fixed=found.get("fixed") is not False,
        local=found.get("local") is True,
    )


def _text(value: object) -> str | None:
    return value if _holds(value) and value.strip() else None


def _project(value: object) -> str | None:
    try:
        return project.key(value) if isinstance(value, str) else None
    except RuleError:
        return None


def _holds(value: object) -> TypeGuard[str]:
    """A text that a plan can hold: JSON can name half of a letter."""
    return isinstance(value, str) and not storable(value)[1]
