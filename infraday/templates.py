"""The day templates there are: the user's own, then the shipped ones; and one more saved."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from infraday import content, toml_file
from infraday.config import Config, said
from infraday.domain import RuleError, template
from infraday.domain.template import Template, dump
from infraday.domain.wording import nearest, quoted


def folders(config: Config) -> list[Path]:
    """Where templates stand; in the first one they win."""
    own = [Path(config.templates)] if config.templates else []
    return [*own, content.folder("templates")]


def load_all(folders: Iterable[Path]) -> tuple[list[Template], list[str]]:
    """Every template by name, and a sentence about each file that is broken.

    The first folder that has a name wins; a broken file hides none that is whole."""
    found: dict[str, Template] = {}
    problems: list[str] = []
    for folder in folders:
        for path in _files(folder, problems):
            try:
                one = _read(path)
            except (RuleError, toml_file.TomlError) as error:
                problems.append(str(error))
            else:
                found.setdefault(one.name.casefold(), one)
    return [found[name] for name in sorted(found)], problems


def find(name: str, folders: Iterable[Path]) -> Template:
    """The template of this name, in small letters or large. RuleError says which there are."""
    known, problems = load_all(folders)
    for one in known:
        if one.name.casefold() == name.casefold():
            return one
    help_on = nearest(name, [one.name for one in known]) if known else ""
    broken = f" {problems[0]}" if problems else ""
    raise RuleError(f"There is no template {quoted(name)}. {help_on}{broken}".rstrip())


def _files(folder: Path, problems: list[str]) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == ".toml")
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        problems.append(f"{folder} cannot be read: {error.strerror}.")
        return []


def _read(path: Path) -> Template:
    values, _ = toml_file.read(str(path), path.name)
    return template.read({"name": path.stem, **values}, path.name)


def place(name: str, config: Config) -> Path:
    """The file that a template of the user's own is saved as: the one that holds it already, else
    one of this name. RuleError where there is no folder for it."""
    if config.templates is None:
        raise RuleError("There is no folder for templates. Set HOME or XDG_CONFIG_HOME.")
    folder = Path(config.templates)
    for path in _files(folder, []):
        with suppress(RuleError, toml_file.TomlError):
            if _read(path).name.casefold() == name.casefold():
                return path
    return folder / f"{name}.toml"


def taken(name: str, config: Config) -> str:
    """What a template of this name would take the place of, in a sentence; else nothing."""
    path = place(name, config)
    if os.path.lexists(path):
        return f"There is a template {name} already: {said(str(path), os.environ)}."
    shipped, _ = load_all([content.folder("templates")])
    if any(one.name.casefold() == name.casefold() for one in shipped):
        return f"infraday ships a template {name}; yours would stand in its place."
    return ""


def save(template: Template, config: Config, *, replace: bool = False) -> Path:
    """Write it into the user's folder, for its owner alone, whole or not at all. A file that is
    there is refused, or with `replace` replaced; so is a link, which is never followed."""
    path = place(template.name, config)
    if not replace and (there := taken(template.name, config)):
        raise RuleError(there)
    begun = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        number = os.open(begun, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(number, "w", encoding="utf-8") as file:
            file.write(dump(template))
            file.flush()
            os.fsync(number)
        if not replace:  # refused where something has come there meanwhile
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        begun.replace(path)
    except OSError as error:
        begun.unlink(missing_ok=True)
        where = said(str(path), os.environ)
        raise RuleError(f"{where} cannot be written: {error.strerror or error}.") from error
    return path
