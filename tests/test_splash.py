"""The first paint: the whole terminal and nothing beside it, whatever stands in the rows."""

import errno
import json
import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from itertools import cycle
from pathlib import Path
from zoneinfo import ZoneInfo

import pyte
import pytest

from infraday import splash
from infraday.config import Config
from infraday.domain import text
from infraday.domain.block import OutputState, Status
from infraday.domain.picture import frame
from infraday.domain.rows import DayRows, Linked
from tests.day_rows import HOSTILE, TUESDAY, all_day, block, rows, task, wait
from tests.zones import living_in

SIZES = [
    (1, 1), (2, 2), (3, 40), (5, 3), (20, 5), (40, 10), (80, 24), (120, 40), (200, 60), (300, 200),
]  # fmt: skip
NOW = datetime.combine(TUESDAY, time(9, 42)).astimezone()
DEEP = {"COLORTERM": "truecolor"}
OWN = re.compile(r"\x1b\[(?P<place>\d+;\d+H)|\x1b\[[\d;]*m")
"""All that the first paint may say besides text: where it stands, and in which ink."""

FULL = rows(
    block("08:00", "09:00", "Review overnight monitoring", status=Status.DONE, project_id=1,
          output_state=OutputState.PRODUCED, output_note="7 items ranked", block_id=1),
    block("09:00", "10:00", "Daily stand-up", status=Status.ACTIVE, fixed=True, block_id=2,
          purpose="Progress, roadblocks", output="Action items with owners", project_id=1),
    block("11:00", "12:00", "Status update with the client", project_id=2, block_id=3),
    block("11:15", "12:00", "Vendor call", block_id=4, series_id=1),
    block("13:00", "13:50", "漢字のタイトル 👍", block_id=5, unplanned=True),
    block("14:00", "14:30", "Skipped", status=Status.SKIPPED, block_id=6),
    block("14:30", "15:00", "Moved", status=Status.MOVED, block_id=7),
    block("15:00", "15:30", "Cancelled", status=Status.CANCELLED, block_id=8),
    block("15:30", "16:00", "Half", status=Status.DONE, output_state=OutputState.PARTIAL,
          block_id=9),
    block("22:00", "02:00", "Cutover", block_id=10),
    all_day(),
    waiting=[
        wait(task(important=True, due=TUESDAY, estimate_minutes=45), urgent=True),
        wait(task("Rack elevations", 32, important=True)),
        wait(task("Badge list", 33), urgent=True),
        wait(task("Old wiki page", 34, due=TUESDAY - timedelta(days=9))),
    ],
    projects=["dc-move", "net-up"],
    links={2: (Linked("R-004", "Core switch late"),)},
)  # fmt: skip


def paint(
    of: DayRows,
    size: tuple[int, int],
    config: Config | None = None,
    now: datetime = NOW,
    env: Mapping[str, str] | None = None,
) -> str:
    return splash.paint(of, config or Config(), now, *size, DEEP if env is None else env)


def screen(painted: str, columns: int, height: int) -> pyte.Screen:
    """What a terminal shows that is larger than what was painted for, filled with `~`."""
    shown = pyte.Screen(columns + 7, height + 5)
    stream = pyte.Stream(shown)
    for y in range(height + 5):
        stream.feed(f"\x1b[{y + 1};1H" + "~" * (columns + 7))
    stream.feed("\x1b[m" + painted)
    return shown


def spilled(of: pyte.Screen, columns: int, height: int) -> list[tuple[int, int]]:
    """The cells outside of the painted terminal that were touched, or inside that were not."""
    return [
        (x, y)
        for y in range(of.lines)
        for x in range(of.columns)
        if (of.buffer[y][x].data == "~") != (x >= columns or y >= height)
    ]


def written(painted: str) -> list[tuple[int, int, str]]:
    """Each stretch of text with the column and row where it begins, both from 0."""
    found: list[tuple[int, int, str]] = []
    place = 0
    x = y = -1
    for match in [*OWN.finditer(painted), None]:
        words = painted[place : match.start() if match else len(painted)]
        if words:
            found.append((x, y, words))
            x += text.width(words)
        if match is None:
            break
        place = match.end()
        if match["place"]:
            y, x = (int(part) - 1 for part in match["place"][:-1].split(";"))
    return found


