"""What the fourth step adds as SQL: risks with their assessments and issues, red flags, and the
steps of the burn-down, which triggers keep so that five years of it are a sum over days.

`risk_step` holds by how much each risk moves the lines on which day, `burn_down_day` the sum of
them: neither is a record, or in the journal. The triggers see every writer, undo and redo among
them.
"""

RISKS = """
CREATE TABLE risk (
    status VARCHAR(10) NOT NULL,
    inherent_probability INTEGER,
    inherent_impact INTEGER,
    probability INTEGER,
    impact INTEGER,
    residual_probability INTEGER,
    residual_impact INTEGER,
    probability_pct FLOAT,
    impact_cost_cents INTEGER,
    response VARCHAR(8),
    response_plan VARCHAR,
    response_due DATE,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    cause VARCHAR,
    event VARCHAR,
    effect VARCHAR,
    kind VARCHAR(11) NOT NULL,
    category VARCHAR(9),
    project_id INTEGER,
    owner VARCHAR,
    response_cost_cents INTEGER,
    contingency_plan VARCHAR,
    fallback_plan VARCHAR,
    "trigger" VARCHAR,
    proximity VARCHAR(12),
    accepted_by VARCHAR,
    accepted_on DATE,
    accept_until DATE,
    justification VARCHAR,
    review_every_days INTEGER,
    last_reviewed DATE,
    next_review DATE,
    occurred_on DATE,
    lesson VARCHAR,
    notes VARCHAR NOT NULL,
    source VARCHAR,
    source_uid VARCHAR,
    created_at DATETIME NOT NULL,
    CONSTRAINT risk_title CHECK (title <> ''),
    CONSTRAINT risk_inherent_probability CHECK (inherent_probability BETWEEN 1 AND 5),
    CONSTRAINT risk_inherent_impact CHECK (inherent_impact BETWEEN 1 AND 5),
    CONSTRAINT risk_probability CHECK (probability BETWEEN 1 AND 5),
    CONSTRAINT risk_impact CHECK (impact BETWEEN 1 AND 5),
    CONSTRAINT risk_residual_probability CHECK (residual_probability BETWEEN 1 AND 5),
    CONSTRAINT risk_residual_impact CHECK (residual_impact BETWEEN 1 AND 5),
    CONSTRAINT risk_probability_pct CHECK (probability_pct BETWEEN 0 AND 100),
    CONSTRAINT risk_impact_cost CHECK (impact_cost_cents >= 0),
    CONSTRAINT risk_response_cost CHECK (response_cost_cents >= 0),
    CONSTRAINT risk_review_every CHECK (review_every_days > 0),
    CONSTRAINT riskstatus
        CHECK (status IN ('identified', 'assessed', 'planned', 'monitoring', 'occurred',
            'closed', 'rejected')),
    CONSTRAINT response
        CHECK (response IN ('escalate', 'avoid', 'transfer', 'mitigate', 'accept', 'exploit',
            'share', 'enhance')),
    CONSTRAINT riskkind CHECK (kind IN ('threat', 'opportunity')),
    CONSTRAINT category
        CHECK (category IN ('business', 'technical', 'people', 'external', 'legal', 'vendor',
            'network', 'facility', 'security', 'data', 'cutover')),
    FOREIGN KEY(project_id) REFERENCES project (id),
    CONSTRAINT proximity CHECK (proximity IN ('imminent', 'this_month', 'this_quarter', 'later'))
);
CREATE INDEX risk_escalated ON risk (id) WHERE response = 'escalate';
CREATE INDEX risk_lapse ON risk (accept_until) WHERE response = 'accept';
CREATE INDEX risk_project ON risk (project_id);
CREATE INDEX risk_register ON risk (probability * impact DESC, impact DESC, id, status,
    probability, kind, project_id, owner, category, inherent_probability, inherent_impact,
    residual_probability, residual_impact, probability_pct, impact_cost_cents, response,
    response_due, proximity, accept_until, last_reviewed, next_review)
    WHERE status IN ('identified', 'assessed', 'planned', 'monitoring');
CREATE INDEX risk_review ON risk (next_review, last_reviewed, probability, impact)
    WHERE status IN ('identified', 'assessed', 'planned', 'monitoring');
CREATE INDEX risk_source ON risk (source, source_uid);
CREATE TABLE assessment (
    status VARCHAR(10) NOT NULL,
    inherent_probability INTEGER,
    inherent_impact INTEGER,
    probability INTEGER,
    impact INTEGER,
    residual_probability INTEGER,
    residual_impact INTEGER,
    probability_pct FLOAT,
    impact_cost_cents INTEGER,
    response VARCHAR(8),
    response_plan VARCHAR,
    response_due DATE,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    risk_id INTEGER NOT NULL,
    "on" DATE NOT NULL,
    at DATETIME NOT NULL,
    "by" VARCHAR NOT NULL,
    occasion VARCHAR(8) NOT NULL,
    note VARCHAR,
    CONSTRAINT assessment_inherent_probability CHECK (inherent_probability BETWEEN 1 AND 5),
    CONSTRAINT assessment_inherent_impact CHECK (inherent_impact BETWEEN 1 AND 5),
    CONSTRAINT assessment_probability CHECK (probability BETWEEN 1 AND 5),
    CONSTRAINT assessment_impact CHECK (impact BETWEEN 1 AND 5),
    CONSTRAINT assessment_residual_probability CHECK (residual_probability BETWEEN 1 AND 5),
    CONSTRAINT assessment_residual_impact CHECK (residual_impact BETWEEN 1 AND 5),
    CONSTRAINT riskstatus
        CHECK (status IN ('identified', 'assessed', 'planned', 'monitoring', 'occurred',
            'closed', 'rejected')),
    CONSTRAINT response
        CHECK (response IN ('escalate', 'avoid', 'transfer', 'mitigate', 'accept', 'exploit',
            'share', 'enhance')),
    FOREIGN KEY(risk_id) REFERENCES risk (id) ON DELETE CASCADE,
    CONSTRAINT occasion CHECK (occasion IN ('added', 'changed', 'reviewed', 'imported'))
);
CREATE INDEX assessment_at ON assessment (at);
CREATE INDEX assessment_risk ON assessment (risk_id, "on", id);
CREATE TABLE issue (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    risk_id INTEGER,
    title VARCHAR NOT NULL,
    project_id INTEGER,
    owner VARCHAR,
    status VARCHAR(8) NOT NULL,
    occurred_on DATE NOT NULL,
    resolved_on DATE,
    actual_cost_cents INTEGER,
    notes VARCHAR NOT NULL,
    created_at DATETIME NOT NULL,
    CONSTRAINT issue_title CHECK (title <> ''),
    CONSTRAINT issue_actual_cost CHECK (actual_cost_cents >= 0),
    FOREIGN KEY(risk_id) REFERENCES risk (id) ON DELETE SET NULL,
    FOREIGN KEY(project_id) REFERENCES project (id),
    CONSTRAINT issuestatus CHECK (status IN ('open', 'resolved'))
);
CREATE INDEX issue_risk ON issue (risk_id);
"""

