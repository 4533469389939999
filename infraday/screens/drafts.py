"""Drafts: text that was typed and not saved, kept until its dialog opens again.

They live in memory, and in a file beside the plan when the program ends before they were used.
"""

import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Protocol, runtime_checkable

from infraday.domain.wording import listed

KEYS = {
    "capture": "n", "Add a block": "a", "Add a risk": "a on Risks", "reviews": "r on Risks",
    "ratings": "3",
}  # fmt: skip
"""What opens a dialog, by the name under which its draft is kept."""


@runtime_checkable
class Drafting(Protocol):
    """A dialog that can say what stands in it."""

    def draft(self) -> tuple[str, dict[str, str]] | None: ...


class Drafts:
    """`path` is the plan's."""

    def __init__(self, path: str) -> None:
        self._file = f"{path}.drafts"
        self._begun_with = self._stored()
        self._kept = dict(self._begun_with)

    @property
    def said(self) -> str:
        """Where what was left unsaved opens again; nothing when nothing was."""
        keys = {"Edit": "e on", "finish": "d on", "Respond to": "m on", "Occurred": "O on"}
        found = [KEYS[name] for name in self._kept if name in KEYS]
        for name in self._kept:
            verb, _, ref = name.rpartition(" ")
            if verb in keys:
                found.append(f"{keys[verb]} {ref}")
        return f"What you typed last time is kept: {listed(found)} opens it." if found else ""

    def keep(self, name: str, values: Mapping[str, str]) -> None:
        self._kept[name] = dict(values)

    def take(self, name: str) -> dict[str, str] | None:
        """The draft, which is then the dialog's."""
        return self._kept.pop(name, None)

    def keep_open(self, screens: Iterable[object]) -> None:
        """Keep what stands in the dialogs that are open."""
        for screen in screens:
            if isinstance(screen, Drafting) and (draft := screen.draft()):
                self.keep(*draft)

    def store(self) -> None:
        """Write what is left to the file, or remove it where nothing is. What another planner
        left there meanwhile stays."""
        others = {
            name: values
            for name, values in self._stored().items()
            if self._begun_with.get(name) != values
        }
        kept = others | self._kept
        if kept == self._stored():
            return
        with suppress(OSError):  # a full or read-only disk: the program ends all the same
            if not kept:
                os.unlink(self._file)
                return
            unfinished = f"{self._file}.part"
            with open(unfinished, "w", encoding="utf-8", errors="surrogatepass") as file:
                json.dump(kept, file)
                file.flush()
                os.fsync(file.fileno())
            os.replace(unfinished, self._file)

    def _stored(self) -> dict[str, dict[str, str]]:
        try:
            with open(self._file, encoding="utf-8", errors="surrogatepass") as file:
                kept = json.load(file)
        except (OSError, ValueError):
            return {}
        if not isinstance(kept, dict):
            return {}
        return {
            str(name): {str(key): str(value) for key, value in values.items()}
            for name, values in kept.items()
            if isinstance(values, dict)
        }
