"""`infraday risk`: adds, rates, reviews and ends risks, and shows one."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from sqlite3 import Connection

from infraday import store
from infraday.commands import named, records, risk_fields, risk_lines
from infraday.commands.command import Command, Given, Option, Words, understood
from infraday.commands.printing import emit, json_line
from infraday.domain import amounts, refs, risk_rules, shape_risk
from infraday.domain.grammar import read_owner
from infraday.domain.text import show
from infraday.domain.when import read_date
from infraday.shell import Shell, UsageError
from infraday.store import lists, risk_lists, risk_rows
from infraday.store.errors import NotFoundError
from infraday.store.journal import Outcome

TYPE_CHECKING = False
if TYPE_CHECKING:
    from infraday.store.engine import Query
    from infraday.store.risk_lists import Detail

RISK = Words("REF", "a risk, such as R-004", most=1)
RISKS = Words("REF", "risks, such as R-004")
BOTH = Words("REF", "the risk, and a task or block that helps with it: R-004 T-12", 2, 2)
ACTION = Words("REF TITLE", "the risk, and what is to be done about it", 2)
REVIEW = (risk_fields.STATUS, *risk_fields.RATINGS)
NOTE = Option("--note", "a word about it, kept in the history", "TEXT")


def _add(given: Given, shell: Shell) -> int:
    change = risk_fields.change(given, shell, risk_fields.ADD)
    change["title"] = " ".join(given.words)
    return records.change(shell, store.risks.add, change, shell.now)


def _edit(given: Given, shell: Shell) -> int:
    change = risk_fields.change(given, shell, risk_fields.EDIT)
    if not change:
        raise UsageError("Nothing is to be changed. Give at least one option.")
    with shell.plan() as db:
        row = named.risk(db, given.words[0])
    return records.change(shell, store.risks.edit, row.id, row.version, change, shell.now)


def _rate(given: Given, shell: Shell) -> int:
    change = risk_fields.change(given, shell, risk_fields.RATINGS)
    if not change:
        raise UsageError("No rating is given. Write --probability 4 --impact 5, or --pct 40%.")
    risk_id = _one(given, shell)
    return records.change(shell, store.risks.rate, risk_id, change, shell.now, given.text("--note"))


def _review(given: Given, shell: Shell) -> int:
    change = risk_fields.change(given, shell, REVIEW)
    following = _day(given, shell, "--next")
    steps: list[Query[[], Outcome]] = [
        partial(
            store.risks.review,
            risk_id=risk_id,
            change=change,
            at=shell.now,
            next_review=following,
            note=given.text("--note"),
            bands=shell.config.bands,
        )
        for risk_id in _several(given, shell)
    ]
    return records.change(shell, records.together(steps))


def _close(given: Given, shell: Shell) -> int:
    found = _several(given, shell)
    return records.change(shell, store.risks.close, found, shell.now, given.text("--lesson"))


def _reject(given: Given, shell: Shell) -> int:
    found = _several(given, shell)
    reason = given.text("--reason") or ""
    return records.change(shell, store.risks.reject, found, shell.now, reason)


def _reopen(given: Given, shell: Shell) -> int:
    return records.change(shell, store.risks.reopen, _several(given, shell), shell.now)


def _delete(given: Given, shell: Shell) -> int:
    return records.change(shell, store.risks.delete, _several(given, shell), shell.now)


def _occurred(given: Given, shell: Shell) -> int:
    on = _day(given, shell, "--on") or shell.today
    cost, tasks = _money(given, "--cost"), given.all("--task")
    with shell.plan() as db:
        row = named.risk(db, given.words[0])
    code = records.change(shell, store.risks.occur, row.id, on, shell.now, cost, tasks)
    if row.contingency_plan and not tasks:
        ref = refs.risk_ref(row.id)
        shell.say(f"Its contingency plan: {show(row.contingency_plan)}")
        shell.say(f"'infraday risk action {ref} TITLE' makes a task of a step of it.")
    return code


def _resolve(given: Given, shell: Shell) -> int:
    on, cost = _day(given, shell, "--on") or shell.today, _money(given, "--cost")
    with shell.plan() as db:
        issue_id = _issue(db, given.words[0])
    return records.change(shell, store.risks.resolve_issue, issue_id, on, cost, shell.now)


def _issue(db: Connection, word: str) -> int:
    """The issue that is named, or the newest of the risk that is."""
    ref = understood("", word, refs.parse)
    if ref.kind == "R":
        found = risk_rows.issues(db, "risk_id = ? ORDER BY id DESC LIMIT 1", (ref.id,))
    elif ref.kind == "I":
        found = risk_rows.issues(db, "id = ?", (ref.id,))
    else:
        raise UsageError(f"{ref} will not do here. This takes {named.NOUNS['I']}.")
    for row in found:
        return row.id
    raise NotFoundError(
        f"There is no issue {ref}. 'infraday risk show' names the issue that a risk became."
    )


def _action(given: Given, shell: Shell) -> int:
    ref, *words = given.words
    owner, due = given.text("--owner"), _day(given, shell, "--due")
    if owner:
        owner = understood("--owner", owner, read_owner)
    with shell.plan() as db:
        risk_id = named.risk(db, ref).id
    title = " ".join(words)
    return records.change(shell, store.risks.add_action, risk_id, title, due, owner, shell.now)


def _linking(verb: str) -> Callable[[Given, Shell], int]:
    """The two come in either order."""

    def run(given: Given, shell: Shell) -> int:
        read = [understood("", word, refs.parse) for word in given.words]
        risks = [ref for ref in read if ref.kind == "R"]
        others = [ref for ref in read if ref.kind != "R"]
        if len(risks) != 1:
            raise UsageError("Name one risk and one task or block: R-004 T-12.")
        with shell.plan() as db:
            risk_id = named.risk(db, str(risks[0])).id
        change = store.risks.link if verb == "link" else store.risks.unlink
        return records.change(shell, change, risk_id, str(others[0]), shell.now)

    return run


def _show(given: Given, shell: Shell) -> int:
    with shell.plan() as db:
        db.execute("BEGIN")  # all of it as it was at one moment
        row = named.risk(db, given.words[0])
        detail = risk_lists.detail(db, row.id)
        keys = lists.project_keys(db)
        if shell.json:
            [known] = records.risks(shell, db, [row.id]).values()
            tasks = records.tasks(shell, db, [task.id for task in detail.actions])
            more = _more(shell, row, detail, list(tasks.values()), keys)
            emit(shell, json_line(known | more) + "\n")
            return 0
    key = keys.get(row.project_id or 0)
    lines = risk_lines.whole(row, key, detail, shell.config.bands, shell.today)
    emit(shell, "".join(f"{line}\n" for line in lines))
    return 0


def _more(
    shell: Shell,
    row: risk_rows.RiskRow,
    detail: "Detail",
    actions: Sequence[object],
    keys: dict[int, str],
) -> dict[str, object]:
    """What the record of a risk does not say itself."""
    return {
        "sentence": risk_rules.sentence(row),
        "actions": actions,
        "blocks": [refs.block_ref(block.id) for block in detail.blocks],
        "flags": [{"project": keys.get(project), "key": key} for project, key in detail.flags],
        "issues": [
            shape_risk.issue(issue, keys.get(issue.project_id or 0)) for issue in detail.issues
        ],
        "history": [shape_risk.assessment(then, shell.config.bands) for then in detail.history],
    }


def _one(given: Given, shell: Shell) -> int:
    return _several(given, shell)[0]


def _several(given: Given, shell: Shell) -> list[int]:
    with shell.plan() as db:
        return named.risks(db, given.words)


def _day(given: Given, shell: Shell, option: str) -> date | None:
    text = given.text(option)
    return None if text is None else understood(option, text, read_date, shell.today)


def _money(given: Given, option: str) -> int | None:
    text = given.text(option)
    return None if text is None else understood(option, text, amounts.read_money)


COMMANDS = {
    "risk add": Command(
        "add a risk to the register",
        _add,
        Words("TITLE", "what may happen, in a few words"),
        risk_fields.options(risk_fields.ADD),
        (
            "infraday risk add 'Core switch arrives late' --project dc-move --owner ana "
            "--probability 4 --impact 5",
            "infraday risk add 'Fibre path shared' --cause 'one duct' --effect 'both sites are "
            "down' --pct 10% --cost 250000",
        ),
    ),
    "risk edit": Command(
        "change what a risk says; an empty value takes away what was there",
        _edit,
        RISK,
        risk_fields.options(risk_fields.EDIT),
        ("infraday risk edit R-004 --response mitigate --plan 'second carrier' --due '15 Jan'",),
    ),
    "risk rate": Command(
        "judge how likely a risk is, and how much it matters",
        _rate,
        RISK,
        (*risk_fields.options(risk_fields.RATINGS), NOTE),
        (
            "infraday risk rate R-004 --probability 4 --impact 5",
            "infraday risk rate R-004 --residual-probability 2 --residual-impact 4 --pct 40% "
            "--cost 12500.50",
        ),
    ),
    "risk review": Command(
        "say that risks were looked at, and what was found",
        _review,
        RISKS,
        (
            Option("--next", "when to look again; by default as often as agreed", "DATE"),
            *risk_fields.options(REVIEW),
            NOTE,
        ),
        ("infraday risk review R-004 --next '1 Dec' --probability 3 --note 'supplier confirmed'",),
    ),
    "risk show": Command("print a risk, its actions and its history", _show, RISK, data=True),
    "risk close": Command(
        "close risks that can no longer happen",
        _close,
        RISKS,
        (Option("--lesson", "what was learnt", "TEXT"),),
    ),
    "risk reject": Command(
        "reject what turned out to be no risk",
        _reject,
        RISKS,
        (Option("--reason", "why it is none", "TEXT"),),
    ),
    "risk reopen": Command("bring ended risks back", _reopen, RISKS),
    "risk occurred": Command(
        "say that a risk has happened: it becomes an issue",
        _occurred,
        RISK,
        (
            Option("--on", "the day, by default today", "DATE"),
            Option("--cost", "what it cost so far", "AMOUNT"),
            Option("--task", "what is to be done now, urgent", "TITLE", many=True),
        ),
        ("infraday risk occurred R-004 --cost 8000 --task 'Rent a switch' --task 'Tell ana'",),
    ),
    "risk resolve": Command(
        "say that what occurred is dealt with",
        _resolve,
        Words("REF", "an issue, such as I-001, or its risk", most=1),
        (
            Option("--on", "the day, by default today", "DATE"),
            Option("--cost", "what it cost in the end", "AMOUNT"),
        ),
    ),
    "risk action": Command(
        "add a task that answers a risk",
        _action,
        ACTION,
        (
            Option("--due", "when it must be done by", "DATE"),
            Option("--owner", "who answers for it", "NAME"),
        ),
        ("infraday risk action R-004 'Order a spare switch' --due fri",),
    ),
    "risk link": Command("say that a task or block helps with a risk", _linking("link"), BOTH),
    "risk unlink": Command("say that it does not", _linking("unlink"), BOTH),
    "risk delete": Command("delete risks with their history", _delete, RISKS),
}
