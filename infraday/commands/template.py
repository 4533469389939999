"""`infraday template`: the days that are prepared, shown, laid over a date, and saved from one."""

import os
from datetime import date, datetime

from infraday import config as settings
from infraday import store, templates
from infraday.commands import records, times
from infraday.commands.command import Command, Given, Option, Words
from infraday.commands.printing import emit, json_line, json_list
from infraday.domain import RuleError, template_day
from infraday.domain import template as rules
from infraday.domain.refs import block_ref
from infraday.domain.template import Template, TemplateBlock, begins_before
from infraday.domain.text import show
from infraday.domain.when import say_date, say_minutes, say_time
from infraday.shell import Shell
from infraday.store import lists, quick
from infraday.store.errors import NotFoundError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from infraday.store.blocks import Laid

NAME = Words("TEMPLATE", "see 'infraday template list'", most=1)

TITLE = Words("TITLE", "what to call it; its name is made of that")


def _count(blocks: int) -> str:
    return f"{blocks:>2} {'block ' if blocks == 1 else 'blocks'}"


def _list(_given: Given, shell: Shell) -> int:
    known, problems = templates.load_all(templates.folders(shell.config))
    for problem in problems:
        shell.say(problem)
    if shell.json:
        emit(shell, json_list(map(_shape, known)) + "\n")
        return 0
    width = max((len(one.name) for one in known), default=0)
    lines = (
        f"{show(one.name):<{width}}  {_count(len(one.blocks))}  {show(one.title)}\n"
        for one in known
    )
    emit(shell, "".join(lines))
    if not known:
        shell.say("There is no template. 'infraday template save TITLE' makes one of a day.")
    return 0


def _show(given: Given, shell: Shell) -> int:
    """As TOML, to be copied and changed."""
    found = _find(given, shell)
    emit(shell, json_line(_shape(found)) + "\n" if shell.json else rules.dump(found))
    return 0


def _apply(given: Given, shell: Shell) -> int:
    found = _find(given, shell)
    day = times.day(given, shell) or shell.today
    with shell.store() as plan:
        laid = plan.read(store.blocks.preview, found, day)
    since = shell.wall if given.has("--from-now") else None
    if given.has("--dry-run"):
        if shell.json:
            emit(shell, json_list(map(_preview, laid)) + "\n")
            return 0
        force = given.has("--force")
        lines = (_line(it, force=force, past=_is_past(it, day, since)) for it in laid)
        emit(shell, f"{say_date(day)}\n" + "".join(lines))
        return 0
    forced = range(len(laid)) if given.has("--force") else ()
    code = records.change(shell, store.blocks.lay, found, day, shell.now, forced, since)
    going = [one for index, one in enumerate(laid) if _goes_in(one, index in forced)]
    past = sum(_is_past(one, day, shell.wall) for one in going)
    if past and since is None and day == shell.today:
        which = f"{past} of {len(going)}" if past < len(going) else f"All {past}"
        more = "; with --from-now they stay out" if past < len(going) else ""
        shell.say(f"{which} began before now. 'infraday undo' takes all of it back{more}.")
    return code


def _goes_in(laid: "Laid", forced: bool) -> bool:
    return laid.state == "free" or (laid.state == "taken" and forced)


def _is_past(laid: "Laid", day: date, since: datetime | None) -> bool:
    return since is not None and begins_before(laid.block, day, since)


def _save(given: Given, shell: Shell) -> int:
    day, whole = times.day(given, shell) or shell.today, given.has("--all")
    with shell.plan() as db:
        blocks, keys = quick.on_day(db, day), lists.project_keys(db)
    title = " ".join(given.words)
    template, left_out = template_day.of_day(title, day, blocks, keys, whole=whole)
    replace = given.has("--replace")
    if not replace and (there := templates.taken(template.name, shell.config)):
        raise RuleError(f"{there} --replace takes its place.")
    path = str(templates.save(template, shell.config, replace=replace))
    if shell.json:
        emit(shell, json_line({**_shape(template), "path": path, "left_out": left_out}) + "\n")
        return 0
    count = f"{len(template.blocks)} block{'s' if len(template.blocks) > 1 else ''}"
    name = f"{show(template.name)}, {count}"
    emit(shell, f"Save {say_date(day)} as {name}: {settings.said(path, os.environ)}\n")
    if left_out:
        more = "" if whole else " --all takes what repeats, came from a calendar or was unplanned."
        shell.say(f"Left out: {left_out}.{more}")
    return 0


def _find(given: Given, shell: Shell) -> Template:
    try:
        return templates.find(given.words[0], templates.folders(shell.config))
    except RuleError as error:
        raise NotFoundError(str(error)) from error


def _line(laid: "Laid", *, force: bool, past: bool) -> str:
    """What would become of one block: `+` laid, `=` there already, `-` left out, of which those
    that are to be left out as `past`."""
    by = ", ".join(f"{block_ref(block.id)} {show(block.activity)}" for block in laid.by)
    sign, why = {
        "free": ("+", ""),
        "there": ("=", "  is there already"),
        "taken": ("+" if force else "-", f"  meets {by}"),
    }[laid.state]
    if past and laid.state != "there":
        sign, why = "-", "  begins before now"
    block = laid.block
    span = f"{say_time(block.start)} {say_minutes(block.minutes):>5}"
    return f"{sign} {span}  {show(block.activity)}{why}\n"


def _preview(laid: "Laid") -> dict[str, object]:
    return {
        **_block(laid.block),
        "state": laid.state,
        "meets": [block_ref(block.id) for block in laid.by],
    }


def _block(block: TemplateBlock) -> dict[str, object]:
    return {**block._asdict(), "start": say_time(block.start)}


def _shape(template: Template) -> dict[str, object]:
    blocks = list(map(_block, template.blocks))
    return {"name": template.name, "title": template.title, "blocks": blocks}


COMMANDS = {
    "template list": Command("list the templates there are", _list, data=True),
    "template show": Command("print a template as TOML", _show, NAME, data=True),
    "template apply": Command(
        "lay a template over a day; what is there already is not laid twice",
        _apply,
        NAME,
        (
            times.DATE,
            Option("--force", "lay also what meets other blocks"),
            Option("--from-now", "only what begins from now on"),
            Option("--dry-run", "only say what would be laid"),
        ),
        ("infraday template apply cloud --date mon --dry-run",),
    ),
    "template save": Command(
        "make a template of your own from a day",
        _save,
        TITLE,
        (
            times.DATE,
            Option("--all", "also what repeats, came from a calendar or was unplanned"),
            Option("--replace", "take the place of a template that is there already"),
        ),
        ("infraday template save 'Site day' --date tue",),
        data=True,
    ),
}
