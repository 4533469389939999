"""`infraday series`: what repeats: listed, shown, changed and ended."""

from collections.abc import Iterable
from datetime import date
from sqlite3 import Connection

from infraday import store
from infraday.commands import facts, named, records, times
from infraday.commands.block_fields import EDIT, EVERY, draft_of, read_rule
from infraday.commands.command import Command, Given, Option, Words, understood
from infraday.commands.printing import emit, json_line, json_list
from infraday.domain import RuleError, refs
from infraday.domain.refs import Ref
from infraday.domain.text import show
from infraday.domain.when import say_day_short, say_minutes, say_time
from infraday.shell import Shell, UsageError
from infraday.store import lists, occurrence_names, quick, series_rows
from infraday.store.errors import NotFoundError
from infraday.store.series_rows import SeriesRow

TYPE_CHECKING = False
if TYPE_CHECKING:
    from infraday.domain.series import Scope

REF = Words("REF", "a series, such as S-3", most=1)
FROM = Words("REF", "S-3 for all of it, S-3@2026-11-24 for that one and the following", most=1)


def _list(_given: Given, shell: Shell) -> int:
    with shell.plan() as db:
        found = series_rows.all_of(db)
        keys = lists.project_keys(db)
    if shell.json:
        emit(shell, json_list(records.of_series(shell, one, keys) for one in found) + "\n")
        return 0
    width = max((len(refs.series_ref(one.id)) for one in found), default=0)
    emit(shell, "".join(f"{_line(one, keys, width, shell)}\n" for one in found))
    if not found:
        shell.say("Nothing repeats. Begin with: infraday add 'stand-up mon 9:00 15m every:weekday'")
    return 0


def _show(given: Given, shell: Shell) -> int:
    with shell.plan() as db:
        one, _ = _find(db, given.words[0])
        keys = lists.project_keys(db)
    if shell.json:
        emit(shell, json_line(records.of_series(shell, one, keys)) + "\n")
        return 0
    emit(shell, "".join(f"{line}\n" for line in _whole(one, keys, shell)))
    return 0


def _edit(given: Given, shell: Shell) -> int:
    if not given.values.keys() - {"--db", "--json"}:
        raise UsageError("Nothing is to be changed. Give at least one option.")
    with shell.plan() as db:
        one, day = _find(db, given.words[0])
        row = _occurrence(db, one, day, shell)
        draft = draft_of(given, shell, db, row)
    every = given.text("--every")
    if every is not None:
        every = understood("--every", every, read_rule, draft.times.day) if every.strip() else ""
    scope = _scope("all" if day is None else "following")
    return records.change(shell, store.series.edit, row.id, None, draft, scope, every, shell.now)


def _delete(given: Given, shell: Shell) -> int:
    with shell.plan() as db:
        one, day = _find(db, given.words[0])
        row = None if day is None else _occurrence(db, one, day, shell)
    if row is None:
        return records.change(shell, store.series.remove, one.id)
    return records.change(shell, store.series.delete, row.id, _scope("following"), shell.now)


def _end(given: Given, shell: Shell) -> int:
    last = times.day(given, shell, "--on")
    with shell.plan() as db:
        one, day = _find(db, given.words[0])
    if last is not None and day is not None:
        raise UsageError("Give the day either behind the @ or with --on.")
    last = last or day or shell.today
    return records.change(shell, store.series.end, one.id, last, shell.now)


def _skip(given: Given, shell: Shell) -> int:
    with shell.plan() as db:
        one, day = _find(db, given.words[0])
        row = _occurrence(db, one, day, shell)
    return records.change(shell, store.blocks.skip, [row.id], shell.now)


def _find(db: Connection, word: str) -> tuple[SeriesRow, date | None]:
    """The series that a reference names, and the day that it may name."""
    ref = understood("", word, refs.parse)
    if ref.kind == "B":
        ref = _of_block(db, ref)
    if ref.kind != "S":
        raise UsageError(f"{ref} will not do here. This takes a series, such as S-3.")
    if ref.day is not None:
        ref = _by_now(db, ref.id, ref.day)
    if one := series_rows.one(db, ref.id):
        return one, ref.day
    raise NotFoundError(f"There is no {Ref('S', ref.id)}. 'infraday series list' shows them.")


