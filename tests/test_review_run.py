"""A run of reviews: what is asked about next, what waits to be saved, what is taken back."""

from datetime import date, timedelta
from typing import NamedTuple

from infraday.domain.review_picture import Asked, Progress, end, header, questions
from infraday.domain.review_run import Run, Verdict, next_review, read_written, written
from infraday.domain.risk import BANDS, Rating, RiskStatus
from tests.factories import TODAY


class Risk(NamedTuple):
    status: RiskStatus = RiskStatus.ASSESSED
    current: Rating = Rating(4, 4)
    review_every_days: int | None = None


def run(*due: int, first: int | None = None) -> Run:
    found = Run()
    found.begin(due, first)
    return found


def words(lines: object) -> str:
    assert isinstance(lines, list)
    return "\n".join("".join(part for part, _ in line) for line in lines)


def test_what_is_due_is_asked_about_in_its_order_the_chosen_one_first() -> None:
    it = run(3, 1, 2, first=2)
    assert (it.queue, it.here) == ([2, 3, 1], 2)
    it.answer(2, 10)
    assert it.here == 3
    it.step(1)
    it.answer(1, 11)
    assert it.here == 3
    it.answer(3, 12)
    assert it.here is None
    assert it.left == []


def test_a_run_that_goes_on_keeps_its_answers() -> None:
    it = run(1, 2)
    it.answer(1, 10)
    it.begin([2, 3])
    assert (it.queue, it.here, it.done) == ([1, 2, 3], 2, {1: 10})
    it.begin([2, 3], 1)
    assert (it.here, it.done) == (1, {})


def test_an_answer_that_is_taken_back_is_asked_for_again() -> None:
    it = run(1, 2)
    it.answer(1, 10)
    it.answer(2, 11)
    it.take_back(2)
    assert (it.here, it.left) == (2, [2])
    it.take_back(7)
    assert it.here == 2


def test_one_that_ends_elsewhere_leaves_the_run_and_comes_back_with_its_undo() -> None:
    it = run(1, 2, 3)
    it.step(1)
    it.keep([1, 3])
    assert (it.queue, it.here) == ([1, 3], 3)
    it.take_back(2)
    assert (it.queue, it.here) == ([1, 2, 3], 2)


def test_an_answer_that_ends_a_risk_leads_to_the_one_after_it() -> None:
    it = run(1, 2, 3)
    it.keep([2, 3])
    it.answer(1, 10)
    assert (it.queue, it.here, it.left) == ([1, 2, 3], 2, [2, 3])


def test_one_steps_over_what_was_answered_and_not_out_of_the_run() -> None:
    it = run(1, 2, 3)
    it.step(1)
    it.answer(2, 10)
    assert it.here == 3
    assert it.step(-1)
    assert it.here == 1
    assert not it.step(-1)
    it.step(1)
    assert it.step(1)
    assert it.here is None
    assert not it.step(1)


def test_what_is_not_saved_waits_with_its_risk() -> None:
    it = run(1, 2)
    it.say(1, Verdict(note="seen"))
    it.step(1)
    assert it.verdict(1).note == "seen"
    it.say(1, Verdict())
    assert it.verdicts == {}


def test_levels_stay_on_the_scale_and_what_is_the_same_again_is_no_change() -> None:
    saved = Rating(5, 2)
    up = Verdict().rated(saved, "impact", 1)
    assert up.rating == Rating(5, 3)
    assert up.rated(saved, "impact", -1) == Verdict()
    assert Verdict().rated(saved, "probability", 1) == Verdict()
    assert Verdict().rated(Rating(), "probability", 1).rating == Rating(3, None)


def test_the_status_goes_round_and_back_to_what_it_was() -> None:
    verdict = Verdict().moved_on(RiskStatus.PLANNED)
    assert verdict.status is RiskStatus.MONITORING
    for _ in range(3):
        verdict = verdict.moved_on(RiskStatus.PLANNED)
    assert verdict == Verdict()


def test_what_is_not_saved_is_read_again_as_it_was_written() -> None:
    for verdict in (
        Verdict(Rating(2, None), RiskStatus.PLANNED, TODAY, "two\nlines"),
        Verdict(note="seen"),
        Verdict(),
    ):
        assert read_written(written(verdict)) == verdict
    assert read_written("9x9\nopen") == read_written("") == Verdict()


def test_the_next_review_is_as_said_else_as_agreed_else_as_the_band_asks() -> None:
    def days(risk: Risk, verdict: Verdict = Verdict()) -> int:  # noqa: B008 - never changed
        return (next_review(risk, verdict, TODAY, BANDS) - TODAY).days

    assert days(Risk(review_every_days=10)) == 10
    assert days(Risk()) == 7
    assert days(Risk(), Verdict(rating=Rating(1, 1))) == 90
    assert days(Risk(), Verdict(next_review=TODAY + timedelta(days=2))) == 2


def test_the_questions_show_what_would_be_saved() -> None:
    asked = Asked(date(2026, 11, 24), BANDS, lambda _: "k", 100)
    told = words(questions(Risk(), Verdict(), asked))
    assert "Still true?  k reviewed" in told
    assert "4×4 ▲ 16 critical · high × high" in told
    assert "Tue 1 Dec 2026 · in 7 days" in told
    verdict = Verdict(Rating(2, 4), RiskStatus.MONITORING, date(2026, 11, 25), "see Ana")
    told = words(questions(Risk(), verdict, asked))
    assert "4×4 ▲ 16 critical → 2×4 ◇ 8 medium" in told
    assert "assessed → monitoring" in told
    assert "saved as it stands here" in told
    assert "see Ana" in told


def test_header_and_end_say_how_far_the_run_is() -> None:
    assert "3 of 7 · 2 overdue" in words([header(Progress(3, 7, 5, 2), "", 60)])
    assert "2 left" in words([header(Progress(8, 7, 2, 0), "", 60)])
    assert "7 reviewed" in words([header(Progress(8, 7, 0, 0), "", 60)])
    page = words(end(Progress(8, 7, 0, 0), "7 reviewed", "Register", 60, str))
    assert "All that were due" in page
    assert "close the block Register" in page
    assert "\x1b" not in words(end(Progress(8, 7, 0, 0), "", "\x1b[31m", 60, str))
    assert "No risk is due" in words(end(Progress(1, 0, 0, 0), "", "", 60, str))
