"""What the third step adds as SQL: public holidays, the indexes along which the matrix is read,
the tally from which its figures come without looking at each task, and the answers of duels.

None of it is a record, or in the journal. The triggers see every writer, undo and redo
among them.
"""

_COUNTS = """({0}.status IN ('inbox', 'open', 'waiting')
        OR ({0}.status = 'dropped' AND {0}.drop_reason IS NOT NULL))"""
_KEY = "status, important, override, due, snoozed, intake"
_WORKED = """
    SELECT task_id, CAST(round(sum(julianday(actual_end) - julianday(actual_start)) * 1440) AS INTEGER)
    FROM block WHERE {} actual_start IS NOT NULL AND actual_end IS NOT NULL GROUP BY task_id
"""  # noqa: E501 - the same words as the views'


def _counted(row: str, sign: str, source: str = "WHERE") -> str:
    """Take a task into the tally (sign 1) or out of it (-1)."""
    return f"""
    INSERT INTO task_tally ({_KEY}, tasks, minutes)
    SELECT {row}.status, {row}.important, coalesce({row}.urgent_override, -1),
        coalesce({row}.due, ''), coalesce({row}.snoozed_until, ''), {row}.source IS 'intake',
        {sign}, {sign} * max(0, coalesce({row}.estimate_minutes, 0) - coalesce(
            (SELECT minutes FROM task_worked WHERE task_id = {row}.id), 0))
    {source} {_COUNTS.format(row)}
    ON CONFLICT ({_KEY}) DO UPDATE
    SET tasks = tasks + excluded.tasks, minutes = minutes + excluded.minutes;
    """


def _emptied(row: str) -> str:
    return f"""
    DELETE FROM task_tally WHERE tasks = 0 AND status = {row}.status
        AND important = {row}.important AND override = coalesce({row}.urgent_override, -1)
        AND due = coalesce({row}.due, '') AND snoozed = coalesce({row}.snoozed_until, '')
        AND intake = ({row}.source IS 'intake');
    """


def _worked(task_id: str) -> str:
    """Count anew what was worked on a task."""
    its = f"FROM task WHERE task.id = {task_id} AND"
    return f"""
    {_counted("task", "-1", its)}
    DELETE FROM task_worked WHERE task_id = {task_id};
    INSERT INTO task_worked (task_id, minutes) {_WORKED.format(f"task_id = {task_id} AND")};
    {_counted("task", "1", its)}
    """


_TIMES = "task_id, actual_start, actual_end"
_TALLIED = (
    "status, important, urgent_override, due, snoozed_until, source, estimate_minutes, drop_reason"
)


def _row(name: str, columns: str) -> str:
    return ", ".join(f"{name}.{column}" for column in columns.split(", "))


MATRIX = f"""
CREATE TABLE holiday (place VARCHAR NOT NULL, day DATE NOT NULL, name VARCHAR NOT NULL,
    PRIMARY KEY (place, day)) WITHOUT ROWID;
CREATE TABLE holiday_year (place VARCHAR NOT NULL, year INTEGER NOT NULL, found_on DATE NOT NULL,
    PRIMARY KEY (place, year)) WITHOUT ROWID;
CREATE INDEX task_urgent
    ON task (important, urgent_override, due, estimate_minutes, snoozed_until, created_at)
    WHERE status = 'open';
CREATE INDEX task_age ON task (important, created_at, id, urgent_override, due, estimate_minutes,
    snoozed_until) WHERE status = 'open';
CREATE INDEX task_later ON task (important, coalesce(scheduled, due, '9999'), id, urgent_override,
    due, estimate_minutes, snoozed_until) WHERE status = 'open';
CREATE INDEX task_chase ON task (coalesce(chase_on, '9999'), id, snoozed_until, created_at)
    WHERE status = 'waiting';
CREATE INDEX task_ranked ON task (rank) WHERE rank IS NOT NULL;
CREATE INDEX series_split ON series (split_from) WHERE split_from IS NOT NULL;
CREATE INDEX block_passed ON block (end_day, task_id) WHERE status = 'planned';
CREATE TABLE task_worked (task_id INTEGER NOT NULL PRIMARY KEY, minutes INTEGER NOT NULL);
CREATE TABLE task_tally (status VARCHAR NOT NULL, important BOOLEAN NOT NULL,
    override INTEGER NOT NULL, due VARCHAR NOT NULL, snoozed VARCHAR NOT NULL,
    intake BOOLEAN NOT NULL, tasks INTEGER NOT NULL, minutes INTEGER NOT NULL,
    PRIMARY KEY ({_KEY})) WITHOUT ROWID;
INSERT INTO task_worked (task_id, minutes) {_WORKED.format("task_id IS NOT NULL AND")};
{_counted("task", "1", "FROM task WHERE")}
CREATE TRIGGER tally_task_insert AFTER INSERT ON task BEGIN {_counted("NEW", "1")} END;
CREATE TRIGGER tally_task_update AFTER UPDATE ON task
    WHEN ({_row("NEW", _TALLIED)}) IS NOT ({_row("OLD", _TALLIED)}) BEGIN
    {_counted("OLD", "-1")} {_counted("NEW", "1")} {_emptied("OLD")} END;
CREATE TRIGGER tally_task_delete AFTER DELETE ON task BEGIN
    {_counted("OLD", "-1")} {_emptied("OLD")} END;
CREATE TRIGGER tally_block_insert AFTER INSERT ON block
    WHEN NEW.task_id IS NOT NULL AND NEW.actual_end IS NOT NULL BEGIN {_worked("NEW.task_id")} END;
CREATE TRIGGER tally_block_update AFTER UPDATE ON block
    WHEN ({_row("NEW", _TIMES)}) IS NOT ({_row("OLD", _TIMES)}) BEGIN
    {_worked("OLD.task_id")} {_worked("NEW.task_id")} END;
CREATE TRIGGER tally_block_delete AFTER DELETE ON block
    WHEN OLD.task_id IS NOT NULL AND OLD.actual_end IS NOT NULL BEGIN {_worked("OLD.task_id")} END;
CREATE TABLE duel (id INTEGER NOT NULL PRIMARY KEY, first_id INTEGER NOT NULL,
    then_id INTEGER NOT NULL, even BOOLEAN NOT NULL, said_on DATE NOT NULL);
"""