def _by_now(db: Connection, series_id: int, day: date) -> Ref:
    """The series that has the occurrence by now, and the day that names it there."""
    found = occurrence_names.find(db, refs.occurrence_id(series_id, day))
    if isinstance(found, int):
        return _of_block(db, Ref("B", found))
    if found is None or found.series_id is None:  # a day on which it does not fall may end it
        return Ref("S", series_id, day)
    return Ref("S", found.series_id, found.recurrence_id)


def _of_block(db: Connection, ref: Ref) -> Ref:
    """The occurrence that a block is."""
    for row in quick.blocks(db, (ref.id,)):
        if row.series_id is None:
            raise RuleError(f"{ref} does not repeat.")
        return Ref("S", row.series_id, row.recurrence_id)
    raise NotFoundError(f"There is no {ref}.")


def _occurrence(db: Connection, one: SeriesRow, day: date | None, shell: Shell) -> quick.BlockRow:
    """Its occurrence of a day; without one the next, and of a series that is over the last."""
    if day is None:
        day = _next(one, shell) or _last(one)
    block_id = named.block(db, str(Ref("S", one.id, day)))
    [row] = quick.blocks(db, (block_id,))
    return row


def _next(one: SeriesRow, shell: Shell) -> date | None:
    from infraday.domain import recurrence  # noqa: PLC0415 - dateutil: only when it is needed

    return next(iter(recurrence.upcoming(one, shell.today, 1)), None)


def _last(one: SeriesRow) -> date:
    from infraday.domain import recurrence  # noqa: PLC0415 - dateutil: only when it is needed

    return recurrence.last_day(one) or one.first_day


def _scope(name: str) -> "Scope":
    from infraday.domain.series import Scope  # noqa: PLC0415 - dateutil: only when it is needed

    return Scope(name)


def _words(one: SeriesRow) -> str:
    from infraday.domain import recurrence_words  # noqa: PLC0415 - dateutil: only when needed

    return recurrence_words.say(one.rrule, one.first_day)


def _when(one: SeriesRow) -> str:
    if one.start is None:
        return "all day"
    return f"{say_time(one.start)}, {say_minutes(one.minutes)}"


def _line(one: SeriesRow, keys: dict[int, str], width: int, shell: Shell) -> str:
    """`S-3   Stand-up  ·  every weekday · 09:00, 15m · next Wed · #dc-move`."""
    coming = _next(one, shell)
    known = [_words(one), _when(one)]
    known.append(f"next {say_day_short(coming, shell.today)}" if coming else "over")
    if key := keys.get(one.project_id or 0):
        known.append(f"#{show(key)}")
    return facts.line(f"{refs.series_ref(one.id):<{width}}", one.activity, known)


def _whole(one: SeriesRow, keys: dict[int, str], shell: Shell) -> Iterable[str]:
    from infraday.domain import recurrence, series  # noqa: PLC0415 - dateutil

    yield _line(one, keys, 0, shell)
    coming = recurrence.upcoming(one, shell.today)
    gone = list(recurrence.dates_in(one.exdate))
    for label, words in (
        ("Purpose", one.purpose),
        ("Output", one.output),
        ("Kind", one.kind),
        ("Since", str(one.first_day)),
        ("Zone", one.tz),
        ("Calendar", one.calendar),
        ("Next", series.say_days(coming, shell.today)),
        ("Left out", ", ".join(map(str, gone[:20])) + (" …" if len(gone) > 20 else "")),
        ("Rule", one.rrule),
        ("Notes", one.notes),
    ):
        if words:
            yield f"  {label:<9} {show(words)}"


COMMANDS = {
    "series list": Command("list what repeats, and when next", _list, data=True),
    "series show": Command("print a series", _show, REF, data=True),
    "series edit": Command(
        "change a series; what was changed in one of its blocks by hand stays",
        _edit,
        FROM,
        (EVERY, *EDIT),
        (
            "infraday series edit S-3 --every '2 weeks until 30 jun'",
            "infraday series edit S-3@2026-11-24 --start 09:30",
        ),
    ),
    "series end": Command(
        "let a series end",
        _end,
        REF,
        (Option("--on", "its last day, by default today", "DATE"),),
        ("infraday series end S-3 --on 2026-12-18",),
    ),
    "series delete": Command(
        "delete a series, or the rest of it; what was worked on stays", _delete, FROM
    ),
    "series skip": Command(
        "leave one out, by default the next",
        _skip,
        Words("REF", "S-3, or S-3@2026-11-24", most=1),
    ),
}
