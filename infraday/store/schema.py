"""The first schema as SQL: what the models say, written out so that no import waits for them."""

from infraday.store import schema_risks

TABLES = """
CREATE TABLE project (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    "key" VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    client VARCHAR,
    colour VARCHAR,
    status VARCHAR(8) NOT NULL,
    started_on DATE,
    due_on DATE,
    owner VARCHAR,
    notes VARCHAR NOT NULL,
    UNIQUE ("key"),
    CONSTRAINT projectstatus CHECK (status IN ('proposed', 'active', 'on_hold', 'closed'))
);
CREATE TABLE day (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    day DATE NOT NULL,
    capacity_minutes INTEGER,
    notes VARCHAR NOT NULL,
    triaged_at DATETIME,
    closed_at DATETIME,
    UNIQUE (day)
);
CREATE TABLE series (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    activity VARCHAR NOT NULL,
    purpose VARCHAR,
    output VARCHAR,
    kind VARCHAR(7) NOT NULL,
    project_id INTEGER,
    notes VARCHAR NOT NULL,
    fixed BOOLEAN NOT NULL,
    source VARCHAR(8) NOT NULL,
    first_day DATE NOT NULL,
    start TIME,
    minutes INTEGER NOT NULL,
    rrule VARCHAR NOT NULL,
    rdate VARCHAR NOT NULL,
    exdate VARCHAR NOT NULL,
    tz VARCHAR,
    calendar VARCHAR,
    uid VARCHAR,
    imported VARCHAR,
    split_from INTEGER,
    CONSTRAINT series_minutes CHECK (minutes >= 0),
    CONSTRAINT kind
        CHECK (kind IN ('triage', 'meeting', 'finance', 'vendor', 'risk', 'change', 'report',
            'comms', 'focus', 'break', 'wrap_up', 'other')),
    FOREIGN KEY(project_id) REFERENCES project (id),
    CONSTRAINT source CHECK (source IN ('manual', 'template', 'ics')),
    FOREIGN KEY(split_from) REFERENCES series (id)
);
CREATE INDEX series_uid ON series (calendar, uid);
CREATE TABLE occurrence (
    series_id INTEGER NOT NULL,
    recurrence_id DATE NOT NULL,
    day DATE NOT NULL,
    start TIME,
    end_day DATE NOT NULL,
    "end" TIME,
    PRIMARY KEY (series_id, recurrence_id),
    FOREIGN KEY(series_id) REFERENCES series (id) ON DELETE CASCADE
);
CREATE INDEX occurrence_day ON occurrence (day);
CREATE TABLE forgotten_event (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    calendar VARCHAR NOT NULL,
    uid VARCHAR NOT NULL,
    recurrence_id DATE
);
CREATE INDEX forgotten_event_uid ON forgotten_event (calendar, uid);
CREATE TABLE task (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    project_id INTEGER,
    status VARCHAR(7) NOT NULL,
    important BOOLEAN NOT NULL,
    urgent_override BOOLEAN,
    due DATE,
    scheduled DATE,
    estimate_minutes INTEGER,
    owner VARCHAR,
    asked_on DATE,
    chase_on DATE,
    output VARCHAR,
    notes VARCHAR NOT NULL,
    drop_reason VARCHAR,
    snoozed_until DATE,
    rank INTEGER,
    due_moved INTEGER NOT NULL,
    unplanned BOOLEAN NOT NULL,
    source VARCHAR,
    source_uid VARCHAR,
    created_at DATETIME NOT NULL,
    done_at DATETIME,
    CONSTRAINT task_title CHECK (title <> ''),
    CONSTRAINT task_estimate CHECK (estimate_minutes > 0),
    FOREIGN KEY(project_id) REFERENCES project (id),
    CONSTRAINT taskstatus CHECK (status IN ('inbox', 'open', 'waiting', 'done', 'dropped'))
);
CREATE INDEX task_source ON task (source, source_uid);
CREATE INDEX task_status ON task (status, due);
CREATE INDEX task_to_place ON task (important DESC, due IS NULL, due, id)
    WHERE status IN ('inbox', 'open');
CREATE TABLE block (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    day DATE NOT NULL,
    start TIME,
    end_day DATE NOT NULL,
    "end" TIME,
    activity VARCHAR NOT NULL,
    purpose VARCHAR,
    output VARCHAR,
    kind VARCHAR(7) NOT NULL,
    project_id INTEGER,
    task_id INTEGER,
    notes VARCHAR NOT NULL,
    status VARCHAR(9) NOT NULL,
    actual_start DATETIME,
    actual_end DATETIME,
    output_state VARCHAR(8),
    output_note VARCHAR,
    unplanned BOOLEAN NOT NULL,
    fixed BOOLEAN NOT NULL,
    source VARCHAR(8) NOT NULL,
    uid VARCHAR,
    calendar VARCHAR,
    imported VARCHAR,
    series_id INTEGER,
    recurrence_id DATE,
    moved_to_id INTEGER,
    CONSTRAINT block_all_day CHECK ((start IS NULL) = ("end" IS NULL)),
    CONSTRAINT block_order
        CHECK (end_day > day OR (end_day = day AND (start IS NULL OR "end" >= start))),
    CONSTRAINT block_activity CHECK (activity <> ''),
    CONSTRAINT kind
        CHECK (kind IN ('triage', 'meeting', 'finance', 'vendor', 'risk', 'change', 'report',
            'comms', 'focus', 'break', 'wrap_up', 'other')),
    FOREIGN KEY(project_id) REFERENCES project (id),
    FOREIGN KEY(task_id) REFERENCES task (id),
    CONSTRAINT status
        CHECK (status IN ('planned', 'active', 'done', 'skipped', 'moved', 'cancelled')),
    CONSTRAINT outputstate CHECK (output_state IN ('none', 'partial', 'produced')),
    CONSTRAINT source CHECK (source IN ('manual', 'template', 'ics')),
    FOREIGN KEY(series_id) REFERENCES series (id),
    FOREIGN KEY(moved_to_id) REFERENCES block (id)
);
CREATE INDEX block_active ON block (status) WHERE status = 'active';
CREATE INDEX block_day ON block (day, end_day);
CREATE INDEX block_moved_to ON block (moved_to_id) WHERE moved_to_id IS NOT NULL;
CREATE UNIQUE INDEX block_occurrence ON block (series_id, recurrence_id);
CREATE INDEX block_task ON block (task_id);
CREATE INDEX block_uid ON block (uid);
CREATE TABLE link (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    block_id INTEGER,
    task_id INTEGER,
    target VARCHAR NOT NULL,
    CONSTRAINT link_owner CHECK ((block_id IS NULL) <> (task_id IS NULL)),
    FOREIGN KEY(block_id) REFERENCES block (id) ON DELETE CASCADE,
    FOREIGN KEY(task_id) REFERENCES task (id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX link_block ON link (block_id, target);
CREATE INDEX link_target ON link (target);
CREATE UNIQUE INDEX link_task ON link (task_id, target);
CREATE TABLE journal_entry (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at DATETIME NOT NULL,
    actor VARCHAR NOT NULL,
    label VARCHAR NOT NULL,
    undone INTEGER NOT NULL
);
CREATE INDEX journal_entry_redo ON journal_entry (undone) WHERE undone > 0;
CREATE INDEX journal_entry_actor ON journal_entry (actor, id) WHERE undone = 0;
CREATE TABLE journal_change (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    entry_id INTEGER NOT NULL,
    tbl VARCHAR NOT NULL,
    pk INTEGER NOT NULL,
    before VARCHAR,
    after VARCHAR,
    FOREIGN KEY(entry_id) REFERENCES journal_entry (id)
);
CREATE INDEX journal_change_entry ON journal_change (entry_id);
CREATE INDEX journal_change_row ON journal_change (tbl, pk);
CREATE TABLE journal_current (entry_id INTEGER NOT NULL);
"""

