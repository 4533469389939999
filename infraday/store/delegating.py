"""Tasks that are handed over: to whom, asked when, and when to ask again."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session

from infraday.domain import task as rules
from infraday.domain.when import say_date
from infraday.store.journal import Outcome
from infraday.store.tasks import found, names


def delegate(
    session: Session,
    task_ids: Sequence[int],
    who: str,
    chase_on: date | None,
    today: date,
    at: datetime,
) -> Outcome:
    """Hand tasks over; from then on they wait. `chase_on` None: nobody will be asked again."""
    tasks = found(session, task_ids)
    name = who.strip().removeprefix("@").strip()
    for task in tasks:
        task.status = rules.delegate(task.status, name, chase_on, today)
        task.owner, task.asked_on, task.chase_on = name, today, chase_on
        task.rank = None
    return Outcome(f"Delegate {names(tasks)} to {name}")


def chase(
    session: Session, task_ids: Sequence[int], chase_on: date | None, today: date, at: datetime
) -> Outcome:
    """They were asked again, and will be once more on a day."""
    tasks = found(session, task_ids)
    for task in tasks:
        rules.chase(task.status, chase_on, today)
        task.chase_on = chase_on
    again = f", again on {say_date(chase_on)}" if chase_on else ""
    return Outcome(f"Chase {names(tasks)}{again}")
