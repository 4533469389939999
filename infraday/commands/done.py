"""`infraday done`: finishes tasks and blocks, with what they produced."""

from functools import partial

from infraday import store
from infraday.commands import named, records
from infraday.commands.command import Command, Given, Option, Words
from infraday.domain.block import OutputState
from infraday.shell import Shell, UsageError
from infraday.store.journal import Outcome

TYPE_CHECKING = False
if TYPE_CHECKING:
    from infraday.store.engine import Query


def _run(given: Given, shell: Shell) -> int:
    state = _state(given)
    note = given.text("--output")
    with shell.plan() as db:
        found = named.find(db, given.words)
    tasks = [ref.id for ref in found if ref.kind == "T"]
    blocks = [ref.id for ref in found if ref.kind == "B"]
    if tasks and state:
        raise UsageError("Only the output of a block is partial or none; leave the tasks out.")

    steps: list[Query[[], Outcome]] = [
        partial(store.blocks.finish, block_id=block_id, at=shell.now, note=note, state=state)
        for block_id in blocks
    ]
    if tasks:
        steps.append(partial(store.tasks.finish, task_ids=tasks, at=shell.now, note=note))
    return records.change(shell, records.together(steps))


def _state(given: Given) -> OutputState | None:
    """What was produced, where that is said; else the note tells."""
    if given.has("--partial") and given.has("--none"):
        raise UsageError("The output is either --partial or --none.")
    if given.has("--none") and given.text("--output"):
        raise UsageError("With --none there is no output to name. Leave one of the two out.")
    if given.has("--partial"):
        return OutputState.PARTIAL
    return OutputState.NONE if given.has("--none") else None


COMMANDS = {
    "done": Command(
        "finish tasks and blocks, with what they produced",
        _run,
        Words("REF", "a task or a block, such as T-7 or B-12"),
        (
            Option("--output", "what was really produced", "TEXT"),
            Option("--partial", "the output is there in part"),
            Option("--none", "nothing was produced"),
        ),
        ("infraday done T-7", "infraday done B-12 --output 'forecast v7, 12 000 over on optics'"),
    )
}
