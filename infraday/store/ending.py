"""Series ended, or deleted with what is planned of them. What was worked on stays."""

from datetime import date, datetime

from sqlmodel import Session, select

from infraday.domain import RuleError, recurrence, schedule
from infraday.domain import series as rules
from infraday.domain.recurrence_cut import Part, split
from infraday.domain.refs import block_ref, series_ref
from infraday.domain.schedule import DAY, LAST_DAY
from infraday.domain.series import Scope
from infraday.models import Block, ForgottenEvent, Series
from infraday.store import touched
from infraday.store.block_rows import peek
from infraday.store.journal import Outcome


def delete(session: Session, block_id: int, scope: Scope, at: datetime) -> Outcome:
    """Delete a series from one of its occurrences on, after it, or whole. Occurrences that were
    worked on stay, as single blocks."""
    shown, series = found(session, block_id)
    day, named = day_of(shown), name(series)
    said = rules.say_from(day, at.date())
    if scope is Scope.FOLLOWING:
        return Outcome(f"Delete {named} from {said} on", end_before(session, series, day))
    if scope is Scope.AFTER:
        return Outcome(f"End {named} after {said}", end_before(session, series, day + DAY))
    return Outcome(f"Delete all of {named}", delete_all(session, series))


def remove(session: Session, series_id: int) -> Outcome:
    """Delete a series whole."""
    series = session.get_one(Series, series_id)
    return Outcome(f"Delete all of {name(series)}", delete_all(session, series))


def end(session: Session, series_id: int, last: date, at: datetime) -> Outcome:
    """Let a series fall on no day after `last`, which is one of its own zone."""
    series = session.get_one(Series, series_id)
    if schedule.in_calendar(last) < series.first_day:
        raise RuleError(
            f"{series_ref(series_id)} begins only on {rules.say_from(series.first_day, at.date())}."
            " Give a later day, or delete it."
        )
    label = f"End {name(series)} on {rules.say_from(last, at.date())}"
    return Outcome(label, end_before(session, series, last + DAY))


def end_before(
    session: Session, series: Series, day: date, keep: tuple[int, ...] = ()
) -> tuple[str, ...]:
    if next(recurrence.days(series, date.min, day - DAY), None) is None:
        return delete_all(session, series, keep)
    rows = touched.of(session, series.id, day)
    if next(recurrence.days(series, day, LAST_DAY), None) is None and not rows:
        raise RuleError(f"{series_ref(series.id)} has ended by then. Nothing is left to end.")
    if next(recurrence.ruled_days(series, day, LAST_DAY), None) is not None:
        cut = split(series, day).before
        series.rrule = cut.rrule if cut else recurrence.ending(series.rrule, day - DAY)
    series.rdate = _until_before(series.rdate, day)
    series.exdate = _until_before(series.exdate, day)
    session.add(series)
    return _kept(touched.release(session, rows, keep))


def _until_before(dates: str, day: date) -> str:
    return ",".join(str(one) for one in recurrence.dates_in(dates) if one < day)


def delete_all(session: Session, series: Series, keep: tuple[int, ...] = ()) -> tuple[str, ...]:
    if series.calendar and series.uid and not _has_other_parts(session, series):
        session.add(ForgottenEvent(calendar=series.calendar, uid=series.uid))
    kept = touched.release(session, touched.of(session, series.id), keep)
    for later in session.exec(select(Series).where(Series.split_from == series.id)).all():
        later.split_from = series.split_from
    session.flush()
    session.delete(series)
    session.flush()
    return _kept(kept)


def _has_other_parts(session: Session, series: Series) -> bool:
    """Whether more is left of a calendar's series that was split: an import keeps to the days of
    what is left."""
    same = (Series.calendar == series.calendar, Series.uid == series.uid, Series.id != series.id)
    return session.exec(select(Series.id).where(*same)).first() is not None


def _kept(count: int) -> tuple[str, ...]:
    """What to say of those that outlive their series."""
    if not count:
        return ()
    ones = "1 that was worked on stays as a single block."
    return (ones if count == 1 else f"{count} that were worked on stay as single blocks.",)


def found(session: Session, block_id: int) -> tuple[Block, Series]:
    shown = peek(session, block_id)
    if shown.series_id is None:
        raise RuleError(f"{block_ref(block_id)} does not repeat. Change it as a single block.")
    return shown, session.get_one(Series, shown.series_id)


def day_of(block: Block) -> date:
    assert block.recurrence_id is not None
    return block.recurrence_id


def put(series: Series, part: Part) -> None:
    series.first_day, series.rrule = part.first_day, part.rrule
    series.rdate, series.exdate = part.rdate, part.exdate


def name(series: Series) -> str:
    return f"{series_ref(series.id)} {series.activity}"
