"""Puts the manual page into the wheel, made of the table of commands that it is built from."""

import os
import sys
import tempfile
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ManualPage(BuildHookInterface[Any]):
    """`share/man/man1/infraday.1`, where pipx and `man` look for it."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        sys.dont_write_bytecode = True  # the tree that is built stays as it is
        sys.path.insert(0, self.root)
        from infraday.commands import manpage  # noqa: PLC0415 - found only from here on

        number, self._page = tempfile.mkstemp(suffix=".1")
        with open(number, "w", encoding="utf-8") as page:
            page.write(manpage.page())
        os.chmod(self._page, 0o644)
        build_data["shared_data"][self._page] = "share/man/man1/infraday.1"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        os.unlink(self._page)
