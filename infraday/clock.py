"""The clock: the one place that asks the time, and what the pictures need to know of it."""

import os
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

TYPE_CHECKING = False
if TYPE_CHECKING:
    from infraday.config import Config
    from infraday.domain.headline import Moment

Clock = Callable[[], datetime]
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def local_now() -> datetime:
    """Now, aware, in the zone of this machine."""
    return datetime.now(UTC).astimezone()


def offset_at(at: datetime) -> timedelta:
    """Local time's offset from UTC at a naive local time, `fold` minded as PEP 495 says."""
    return at - datetime.fromtimestamp(at.timestamp(), UTC).replace(tzinfo=None)


def to_local(at: datetime) -> datetime:
    """The naive local time of an aware instant."""
    return at.astimezone().replace(tzinfo=None)


def zone_name() -> str:
    """What this machine calls its zone: another one once its user has travelled. Empty where
    neither TZ nor the link /etc/localtime says it."""
    if name := os.environ.get("TZ"):
        return name.removeprefix(":")
    try:
        return os.readlink("/etc/localtime").partition("zoneinfo/")[2]
    except OSError:
        return ""


def unknown_zone() -> str:
    """What is wrong with a TZ that the C library silently takes for UTC; empty where it is not."""
    name = os.environ.get("TZ", "").removeprefix(":")
    if not name or time.timezone or time.daylight or _means_utc(name):
        return ""
    from infraday.domain.wording import quoted  # noqa: PLC0415 - hardly ever

    return f"TZ is {quoted(name)}, a zone that this machine does not know: it goes by UTC instead."


def _means_utc(name: str) -> bool:
    """Whether a zone that goes like UTC is one: by its name, as a rule (`ABC0`), or as a file."""
    if name.rpartition("/")[2].upper() in ("UTC", "UCT", "GMT", "ZULU", "UNIVERSAL", "GREENWICH"):
        return True
    rule = name.partition(">")[2] if name[0] == "<" else name.lstrip(_LETTERS)
    if rule != name and rule[:1] in set("+-0123456789"):
        return True
    return any(os.path.isfile(os.path.join(folder, name)) for folder in _folders())


def _folders() -> Iterator[str]:
    yield os.environ.get("TZDIR") or "/usr/share/zoneinfo"
    yield from ("/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo")


def iana_zone(now: datetime, said: str | None = None) -> str | None:
    """IANA's name of the zone by which this machine's clock goes, for those who read a calendar
    elsewhere: `said` in the config, or found. None where none that goes like this clock is
    named. `now` is local and aware."""
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - only what leaves the plan names its zone

    def fits(name: str) -> bool:
        try:
            zone = ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            return False
        return all(at.astimezone(zone).replace(tzinfo=None) == to_local(at) for at in near)

    near = [now.astimezone(UTC) + timedelta(days=days) for days in range(-371, 372, 14)]
    return next((name for name in _names(said) if name and fits(name)), None)


def _names(said: str | None) -> Iterator[str]:
    if said is not None:
        yield said
        return
    yield zone_name().rpartition("zoneinfo/")[2].removeprefix("posix/")
    try:
        with open("/etc/timezone", encoding="ascii", errors="replace") as file:
            yield file.readline(100).strip()
    except OSError:
        pass
    yield "UTC"


def moment(config: "Config", now: datetime, day: date, holiday: str | None = None) -> "Moment":
    """What the pictures of a day know of an aware local time, and of the public holiday it is."""
    from infraday import config as settings  # noqa: PLC0415 - a plain capture needs none of it
    from infraday.domain.headline import Moment  # noqa: PLC0415 - the same

    return Moment(
        now=now.replace(tzinfo=None),
        today=settings.today(config, now),
        hours=settings.working(config, day, (day,) if holiday else ()),
        capacity=config.capacity_minutes,
        offset_at=offset_at,
    )
