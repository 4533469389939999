"""`infraday tasks`: the tasks that fit, as a list. A hundred thousand take hardly longer than
SQLite needs to find them."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from sqlite3 import Connection

from infraday.commands import facts
from infraday.commands.command import Command, Given, Option, Words, understood
from infraday.commands.printing import emit, json_list
from infraday.domain import shape
from infraday.domain.matrix import Quadrant
from infraday.domain.project import key as project_key
from infraday.domain.rows import Judge
from infraday.domain.task import TaskStatus
from infraday.domain.text import show
from infraday.domain.when import read_date
from infraday.shell import Shell
from infraday.store import lists, quick, worktime
from infraday.store.lists import Cells, Wanted


def _run(given: Given, shell: Shell) -> int:
    with shell.plan() as db:
        db.execute("BEGIN")  # all of it as it was at one moment
        wanted = _wanted(given, db, shell)
        keys = lists.project_keys(db)
        judge = worktime.judge(db, shell.config, shell.now)
        if shell.json:
            shapes = _shapes(lists.tasks(db, wanted), keys, judge)
            emit(shell, json_list(shapes) + "\n")
            return 0
        text = "".join(_lines(lists.cells(db, wanted), keys, judge, shell.today))
    emit(shell, text)
    if not text:
        shell.say(_none(given))
    return 0


def _none(given: Given) -> str:
    if given.words or given.values.keys() - {"--db", "--json"}:
        return "No task fits. 'infraday tasks --status all' lists every one."
    return "No task is open. 'infraday add' captures one."


def _wanted(given: Given, db: Connection, shell: Shell) -> Wanted:
    statuses = given.values.get("--status", list(lists.OPEN))
    before, by = _day("--due-before", given, shell), _day("--due-by", given, shell)
    if by is not None:
        before = min(before or date.max, by + timedelta(days=1))
    project, owner = given.text("--project"), given.text("--owner")
    quadrant = given.text("--quadrant")
    if project is not None:
        project = understood("--project", project, project_key)
    return Wanted(
        statuses=tuple(TaskStatus) if "all" in statuses else tuple(statuses),
        words=" ".join(given.words).split(),
        project_id=None if project is None else lists.project_id(db, project),
        owner=None if owner is None else owner.removeprefix("@"),
        due_before=before,
        due_after=_day("--due-after", given, shell),
        quadrant=Quadrant(quadrant) if quadrant else None,
        limits=worktime.limits(db, shell.config, shell.now) if quadrant else None,
    )


def _day(option: str, given: Given, shell: Shell) -> date | None:
    text = given.text(option)
    return None if text is None else understood(option, text, read_date, shell.today)


def _shapes(
    tasks: Iterable[tuple[quick.TaskRow, int]], keys: dict[int, str], judge: Judge
) -> Iterator[shape.Shape]:
    for task, worked in tasks:
        yield shape.task(task, keys.get(task.project_id or 0), *judge(task, worked))


def _lines(
    tasks: Iterable[Cells], keys: dict[int, str], judge: Judge, today: date
) -> Iterator[str]:
    """Many tasks are alike but for their title: what is said of those is put together once."""
    said: dict[tuple[object, ...], tuple[str, str]] = {}
    for cells in tasks:
        alike = cells[2:]
        if alike not in said:
            task, worked = lists.row(cells)
            urgent, _ = judge(task, worked)
            key = keys.get(task.project_id or 0)
            said[alike] = facts.task_frame(task, key, urgent, today)
        mark, known = said[alike]
        yield f"{mark} T-{cells[0]:<5} {show(cells[1])}{known}\n"


COMMANDS = {
    "tasks": Command(
        "list tasks",
        _run,
        Words("WORD", "each stands in the title", least=0),
        (
            Option("--project", "of this project", "KEY"),
            Option("--owner", "of this person", "NAME"),
            Option(
                "--status",
                f"{', '.join(TaskStatus)} or all; by default inbox, open and waiting",
                "STATUS",
                (*map(str, TaskStatus), "all"),
                many=True,
            ),
            Option(
                "--quadrant",
                f"of the matrix: {', '.join(Quadrant)}",
                "QUADRANT",
                tuple(map(str, Quadrant)),
            ),
            Option("--due-by", "due on this day or before it", "DATE"),
            Option("--due-before", "due before this day", "DATE"),
            Option("--due-after", "due after this day", "DATE"),
        ),
        (
            "infraday tasks --project dc-move --due-by fri",
            "infraday tasks firmware --status all --json",
        ),
        data=True,
    )
}
