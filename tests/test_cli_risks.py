"""`infraday risks`: the list, what is due, the largest exposures, the heat map, the burn-down."""

from datetime import timedelta

import pytest

from tests import factories as make
from tests.commands import Commands

SETUP = (
    ("Core switch late", "--project", "dc-move", "--owner", "Ana", "--probability", "4",
     "--impact", "5", "--response", "mitigate", "--plan", "two", "--due", "26 Nov",
     "--residual-probability", "2", "--residual-impact", "4", "--pct", "40%", "--cost", "12500.50"),
    ("Fibre shared", "--probability", "3", "--impact", "4", "--category", "network",
     "--response", "accept", "--accepted-by", "jo", "--accept-until", "30 Nov",
     "--justification", "rare"),
    ("Spare optics", "--kind", "opportunity", "--pct", "50", "--cost", "1000"),
    ("Freeze extended", "--probability", "2", "--impact", "2"),
)  # fmt: skip


@pytest.fixture
def register(infraday: Commands) -> Commands:
    """Three risks and an opportunity that are open, the last of them closed; reviewed last week
    was only the second."""
    infraday.now -= timedelta(days=9)
    for words in SETUP:
        infraday("risk", "add", *words)
    infraday("risk", "review", "R-002", "--next", "21 Nov")
    infraday.now = make.NOW
    infraday("risk", "close", "R-004")
    return infraday


def refs(commands: Commands, *words: str) -> list[str]:
    return [risk["ref"] for risk in commands.data("risks", *words)]


def test_the_list_is_by_score_and_in_words(register: Commands) -> None:
    code, out, err = register("risks")

    assert (code, err) == (0, "")
    assert out == (
        "▲ 20 critical   R-001  Core switch late  ·  @Ana · mitigate · never reviewed · 5 000.20"
        " · #dc-move\n"
        "△ 12 high       R-002  Fibre shared  ·  accept until Mon · review overdue 3 d\n"
        "? not assessed  R-003  Spare optics  ·  opportunity · never reviewed · 500\n"
    )
    assert register("risks", "--view", "residual").out.startswith("◇  8 medium     R-001  Core")


FILTERS: tuple[tuple[tuple[str, ...], list[int]], ...] = (
    ((), [1, 2, 3]),
    (("--all",), [1, 2, 4, 3]),
    (("--status", "closed"), [4]),
    (("--status", "all"), [1, 2, 4, 3]),
    (("--status", "planned", "--status", "closed"), [1, 4]),
    (("fibre",), [2]),
    (("--project", "dc-move"), [1]),
    (("--owner", "@ana"), [1]),
    (("--category", "network"), [2]),
    (("--kind", "opportunity"), [3]),
    (("--band", "critical"), [1]),
    (("--band", "medium"), []),
    (("--band", "medium", "--view", "residual"), [1]),
    (("--overdue",), [2]),
    (("--unassessed",), [3]),
    (("--sort", "ref", "--reverse"), [3, 2, 1]),
    (("--sort", "exposure"), [1, 3, 2]),
    (("--reviews",), [2, 1, 3]),
    (("--reviews", "--owner", "ana"), [1]),
)


def test_filters_and_orders(register: Commands) -> None:
    found = {words: refs(register, *words) for words, _ in FILTERS}

    assert found == {words: [f"R-{n:03}" for n in wanted] for words, wanted in FILTERS}


def test_the_records_say_what_is_overdue(register: Commands) -> None:
    risks = register.data("risks")

    assert [risk["review_overdue"] for risk in risks] == [False, True, False]
    assert [risk["band"] for risk in risks] == ["critical", "high", None]


def test_the_largest_exposures_add_up_to_the_reserve(register: Commands) -> None:
    found = register.data("risks", "--top", "1")

    top = {"ref": "R-001", "title": "Core switch late", "kind": "threat"}
    assert found == {
        "reserve_cents": 500_020 - 50_000,
        "top": [top | {"contributes_cents": 500_020}],
    }
    assert register("risks", "--top", "5").out == (
        "5 000.20  R-001  Core switch late\n"
        "    -500  R-003  Spare optics\n"
        "4 500.20  contingency reserve: the exposure of all open threats less that of "
        "opportunities\n"
    )
    assert register.data("risks", "--top", "5", "--project", "dc-move")["reserve_cents"] == 500_020