def acts(words: str) -> bool:
    """Whether a terminal would act on some of it."""
    return any(sign < " " or "\x7f" <= sign <= "\x9f" for sign in words)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("of", [rows(), FULL], ids=["empty", "full"])
def test_every_cell_is_painted_and_none_outside(size: tuple[int, int], of: DayRows) -> None:
    assert spilled(screen(paint(of, size), *size), *size) == []


@pytest.mark.parametrize("size", SIZES)
def test_everything_stays_in_its_part(size: tuple[int, int]) -> None:
    parts = frame(*size)
    for x, y, words in written(paint(FULL, size)):
        end = x + text.width(words)
        inside = [
            part
            for part in parts
            if part.x <= x and end <= part.x + part.width and part.y <= y < part.y + part.height
        ]
        ground = (x, end) == (0, size[0]) and words.isspace()
        assert inside or ground, (x, y, words)


def hostile(strings: list[str]) -> DayRows:
    """A day in which people typed these strings everywhere."""
    words = cycle(strings)
    blocks = [
        block(f"{8 + i % 9:02}:{i * 7 % 60:02}", "23:00", next(words), block_id=i, project_id=1,
              purpose=next(words), output=next(words), output_note=next(words), notes=next(words),
              status=Status.ACTIVE if i == 1 else Status.PLANNED)
        for i in range(1, 9)
    ]  # fmt: skip
    return rows(
        *blocks,
        *(all_day(next(words), block_id=90 + i) for i in range(4)),
        waiting=[wait(task(next(words), i, due=TUESDAY)) for i in range(1, 20)],
        projects=[next(words)],
        links={1: tuple(Linked(next(words), next(words)) for _ in range(3))},
    )


def is_harmless(of: DayRows, size: tuple[int, int], config: Config | None = None) -> None:
    painted = paint(of, size, config)
    assert not acts(OWN.sub("", painted))
    for x, y, words in written(painted):
        assert x + text.width(words) <= size[0]
        assert 0 <= y < size[1]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("words", [*HOSTILE, ""])
def test_no_byte_of_what_people_typed_acts_on_the_terminal(
    size: tuple[int, int], words: str
) -> None:
    is_harmless(hostile([words]), size)


@pytest.mark.parametrize("size", [(40, 10), (80, 24), (120, 40)])
def test_what_people_typed_leaves_the_layout_whole(size: tuple[int, int]) -> None:
    # One cell of a wide sign can be counted in another way only where terminals disagree as well.
    strings = [words for words in HOSTILE if not set(words) & set("👩🇩❤🏴Z\u0301\u0302ש")]

    assert spilled(screen(paint(hostile(strings), size), *size), *size) == []


def test_the_known_naughty_strings_are_harmless(samples: Path) -> None:
    strings = json.loads((samples / "hostile" / "blns.json").read_text(encoding="utf-8"))
    for first in range(0, len(strings), 40):
        for size in ((40, 10), (120, 40)):
            is_harmless(hostile(strings[first : first + 40]), size)


@pytest.mark.parametrize("size", SIZES)
def test_the_plain_signs_are_ascii(size: tuple[int, int]) -> None:
    own = FULL._replace(blocks=tuple(one for one in FULL.blocks if one.activity.isascii()))
    painted = paint(own._replace(today=own.blocks), size, Config(ascii=True))

    assert painted.isascii()
    assert paint(FULL, (80, 24), Config(ascii=True)).count("漢") == 1  # what people typed stays


def test_every_state_has_its_sign_on_the_screen() -> None:
    shown = screen(paint(FULL, (120, 60)), 120, 60).display

    for sign in "✔▶○✖↷⊘◐≋↻◆+‼!»":
        assert sign in "".join(shown), sign
    assert any(" 09:42 " in line and "┄┄" in line for line in shown)


def test_at_80_by_24_the_header_keeps_what_matters() -> None:
    header = screen(paint(FULL, (80, 24)), 80, 24).display[0][:80]

    assert re.fullmatch(
        r" Tue 24 Nov 2026  09:42  ▶ Daily stand-up · 18m left +4h\d\d of 9h30 ", header
    )


