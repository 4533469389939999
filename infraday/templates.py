"""The day templates there are: the user's own, then the shipped ones."""

from collections.abc import Iterable
from pathlib import Path

from infraday import content, toml_file
from infraday.config import Config
from infraday.domain import RuleError, template
from infraday.domain.template import Template
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