def test_the_heat_map_counts_by_cell(register: Commands) -> None:
    lines = register("risks", "--heat-map").out.splitlines()

    assert lines[1] == "P4 high       ·    ◇    △    ▲    ▲1"
    assert lines[2] == "P3 medium     ·    ◇    ◇    △1   ▲"
    assert lines[-1].endswith("? not assessed: 1")
    found = register.data("risks", "--heat-map", "--view", "residual")
    assert [cell for cell in found["cells"] if cell["count"]] == [
        {"probability": 2, "impact": 4, "score": 8, "band": "medium", "count": 1}
    ]
    assert (found["view"], len(found["cells"]), found["unassessed"]) == ("residual", 25, 2)


def test_the_burn_down_in_numbers(register: Commands) -> None:
    days = register.data("risks", "--burn-down", "--to", "26 Nov")

    assert [day["on"] for day in (days[0], days[-1])] == ["2026-11-15", "2026-11-26"]
    first, today, planned = days[0], days[9], days[11]
    assert (first["score"], first["planned_score"], first["open"]) == (36, 36, 3)
    assert today == {
        **{"on": "2026-11-24", "score": 32, "exposure_cents": 500_020, "planned_score": 32},
        **{"open": 2, "unassessed": 0, "opportunity_score": 0, "opportunity_planned_score": 0},
        **{"opportunity_exposure_cents": 50_000, "opportunity_open": 1},
        "opportunity_unassessed": 1,
    }
    assert (planned["score"], planned["exposure_cents"], planned["planned_score"]) == (
        None,
        None,
        20,
    )
    assert len(register.data("risks", "--burn-down", "--from", "yesterday")) == 2


def test_for_people_the_burn_down_has_the_days_on_which_it_moved(register: Commands) -> None:
    out = register("risks", "--burn-down", "--project", "dc-move", "--to", "27 Nov").out

    assert out == (
        "Threats     score  exposure  planned  open  not assessed\n"
        "2026-11-15     20  5 000.20       20     1             0\n"
        "2026-11-25                        20     1             0\n"
        "2026-11-26                         8     1             0\n"
        "2026-11-27                         8     1             0\n"
    )
    assert "Opportunities" in register("risks", "--burn-down").out


REFUSED: tuple[tuple[tuple[str, ...], int, str], ...] = (
    (("--project", "nope"), 3, "There is no project #nope."),
    (("--burn-down", "--project", "nope"), 3, "There is no project #nope."),
    (("--burn-down", "--top", "3"), 2, "--burn-down and --top print different things."),
    (("--burn-down", "--owner", "ana"), 2, "--burn-down takes no --owner."),
    (("--top", "3", "fibre"), 2, "--top takes no WORD."),
    (("--from", "mon"), 2, "A list takes no --from."),
    (("--top", "0"), 2, '--top: "0" is no number from 1 up.'),
    (("--burn-down", "--from", "fri", "--to", "thu"), 2, "--to lies before --from."),
    (("--burn-down", "--from", "1900-01-01", "--to", "2026-01-01"), 2, "A burn-down has at"),
    (("--sort", "size"), 2, '--sort: there is no "size".'),
)


def test_what_cannot_be_is_said(register: Commands) -> None:
    for words, code, said in REFUSED:
        found, line = register.refused("risks", *words)
        assert (found, line[: len(said)]) == (code, said)


def test_an_empty_register_is_no_mistake(infraday: Commands) -> None:
    assert infraday("risks").code == 0
    assert infraday("risks").err == "No risk is open. 'infraday risk add' adds one.\n"
    assert "No risk fits." in infraday("risks", "--overdue").err
    assert infraday("risks", "--reviews").err == "No review is due within 7 days.\n"
    assert "nothing burns down" in infraday("risks", "--burn-down").err
    for way in ((), ("--reviews",), ("--burn-down",)):
        assert infraday.data("risks", *way) == []
    assert infraday.data("risks", "--top", "3") == {"reserve_cents": 0, "top": []}
