"""The one door to the plan: one session and one transaction around each query."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from sqlite3 import Connection
from sqlite3 import Error as SqliteError
from typing import Concatenate, ParamSpec, TypeVar, cast

from sqlalchemy import Connection as Bound
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError, NoResultFound
from sqlalchemy.orm import sessionmaker
from sqlalchemy.pool import QueuePool
from sqlmodel import Session, create_engine

from infraday.store import file, holidays, journal, occurrence_window
from infraday.store.errors import LockedError, NotFoundError
from infraday.store.journal import Outcome

P = ParamSpec("P")
T = TypeVar("T")
Query = Callable[Concatenate[Session, P], T]
Clock = Callable[[], datetime]


class Store:
    """Reads run in a plain transaction, changes in an immediate one with a journal entry.

    `actor` is "planner" or "shell"; `timeout` how many seconds to wait for another writer. With
    `holidays_of` a place each change sees first that its public holidays are known, which may
    take a second.
    Raises StoreError when opened and from each call, RuleError where a rule refuses.
    """

    def __init__(
        self,
        path: str,
        clock: Clock,
        actor: str,
        timeout: float = file.SHELL_TIMEOUT,
        holidays_of: str | None = None,
    ) -> None:
        self.path = path
        self.actor = actor
        self.held = ""  # why nothing may be changed now
        self._clock = clock
        self._holidays_of = holidays_of
        self._engine = create_engine(
            "sqlite://",
            creator=lambda: file.connect(path, timeout),
            poolclass=QueuePool,  # a plain "sqlite://" would get the pool of in-memory databases
            hide_parameters=True,
        )
        event.listen(self._engine, "begin", _begin)
        writing = self._engine.execution_options(infraday_begin="BEGIN IMMEDIATE")
        self._reader = sessionmaker(self._engine, class_=Session, expire_on_commit=False)
        self._writer = sessionmaker(writing, class_=Session, expire_on_commit=False)
        with self._explained():
            self._engine.connect().close()

    def read(self, query: Query[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a query that changes nothing. What it returns must be fetched whole."""
        with self._explained(), self._reader.begin() as session:
            return query(session, *args, **kwargs)

    def change(self, query: Query[P, Outcome], *args: P.args, **kwargs: P.kwargs) -> Outcome:
        """Run a change: all of it and its journal entry, or nothing where it raises."""
        self._refuse_held()
        found = self._new_holidays()
        with self._explained(), self._writer.begin() as session:
            db = plain(session)
            if found is not None:
                holidays.hold(db, found, self._clock().date())
            entry_id = journal.begin(db, self._clock(), self.actor)
            outcome = query(session, *args, **kwargs)
            session.flush()
            occurrence_window.renew(db, self._clock().date())
            entry_id = journal.close(db, entry_id, outcome.label)
        return outcome._replace(entry_id=entry_id)

    def change_plainly(
        self,
        work: Callable[Concatenate[Connection, P], Outcome],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Outcome:
        """The same for what is written on the plain connection, such as a capture."""
        return self.change(lambda session: work(plain(session), *args, **kwargs))

    def replay(
        self, step: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run undo or redo: one immediate transaction without an entry of its own."""
        self._refuse_held()
        with self._explained(), self._writer.begin() as session:
            done = step(plain(session), *args, **kwargs)
            occurrence_window.renew(plain(session), self._clock().date())
        return done

    def _refuse_held(self) -> None:
        if self.held:
            raise LockedError(self.held)

    def keep_up(self) -> None:
        """Move the tables of occurrences and holidays on with the days; no change, and no entry."""
        today = self._clock().date()
        if self.read(lambda session: occurrence_window.is_behind(plain(session), today)):
            with self._explained(), self._writer.begin() as session:
                occurrence_window.roll(plain(session), today)
        if (found := self._new_holidays(renew=True)) is not None:
            with self._explained(), self._writer.begin() as session:
                holidays.hold(plain(session), found, today)

    def _new_holidays(self, *, renew: bool = False) -> holidays.Found | None:
        """Those that are not held yet, looked up while no transaction is open."""
        place, today = self._holidays_of, self._clock().date()
        if place is None:
            return None
        years = self.read(lambda db: holidays.missing(plain(db), place, today, renew=renew))
        return holidays.find(place, years) if years else None

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except NoResultFound as error:
            raise NotFoundError("That entry is no longer in the plan.") from error
        except DBAPIError as error:
            if isinstance(error.orig, SqliteError):
                raise file.explain(error.orig, self.path) from error
            raise
        except SqliteError as error:
            raise file.explain(error, self.path) from error


def plain(session: Session) -> Connection:
    """The sqlite3 connection under a session, inside its transaction."""
    return cast(Connection, session.connection().connection.dbapi_connection)


def _begin(connection: Bound) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("infraday_begin", "BEGIN"))