FLAGS = """
CREATE TABLE flag_verdict (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    project_id INTEGER NOT NULL,
    "key" VARCHAR NOT NULL,
    day DATE NOT NULL,
    state VARCHAR(8) NOT NULL,
    note VARCHAR NOT NULL,
    at DATETIME NOT NULL,
    FOREIGN KEY(project_id) REFERENCES project (id),
    CONSTRAINT flagstate CHECK (state IN ('no_data', 'clear', 'watch', 'raised', 'resolved'))
);
CREATE INDEX flag_verdict_cell ON flag_verdict (project_id, "key", day, id);
CREATE TABLE flag_link (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    project_id INTEGER NOT NULL,
    "key" VARCHAR NOT NULL,
    target VARCHAR NOT NULL,
    made_on DATE NOT NULL,
    FOREIGN KEY(project_id) REFERENCES project (id)
);
CREATE UNIQUE INDEX flag_link_cell ON flag_link (project_id, "key", target);
CREATE INDEX flag_link_target ON flag_link (target);
CREATE TABLE flag_check (
    project_id INTEGER NOT NULL,
    "key" VARCHAR NOT NULL,
    day DATE NOT NULL,
    computed_state VARCHAR(8) NOT NULL,
    since DATE NOT NULL,
    evidence VARCHAR NOT NULL,
    PRIMARY KEY (project_id, "key", day),
    FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE CASCADE,
    CONSTRAINT flagstate
        CHECK (computed_state IN ('no_data', 'clear', 'watch', 'raised', 'resolved'))
);
CREATE INDEX flag_check_day ON flag_check (day, computed_state);
"""

