"""The clock: the one place that asks the time, and what the pictures need to know of it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

TYPE_CHECKING = False
if TYPE_CHECKING:
    from infraday.config import Config
    from infraday.domain.headline import Moment

Clock = Callable[[], datetime]


def local_now() -> datetime:
    """Now, aware, in the zone of this machine."""
    return datetime.now(UTC).astimezone()


def offset_at(at: datetime) -> timedelta:
    """Local time's offset from UTC at a naive local time, `fold` minded as PEP 495 says."""
    return at - datetime.fromtimestamp(at.timestamp(), UTC).replace(tzinfo=None)


def moment(config: "Config", now: datetime, day: date) -> "Moment":
    """What the pictures of a day know of an aware local time."""
    from infraday import config as settings  # noqa: PLC0415 - a plain capture needs none of it
    from infraday.domain.headline import Moment  # noqa: PLC0415 - the same

    return Moment(
        now=now.replace(tzinfo=None),
        today=settings.today(config, now),
        hours=settings.working(config, day),
        capacity=config.capacity_minutes,
        offset_at=offset_at,
    )
