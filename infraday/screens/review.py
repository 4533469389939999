"""Review: the risks that are due, one at a time. Still true? Score, status, the next time."""

from collections.abc import Sequence
from typing import ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType

from infraday import keys
from infraday.domain import (
    review_picture,
    review_run,
    risk_detail,
    risk_picture,
    risk_rules,
    triage_picture,
)
from infraday.domain.picture import Line, Region, fill
from infraday.domain.review_picture import EDGE, Asked, Progress
from infraday.domain.review_run import Run, Verdict
from infraday.domain.risk import OPEN
from infraday.domain.risk_detail import Told
from infraday.domain.risk_row import Around
from infraday.domain.risk_view import View
from infraday.domain.rows import Project
from infraday.screens.bindings import bindings
from infraday.screens.desk import Desk
from infraday.screens.review_verbs import ReviewVerbs
from infraday.screens.typed import KeepsDrafts
from infraday.splash import Opened
from infraday.store import file, pressing, quick, register_block, risk_lists, risk_rows
from infraday.store.errors import StoreError
from infraday.store.plain_rows import BlockRow
from infraday.store.risk_rows import RiskRow
from infraday.store.traces import Trace
from infraday.widgets.hints import Hints
from infraday.widgets.painted import Lines

OTHERS = tuple(action for action in keys.EVERYWHERE if action.id != "flow.triage")
PARTS = ("header", "rule", "item", "asked", "foot")
HOME = "risks"
DRAFT = "reviews"