HEALTH = """
CREATE INDEX task_health ON task (project_id, coalesce(output, '') = '', coalesce(owner, '') = '',
    estimate_minutes, due) WHERE status IN ('open', 'waiting');
"""

# What words are looked for in, in small letters as far as SQLite knows them: no record either.
_WORDS = " || char(10) || ".join(
    f"coalesce(NEW.{name}, '')" for name in ("title", "cause", "event", "effect", "source_uid")
)
_WORDS += " || printf('%cR-%03d', char(10), NEW.id)"
TEXT = f"""
CREATE TABLE risk_text (id INTEGER NOT NULL PRIMARY KEY, text VARCHAR NOT NULL);
CREATE TRIGGER risk_text_insert AFTER INSERT ON risk BEGIN
    INSERT INTO risk_text (id, text) VALUES (NEW.id, lower({_WORDS}));
END;
CREATE TRIGGER risk_text_update
AFTER UPDATE OF title, cause, event, effect, source_uid ON risk BEGIN
    UPDATE risk_text SET text = lower({_WORDS}) WHERE id = NEW.id;
END;
CREATE TRIGGER risk_text_delete AFTER DELETE ON risk BEGIN
    DELETE FROM risk_text WHERE id = OLD.id;
END;
"""

RECORDS = ("risk", "assessment", "issue", "flag_verdict", "flag_link")

_FIGURES = "score, exposure_cents, planned, open, unassessed"
_ADDED = ", ".join(f"{name} = {name} + excluded.{name}" for name in _FIGURES.split(", "))

# One assessment holds from its day until the next one. Its plan is met from `response_due` on:
# the residual score for a threat, unless that would raise the line. A trigger knows no WITH.
_SAID = """
    SELECT a."on", a.id, a.response_due AS due, r.kind, r.project_id,
        a.status IN ('identified', 'assessed', 'planned', 'monitoring') AS open,
        a.probability * a.impact AS rated,
        a.residual_probability * a.residual_impact AS left_over,
        CAST(a.probability_pct * a.impact_cost_cents / 100.0 + 0.5 AS INTEGER) AS exposure
    FROM assessment AS a JOIN risk AS r ON r.id = a.risk_id WHERE a.risk_id = {0}
"""
_STATES = f"""
    SELECT "on", id, due, kind, project_id, open,
        open * coalesce(rated, 0) AS score, open * coalesce(exposure, 0) AS exposure_cents,
        open * (rated IS NULL) AS unassessed,
        open * CASE WHEN rated IS NULL THEN 0 WHEN left_over IS NULL THEN rated
            WHEN kind = 'threat' THEN min(rated, left_over)
            ELSE max(rated, left_over) END AS met,
        lead("on") OVER (ORDER BY "on", id) AS until
    FROM ({_SAID})
"""
_LINE = f"""
    SELECT *, CASE WHEN due <= "on" THEN met ELSE score END AS begins_planned,
        CASE WHEN due < until THEN met ELSE score END AS ends_planned FROM ({_STATES})
"""
_STEPS = f"""
    SELECT "on" AS day, kind, project_id, score - lag(score, 1, 0) OVER course AS score,
        exposure_cents - lag(exposure_cents, 1, 0) OVER course AS exposure_cents,
        begins_planned - lag(ends_planned, 1, 0) OVER course AS planned,
        open - lag(open, 1, 0) OVER course AS open,
        unassessed - lag(unassessed, 1, 0) OVER course AS unassessed
    FROM ({_LINE}) WINDOW course AS (ORDER BY "on", id)
    UNION ALL
    SELECT due, kind, project_id, 0, 0, met - score, 0, 0 FROM ({_LINE})
    WHERE due > "on" AND (until IS NULL OR due < until)
"""
_STEP = f"""
    INSERT INTO risk_step (risk_id, day, kind, project_id, score, exposure_cents, planned, open,
        unassessed)
    SELECT {{0}}, day, kind, coalesce(project_id, 0), sum(score), sum(exposure_cents),
        sum(planned), sum(open), sum(unassessed) FROM ({_STEPS}) GROUP BY day;
"""


