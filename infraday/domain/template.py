"""Day templates: a named list of blocks to lay over a day, read from TOML and written as TOML."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import NamedTuple

from infraday.domain import RuleError
from infraday.domain.block import Kind
from infraday.domain.project import key as project_key
from infraday.domain.text import TITLE_LIMIT, clip, storable
from infraday.domain.when import DAY, clock_of, say_time
from infraday.domain.wording import nearest, quoted

MINUTES = 60
"""How long a block of a template is that does not say it."""


class TemplateBlock(NamedTuple):
    """One block to lay; it gets its day when it is laid."""

    start: time
    minutes: int
    activity: str
    purpose: str | None = None
    output: str | None = None
    kind: Kind = Kind.OTHER
    project: str | None = None  # the key that `#` names
    fixed: bool = False


class Template(NamedTuple):
    name: str  # what commands call it, and its file's name
    title: str
    blocks: tuple[TemplateBlock, ...]


def begins_before(block: TemplateBlock, day: date, now: datetime) -> bool:
    """Whether a block that is laid on this day would begin in the past. `now` is naive local."""
    return datetime.combine(day, block.start) < now


class _Field:
    """Reads the fields of one table, and refuses in its name."""

    def __init__(self, table: Mapping[str, object], place: str, known: Iterable[str]) -> None:
        self._table = table
        self._place = place
        for key in table:
            if key not in known:
                raise self.wrong(key, f"there is no such key. {nearest(key, known)}")

    def wrong(self, key: str, problem: str) -> RuleError:
        return RuleError(f"{self._place}: {clip(key, 60)}: {problem}")

    def text(self, key: str) -> str | None:
        """A text that says something, or None."""
        value = self._table.get(key, "")
        if not isinstance(value, str):
            raise self.wrong(key, f"{quoted(value)} is no text. Write it in quotes.")
        return value if value.strip() else None

    def time(self, key: str) -> time:
        value = self._table.get(key)
        if value is None:
            raise self.wrong(key, 'is missing. Write when the block begins, such as "08:00".')
        if isinstance(value, time):
            return value.replace(second=0, microsecond=0)
        at = clock_of(value.strip()) if isinstance(value, str) else None
        if at is None:
            raise self.wrong(key, f'{quoted(value)} is no clock time. Write it as "08:00".')
        return time(at // 60, at % 60)

    def minutes(self, key: str) -> int:
        value = self._table.get(key, MINUTES)
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= DAY:
            raise self.wrong(
                key,
                f"{quoted(value)} is no number of minutes from 1 to {DAY}. Write 60 for an hour.",
            )
        return value

    def kind(self, key: str) -> Kind:
        value = self._table.get(key, Kind.OTHER)
        if isinstance(value, str) and value in tuple(Kind):
            return Kind(value)
        raise self.wrong(key, f"{quoted(value)} is no kind of block. {nearest(value, Kind)}")

    def project(self, key: str) -> str | None:
        text = self.text(key)
        try:
            return text and project_key(text)
        except RuleError as error:
            raise self.wrong(key, str(error)) from error

    def switch(self, key: str) -> bool:
        value = self._table.get(key, False)
        if not isinstance(value, bool):
            raise self.wrong(key, f"{quoted(value)} is neither yes nor no. Write true or false.")
        return value


def read(mapping: Mapping[str, object], where: str) -> Template:
    """A template from parsed TOML. RuleError names the file (`where`), the block and the key."""
    field = _Field(mapping, where, ("name", "title", "block"))
    name = field.text("name")
    if name is None:
        raise field.wrong("name", 'is missing. Write one such as name = "my-day".')
    if not name.replace("-", "").replace("_", "").isalnum() or len(name) > TITLE_LIMIT:
        raise field.wrong("name", f"{quoted(name)} is no name. Use letters, digits, - and _ only.")
    tables = mapping.get("block")
    if not isinstance(tables, list) or not tables:
        raise field.wrong("block", "there is none. Begin each block with [[block]].")
    blocks = tuple(_block(table, where, place) for place, table in enumerate(tables, 1))
    return Template(name, field.text("title") or name, blocks)


def _block(table: object, where: str, place: int) -> TemplateBlock:
    where = f"{where}, block {place}"
    if not isinstance(table, dict):
        raise RuleError(f"{where}: {quoted(table)} is no block. Begin each block with [[block]].")
    field = _Field(table, where, TemplateBlock._fields)
    activity = field.text("activity")
    if activity is None:
        raise field.wrong("activity", "is missing. Write what is done in the block.")
    if len(activity) > TITLE_LIMIT:
        raise field.wrong("activity", f"is longer than {TITLE_LIMIT} characters. Shorten it.")
    return TemplateBlock(
        field.time("start"),
        field.minutes("minutes"),
        activity,
        field.text("purpose"),
        field.text("output"),
        field.kind("kind"),
        field.project("project"),
        field.switch("fixed"),
    )


def dump(template: Template) -> str:
    """The template as a TOML file that `read` reads and a person can change."""
    lines = [f"name = {_string(template.name)}", f"title = {_string(template.title)}"]
    for block in template.blocks:
        lines += ["", "[[block]]", f'start = "{say_time(block.start)}"']
        lines += [f"minutes = {block.minutes}", f"activity = {_string(block.activity)}"]
        for key, text in (("purpose", block.purpose), ("output", block.output)):
            lines += [f"{key} = {_string(text)}"] if text else []
        lines.append(f'kind = "{block.kind}"')
        lines += [f"project = {_string(block.project)}"] if block.project else []
        lines += ["fixed = true"] if block.fixed else []
    return "\n".join(lines) + "\n"


_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def _string(text: str) -> str:
    """A TOML basic string; what does not print is escaped, so that the file is safe to look at."""
    if text.isascii() and text.isprintable() and not {'"', "\\"} & set(text):
        return f'"{text}"'
    return f'"{"".join(map(_escaped, storable(text)[0]))}"'


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"