class ReviewScreen(ReviewVerbs):
    """One risk fills the screen. Each answer is written at once, so the run can be left at any
    time; what is due the next time is what was not answered."""

    own_actions = keys.REVIEW
    own_signs = risk_picture.SAID
    BINDINGS: ClassVar[list[BindingType]] = bindings((*keys.REVIEW, *OTHERS, keys.INTERRUPT))

    def __init__(self, desk: Desk, _opened: Opened) -> None:
        super().__init__(desk)
        self.run = Run()
        self.at = self.since = desk.clock()
        self._today = desk.today
        self._first: int | None = None
        self._begins = True
        self._kept: dict[int, Verdict] = {}  # of risks that are not in this run
        self._stale = False
        self._raised = 0
        self._rows: dict[int, RiskRow] = {}
        self._projects: dict[int, Project] = {}
        self._block: BlockRow | None = None
        self._said = ""
        self.parts = {name: Lines(name) for name in PARTS}
        shown = keys.footer_actions(desk.config.keys, keys.REVIEW)
        self.hints = Hints([action for action in shown if action.id != "flow.triage"])

    @property
    def project_keys(self) -> list[str]:
        return sorted(project.key for project in self._projects.values())

    @property
    def here(self) -> RiskRow | None:
        return self._rows.get(self.run.here or 0)

    @property
    def block(self) -> BlockRow | None:
        return self._block

    def compose(self) -> ComposeResult:
        yield from self.parts.values()
        yield self.hints

    def begin(self, risk_id: int | None = None) -> None:
        """Ask about what is due, and about this risk before all others."""
        self._first, self._begins = risk_id, True
        if self.is_mounted:
            self.load()

    def on_mount(self) -> None:
        kept = cast(KeepsDrafts, self.app).take_draft(DRAFT) or {}
        self._kept = {
            int(it): review_run.read_written(of) for it, of in kept.items() if it.isdecimal()
        }
        self.load()

    def draft(self) -> tuple[str, dict[str, str]] | None:
        """What was said of risks and is not saved yet, for the next time."""
        verdicts = self._kept | self.run.verdicts
        kept = {str(it): review_run.written(verdict) for it, verdict in verdicts.items()}
        return (DRAFT, kept) if kept else None

    def on_screen_suspend(self) -> None:
        super().on_screen_suspend()
        if draft := self.draft():
            cast(KeepsDrafts, self.app).keep_draft(*draft)

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        cast(KeepsDrafts, self.app).take_draft(DRAFT)  # it is kept here again

    def on_resize(self, _: events.Resize) -> None:
        self.show()

    def load(self) -> None:
        """Read the risks of the run anew, the place on the same one."""
        try:
            self._read()
        except StoreError as refusal:
            self._stale = True
            self.refuse(refusal)
        self.show()

    def _read(self) -> None:
        """What was written by ourselves is seen with it, and is no change by another process."""
        self.at, today = self.desk.clock(), self.desk.today
        self.desk.is_changed()
        if self._begins or today != self._today:
            if not self.run.done or today != self._today:
                self._kept |= self.run.verdicts
                self.run, self.since, self._today = Run(), self.at, today
            self.run.begin(self.desk.look(risk_lists.reviews, today), self._first)
            self._begins, self._first = False, None
            for risk_id in self._kept.keys() & set(self.run.queue):
                self.run.say(risk_id, self._kept.pop(risk_id))
        rows = self.desk.look(risk_rows.of_ids, self.run.queue)
        self._rows = {row.id: row for row in rows}
        self.run.keep([row.id for row in rows if row.status in OPEN])
        self._projects = dict(self.desk.look(quick.projects))
        config = self.desk.config
        self._block = self.desk.look(register_block.of_today, config, self.at)
        self._said = self.desk.look(register_block.done_since, self.since, config, self.at)
        self._raised = self.desk.look(pressing.raised)
        self._stale = False

    def tick(self) -> None:
        """Follow the clock, and show what another process changed."""
        taken, changed = self.desk.take_in(), self.desk.is_changed()
        self._stale |= changed is True or taken is not None
        turned = self.desk.today != self._today
        if changed is not None and (self._stale or turned):
            try:
                self._read()
            except StoreError:
                self._stale = True
            self.show()
        if taken:
            self.say(taken.label, *taken.remarks)

    def show(self) -> None:
        """Show where the run stands, each part at its place."""
        frame = triage_picture.frame(*self.app.size)
        cells = frame.header.width
        note = "read-only" if file.is_read_only(self.desk.path) else ""
        self._put("header", frame.header, [review_picture.header(self._progress, note, cells)])
        self._put("rule", frame.rule, [triage_picture.rule(cells)])
        self._put("foot", frame.foot, [triage_picture.rule(cells)])
        self.hints.place(frame.footer)
        if risk := self.here:
            self._show_risk(risk, frame.body)
        else:
            self._show_end(frame.body)

    def _put(self, name: str, region: Region, lines: Sequence[Line]) -> None:
        self.parts[name].show(lines)
        self.parts[name].place(region)

    @property
    def _progress(self) -> Progress:
        run, today = self.run, self.desk.today
        left = [self._rows[it] for it in run.left if it in self._rows]
        late = sum(risk_rules.is_overdue(it.next_review, it.status, today) for it in left)
        return Progress(run.place + 1, len(run.queue), len(left), late, self._raised)

    def _show_risk(self, risk: RiskRow, body: Region) -> None:
        """The risk, as far as there is room; what is asked of it always stands at the bottom."""
        roomy = body.height >= review_picture.ROOMY - 4
        asked = Asked(self.desk.today, self.desk.config.bands, self.key_of, body.width)
        questions = review_picture.questions(risk, self.run.verdict(risk.id), asked)
        gap = int(roomy)
        height = max(0, body.height - len(questions) - 2 * gap)
        detail = self._detail(risk, max(8, body.width - 2 * EDGE))[:height]
        lines = [fill(((" " * EDGE, "text"), *line), body.width) for line in detail]
        self._put("item", Region(body.x, body.y + gap, body.width, len(lines)), lines)
        top = body.y + max(0, body.height - len(questions))
        self._put("asked", Region(body.x, top, body.width, len(questions)), questions)

    def _detail(self, risk: RiskRow, cells: int) -> Sequence[Line]:
        try:
            related = self.desk.look(risk_lists.detail, risk.id)
        except StoreError as refusal:
            return [((str(refusal), "warn"),)]
        rating = self.run.verdict(risk.id).rating
        project = self._projects.get(risk.project_id or 0)
        bands, zone = self.desk.config.bands, self.at.tzinfo
        around = Around(self.desk.today, bands, View.CURRENT, project, rating, zone)
        current = rating or risk.current
        warnings = risk_rules.out_of_order(risk.kind, risk.inherent, current, risk.residual)
        told = Told(risk_rules.sentence(risk), warnings)
        return risk_detail.lines(risk, related, told, around, cells)

    def _show_end(self, body: Region) -> None:
        block = self._block.activity if self._block else ""
        lines = review_picture.end(self._progress, self._said, block, body.width, self.key_of)
        self._put("item", body, lines[: body.height])
        self.parts["asked"].place(Region(0, 0, 0, 0))

    def point_out(self, trace: Trace) -> str:
        """The risk whose answer was taken back is asked about again."""
        for risk_id in trace.risk_ids:
            if self._is_open(risk_id):
                self.run.take_back(risk_id)
        self.load()
        return self.elsewhere(trace)

    def _is_open(self, risk_id: int) -> bool:
        """Also of one that had left the run: what ended it may have been undone."""
        try:
            found = self.desk.look(risk_rows.one, risk_id)
        except StoreError:
            return False
        return found is not None and found.status in OPEN

    def elsewhere(self, trace: Trace) -> str:
        return ""

    def action_back(self) -> None:
        """What was changed here and not saved first, then the run."""
        if (risk := self.here) and risk.id in self.run.verdicts:
            del self.run.verdicts[risk.id]
            self.show()
        else:
            self.leave()

    def leave(self) -> None:
        if not self.run.left:
            self.run, self.since = Run(), self.desk.clock()
        self.app.switch_mode(HOME)