def _summed(sign: str, risk_id: str) -> str:
    figures = ", ".join(f"{sign}{name}" for name in _FIGURES.split(", "))
    return f"""
    INSERT INTO burn_down_day (kind, project_id, day, {_FIGURES})
    SELECT kind, project_id, day, {figures} FROM risk_step WHERE risk_id = {risk_id}
    ON CONFLICT (kind, project_id, day) DO UPDATE SET {_ADDED};
    """


def _anew(risk_id: str) -> str:
    """Derive the steps of one risk anew."""
    return (
        _summed("-", risk_id)
        + f"DELETE FROM risk_step WHERE risk_id = {risk_id};"
        + _STEP.format(risk_id)
        + _summed("", risk_id)
    )


BURN_DOWN = f"""
CREATE TABLE risk_step (risk_id INTEGER NOT NULL, day DATE NOT NULL, kind VARCHAR NOT NULL,
    project_id INTEGER NOT NULL, score INTEGER NOT NULL, exposure_cents INTEGER NOT NULL,
    planned INTEGER NOT NULL, open INTEGER NOT NULL, unassessed INTEGER NOT NULL,
    PRIMARY KEY (risk_id, day)) WITHOUT ROWID;
CREATE TABLE burn_down_day (kind VARCHAR NOT NULL, project_id INTEGER NOT NULL, day DATE NOT NULL,
    score INTEGER NOT NULL, exposure_cents INTEGER NOT NULL, planned INTEGER NOT NULL,
    open INTEGER NOT NULL, unassessed INTEGER NOT NULL, PRIMARY KEY (kind, day, project_id))
    WITHOUT ROWID;
CREATE TRIGGER burn_down_insert AFTER INSERT ON assessment BEGIN {_anew("NEW.risk_id")} END;
CREATE TRIGGER burn_down_update AFTER UPDATE ON assessment BEGIN {_anew("NEW.risk_id")} END;
CREATE TRIGGER burn_down_delete AFTER DELETE ON assessment BEGIN {_anew("OLD.risk_id")} END;
CREATE TRIGGER burn_down_risk_insert AFTER INSERT ON risk
    WHEN EXISTS (SELECT 1 FROM assessment WHERE risk_id = NEW.id) BEGIN {_anew("NEW.id")} END;
CREATE TRIGGER burn_down_risk_update AFTER UPDATE ON risk
    WHEN (NEW.kind, NEW.project_id) IS NOT (OLD.kind, OLD.project_id) BEGIN {_anew("NEW.id")} END;
CREATE TRIGGER burn_down_risk_delete AFTER DELETE ON risk BEGIN {_anew("OLD.id")} END;
"""