def test_at_40_by_10_one_list_and_one_line_of_detail_remain() -> None:
    shown = [line[:40].rstrip() for line in screen(paint(FULL, (40, 10)), 40, 10).display]

    assert shown[8].startswith(" ▶ 09:00 – 10:00 → Action")
    assert shown[9].startswith(" a Add ")
    assert shown[9].endswith(" ? Help")
    assert any(" 09:42 " in line for line in shown[1:8])


@pytest.mark.parametrize(
    ("env", "codes"),
    [
        ({"COLORTERM": "truecolor"}, {"2"}),
        ({"COLORTERM": " 24bit "}, {"2"}),
        ({}, {"5"}),
        ({"COLORTERM": "truecolor", "NO_COLOR": "1"}, set[str]()),
        ({"COLORTERM": "truecolor", "NO_COLOR": ""}, {"2"}),
    ],
)
def test_the_colours_are_those_the_terminal_has(env: dict[str, str], codes: set[str]) -> None:
    painted = paint(FULL, (80, 24), env=env)

    assert {kind for _, kind in re.findall(r"(38|48);([25]);", painted)} == codes


@pytest.mark.parametrize("theme", ["auto", "infraday-light", "nord", "ansi-dark"])
def test_every_theme_paints(theme: str) -> None:
    painted = paint(FULL, (80, 24), Config(theme=theme))

    assert spilled(screen(painted, 80, 24), 80, 24) == []
    assert ("38;2" in painted) == (theme != "ansi-dark")


def test_what_was_remapped_stands_in_the_footer() -> None:
    painted = paint(FULL, (80, 24), Config(keys={"block.add": "f2"}))

    assert " f2 Add " in screen(painted, 80, 24).display[23]


@pytest.mark.parametrize(
    ("zone", "day", "words"),
    [
        ("Europe/Berlin", date(2026, 3, 29), "02:00 clocks go forward to 03:00"),
        ("Europe/Berlin", date(2026, 10, 25), "03:00 clocks go back to 02:00"),
        ("America/New_York", date(2026, 3, 8), "02:00 clocks go forward to 03:00"),
        ("America/New_York", date(2026, 11, 1), "02:00 clocks go back to 01:00"),
        ("Australia/Lord_Howe", date(2026, 10, 4), "02:00 clocks go forward to 02:30"),
        ("Australia/Lord_Howe", date(2026, 4, 5), "02:00 clocks go back to 01:30"),
        ("America/Santiago", date(2026, 9, 6), "00:00 clocks go forward to 01:00"),
        ("America/Santiago", date(2026, 4, 4), "00:00 clocks go back to 23:00"),
    ],
)
def test_the_nights_that_change_the_clock_are_drawn(zone: str, day: date, words: str) -> None:
    night = block("01:00", "05:00", "Cutover", day=day)
    for clock in (time(0), time(1, 30), time(2, 30), time(3, 30), time(23, 59)):
        now = datetime.combine(day, clock, ZoneInfo(zone))
        with living_in(zone):
            painted = paint(rows(night, day=day), (120, 200), now=now)
        below = [run for _, y, run in written(painted) if y > 1]
        assert sum(run.strip() == words for run in below) == 1
        assert sum(run == f" {clock:%H:%M} " for run in below) == 1


def test_before_the_day_boundary_the_day_before_is_on_screen() -> None:
    late = datetime.combine(TUESDAY + timedelta(days=1), time(2)).astimezone()
    painted = paint(FULL, (80, 24), Config(day_boundary=time(4)), late)
    shown = screen(painted, 80, 24).display

    assert shown[0].startswith(" Tue 24 Nov 2026  02:00 ")
    assert any("┄ 02:00 +1 ┄" in line for line in shown)


def test_it_ends_although_the_terminal_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the refusal of the terminal would be raised in whatever runs, and swallowed there."""

    def gone(_number: int, _data: bytes) -> int:
        raise OSError(errno.EIO, "Input/output error")

    ended: list[int] = []
    monkeypatch.setattr("infraday.splash.os.write", gone)
    monkeypatch.setattr("infraday.splash.os._exit", ended.append)
    splash.leave(splash.Opened(FULL, NOW, None), 129)
    assert ended == [129]