FIRST_RECORDS = ("project", "day", "series", "forgotten_event", "task", "block", "link")
RECORDS = (*FIRST_RECORDS, *schema_risks.RECORDS)

_TASKS = """SELECT *, (
    SELECT CAST(round(sum(julianday(actual_end) - julianday(actual_start)) * 1440) AS INTEGER)
    FROM block WHERE block.task_id = task.id AND actual_start IS NOT NULL AND actual_end IS NOT NULL
) AS worked_minutes FROM task"""

# The planner of SQLite would sort all of the inbox: quick_waiting names the index to walk along.
VIEWS = f"""
CREATE VIEW quick_project AS SELECT id, "key", name, colour, status FROM project;
CREATE VIEW quick_block AS SELECT * FROM block;
CREATE VIEW quick_task AS {_TASKS};
CREATE VIEW quick_waiting AS {_TASKS} INDEXED BY task_to_place WHERE status IN ('inbox', 'open');
CREATE VIEW quick_day AS SELECT day, capacity_minutes, notes FROM day;
CREATE VIEW quick_link AS SELECT block_id, task_id, target FROM link;
"""

SERIES_COLUMNS = "rrule, rdate, exdate, tz, first_day, start, minutes"

# Which series' occurrences are to be derived anew, and for which days the others stand: neither
# is a record. The triggers see every writer, undo and redo among them.
OCCURRENCES = f"""
CREATE TABLE occurrence_due (series_id INTEGER NOT NULL PRIMARY KEY);
CREATE TABLE occurrence_window (first_day DATE NOT NULL, last_day DATE NOT NULL,
    zone VARCHAR NOT NULL);
INSERT INTO occurrence_due (series_id) SELECT id FROM series;
CREATE TRIGGER occurrence_insert AFTER INSERT ON series BEGIN
    INSERT OR IGNORE INTO occurrence_due (series_id) VALUES (NEW.id); END;
CREATE TRIGGER occurrence_update AFTER UPDATE ON series WHEN
    ({", ".join(f"NEW.{name}" for name in SERIES_COLUMNS.split(", "))}) IS NOT
    ({", ".join(f"OLD.{name}" for name in SERIES_COLUMNS.split(", "))}) BEGIN
    DELETE FROM occurrence WHERE series_id = NEW.id;
    INSERT OR IGNORE INTO occurrence_due (series_id) VALUES (NEW.id); END;
CREATE TRIGGER occurrence_delete AFTER DELETE ON series BEGIN
    DELETE FROM occurrence WHERE series_id = OLD.id;
    DELETE FROM occurrence_due WHERE series_id = OLD.id; END;
CREATE VIEW quick_series AS SELECT * FROM series;
CREATE VIEW quick_fallen AS SELECT * FROM occurrence AS o WHERE NOT EXISTS (SELECT 1 FROM block
    WHERE block.series_id = o.series_id AND block.recurrence_id = o.recurrence_id);
CREATE VIEW quick_occurrence AS SELECT
    -(o.series_id * 4000000 + CAST(julianday(o.recurrence_id) - 1721424.5 AS INTEGER)) AS id,
    s.version, o.day, o.start, o.end_day, o."end", s.activity, s.purpose, s.output, s.kind,
    s.project_id, NULL AS task_id, s.notes, 'planned' AS status, NULL AS actual_start,
    NULL AS actual_end, NULL AS output_state, NULL AS output_note, 0 AS unplanned, s.fixed,
    s.source, s.uid, o.series_id, o.recurrence_id, NULL AS moved_to_id
    FROM quick_fallen AS o JOIN series AS s ON s.id = o.series_id;
"""
