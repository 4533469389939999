"""Dates, clock times and durations as people type them and as infraday says them.

Parsed by hand: no pattern is compiled for a capture, and no locale changes what is said.
"""

from collections.abc import Sequence
from datetime import date, time, timedelta

from infraday.domain import RuleError
from infraday.domain.wording import quoted

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
DAY = 24 * 60
LONGEST = 14 * DAY
"""Minutes of the longest duration that is understood."""

_WEEKDAY = {name.lower(): at for at, name in enumerate(WEEKDAYS)}
_WEEKDAY |= {name[:3].lower(): at for at, name in enumerate(WEEKDAYS)}
_WEEKDAY |= {"tues": 1, "thur": 3, "thurs": 3}
_MONTH = {name.lower(): at for at, name in enumerate(MONTHS, 1)}
_MONTH |= {name[:3].lower(): at for at, name in enumerate(MONTHS, 1)}
_MONTH |= {"sept": 9}
_NEAR = {"yesterday": -1, "today": 0, "tomorrow": 1}
_HALF = {"am": 0, "pm": DAY // 2}
_HOURS = ("ours", "our", "rs", "r")  # what may follow the h of 2h
_MINUTES = ("m", "min", "mins", "minute", "minutes")
_WORD = 24  # no word of a date, time or duration is longer


def read_date(text: str, today: date) -> date:
    """The date of a form field, an option or the go-to prompt."""
    day = date_of(text.split(), today)
    if day is None:
        raise RuleError(
            f"{quoted(text)} is no date. "
            "Write it as 2026-03-14, 14 Mar, 14 Mar 2026, a weekday, today or tomorrow."
        )
    return day


def read_time(text: str) -> time:
    """The clock time of a form field or an option."""
    at = clock_of(" ".join(text.split()))
    if at is None:
        raise RuleError(f"{quoted(text)} is no clock time. Write it as 14:00, 2pm or 2:30pm.")
    return time(at // 60, at % 60)


def read_duration(text: str) -> int:
    """The minutes of a form field or an option; there a bare number is minutes."""
    body = "".join(text.split())
    minutes = minutes_of(body + "m" if is_number(body, 1, 5) else body)
    if minutes is None:
        raise RuleError(
            f"{quoted(text)} is no duration. Write it as 30m, 1h30 or 2h, at most 14 days."
        )
    return minutes


def say_minutes(minutes: int) -> str:
    """`45m`, `1h35`, `2h00`."""
    hours, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else ""
    return f"{sign}{hours}h{rest:02}" if hours else f"{sign}{rest}m"


def say_time(at: time) -> str:
    """`09:05`."""
    return f"{at.hour:02}:{at.minute:02}"


def say_date(day: date) -> str:
    """`Tue 24 Nov 2026`."""
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def say_day_short(day: date, today: date) -> str:
    """`today`, `Thu` within the six days to come, else `18 Dec`, else `18 Dec 2027`."""
    if day == today:
        return "today"
    if 0 < (day - today).days < 7:
        return WEEKDAYS[day.weekday()][:3]
    short = f"{day.day} {MONTHS[day.month - 1][:3]}"
    return short if day.year == today.year else f"{short} {day.year}"


def say_near(day: date | None, today: date) -> str:
    """`today`, `yesterday`, `Thursday`, `Fri 18 Dec`; the year where it is another one."""
    if day is None:
        return ""
    ahead = (day - today).days
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    if ahead in near:
        return near[ahead]
    if 1 < ahead < 7:
        return WEEKDAYS[day.weekday()]
    return say_date(day).removesuffix(f" {today.year}")


def weekday_of(word: str) -> int | None:
    """0 for `mon` or `Monday`, 6 for `sun`."""
    return _WEEKDAY.get(word.lower()) if len(word) <= _WORD else None


def is_month(word: str) -> bool:
    return len(word) <= _WORD and word.lower() in _MONTH


def is_number(text: str, least: int, most: int) -> bool:
    """Whether this is a number of so many plain digits."""
    return least <= len(text) <= most and text.isascii() and text.isdigit()


def date_of(words: Sequence[str], today: date) -> date | None:
    """The date that exactly these words name, or None.

    A weekday is the next such day and never today; a day and month without a year is the next
    such date from today on, for 29 February the next leap year's.
    """
    if not 1 <= len(words) <= 3 or any(len(word) > _WORD for word in words):
        return None
    parts = [word.lower() for word in words]
    if len(parts) == 1:
        return _named(parts[0], today) or _iso(parts[0])
    if len(parts) == 3:
        parts[1] = parts[1].removesuffix(",")
        if not is_number(parts[2], 4, 4):
            return None
    first, second = parts[:2]
    month, number = (first, second) if first in _MONTH else (second, first)
    day = _day_of_month(number)
    if month not in _MONTH or day is None:
        return None
    if len(parts) == 3:
        return _calendar(int(parts[2]), _MONTH[month], day)
    years = range(today.year, today.year + 9)  # 1896 to 1904 and 2096 to 2104: eight years
    dates = (_calendar(year, _MONTH[month], day) for year in years)
    return next((found for found in dates if found is not None and found >= today), None)


def clock_of(word: str) -> int | None:
    """Minutes since midnight of `14:00`, `2pm`, `2:30pm` or `2:30 pm`, or None."""
    if len(word) > _WORD:
        return None
    body = word.lower()
    half = _HALF.get(body[-2:])
    if half is not None:
        body = body[:-2].rstrip()
    hours, colon, minutes = body.partition(":")
    if not is_number(hours, 1, 2) or not (colon or half is not None):
        return None
    if colon and not is_number(minutes, 2, 2):
        return None
    hour, minute = int(hours), int(minutes or 0)
    if minute > 59 or not (hour < 24 if half is None else 1 <= hour <= 12):
        return None
    return hour * 60 + minute if half is None else hour % 12 * 60 + minute + half


def span_of(word: str) -> tuple[int, int] | None:
    """Start and length in minutes of `14:00-15:30`, `22:00–02:00` or `2-3pm`, or None."""
    if len(word) > _WORD:
        return None
    left, dash, right = word.replace("–", "-").replace("—", "-").partition("-")
    end = DAY if right == "24:00" else clock_of(right)
    if not dash or end is None:
        return None
    start = clock_of(left)
    if right[-2:].lower() in _HALF and left[-2:].lower() not in _HALF:
        # 2:30-4pm begins in the afternoon, 10-2pm in the morning: the nearer of the two.
        halves = [at for half in _HALF if (at := clock_of(left + half)) is not None]
        start = min(halves, key=lambda at: (end - at) % DAY or DAY, default=start)
    if start is None or start == end:
        return None
    return start, (end - start) % DAY or DAY


def minutes_of(word: str) -> int | None:
    """The minutes of `30m`, `1h30`, `1h30m`, `2h` or `1.5h`, from 1 to 14 days, or None."""
    if len(word) > _WORD or word.endswith("M"):  # 100M is a line rate
        return None
    hours, sign, rest = word.lower().partition("h")
    minutes = _hours_and_rest(hours, rest) if sign else _minutes(hours)
    return minutes if minutes is not None and 1 <= minutes <= LONGEST else None


def _hours_and_rest(hours: str, rest: str) -> int | None:
    rest = next((rest.removeprefix(end) for end in _HOURS if rest.startswith(end)), rest)
    whole = _hours(hours)
    if whole is None or not rest:
        return whole
    more = _minutes(rest + "m" if is_number(rest, 1, 2) else rest)
    return None if more is None or more > 59 or not hours.isdigit() else whole + more


def _hours(text: str) -> int | None:
    """Minutes of `2`, `1.5` or `1,25` hours; None when that is no whole number of them."""
    whole, point, part = text.replace(",", ".").partition(".")
    if not is_number(whole, 1, 4) or (point and not is_number(part, 1, 2)):
        return None
    minutes, odd = divmod((int(whole) * 100 + int(part.ljust(2, "0"))) * 60, 100)
    return None if odd else minutes


def _minutes(text: str) -> int | None:
    unit = text.lstrip("0123456789")
    number = text.removesuffix(unit) if unit else text
    return int(number) if unit in _MINUTES and is_number(number, 1, 5) else None


def _named(word: str, today: date) -> date | None:
    if word in _NEAR:
        return today + timedelta(days=_NEAR[word])
    if word in _WEEKDAY:
        return today + timedelta(days=(_WEEKDAY[word] - today.weekday() - 1) % 7 + 1)
    return None


def _iso(word: str) -> date | None:
    year, month, day = (word[:4], word[5:7], word[8:])
    if word[4:5] + word[7:8] != "--" or not is_number(year + month + day, 8, 8):
        return None
    return _calendar(int(year), int(month), int(day))


def _day_of_month(word: str) -> int | None:
    number = word[:-2] if word[-2:] in ("st", "nd", "rd", "th") else word
    return int(number) if is_number(number, 1, 2) else None


def _calendar(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1900 <= year <= 2999 else None
    except ValueError:
        return None
