"""The periods that a recurrence rule counts in: days, weeks, months or years from its first."""

from calendar import monthrange
from datetime import date, timedelta

from infraday.domain.recurrence_rule import Rule


def filled(rule: Rule, first_day: date) -> Rule:
    """With what it leaves to its first day, so that it can be asked from another day."""
    if rule.weeks or rule.year_days or rule.month_days or rule.days:
        return rule
    match rule.freq:
        case "WEEKLY":
            return rule._replace(days=((0, first_day.weekday()),))
        case "MONTHLY":
            return rule._replace(month_days=(first_day.day,))
        case "YEARLY":
            months = rule.months or (first_day.month,)
            return rule._replace(months=months, month_days=(first_day.day,))
    return rule


def by_year(rule: Rule) -> Rule:
    """The rule that names the same days and is asked for a year at a time, where there is one.
    What only says which days will do is found ten times as fast that way as day by day."""
    if rule.freq == "DAILY" and {1, -1} & set(rule.positions):
        rule = rule._replace(positions=())  # of the only one that a day can have
    in_months = not any(which for which, _ in rule.days) or rule.months
    says = rule.month_days or rule.weeks or rule.year_days or (rule.months and rule.days)
    if rule.interval > 1 or rule.positions or not (says and in_months):
        return rule
    return rule._replace(freq="YEARLY")


def may_fall(rule: Rule, first_day: date, day: date) -> bool:
    """Whether a day has what the rule asks of each. It may fall on no other."""
    if rule.days and not any(at == day.weekday() for _, at in rule.days):
        return False
    if rule.months and day.month not in rule.months:
        return False
    if rule.month_days and day.day not in rule.month_days:
        backwards = day.day - monthrange(day.year, day.month)[1] - 1
        if backwards not in rule.month_days:
            return False
    return rule.interval == 1 or not elapsed(rule, first_day, day) % rule.interval


def elapsed(rule: Rule, first_day: date, day: date) -> int:
    """How many days, weeks, months or years (as it counts) a day lies after the first one."""
    match rule.freq:
        case "DAILY":
            return (day - first_day).days
        case "WEEKLY":
            return (day - _week(first_day, rule)).days // 7
        case "MONTHLY":
            return (day.year - first_day.year) * 12 + day.month - first_day.month
    return day.year - first_day.year


def period(rule: Rule, first_day: date, number: int) -> date:
    """The first day of its period of this number, which of its first day is 0."""
    step = number * rule.interval
    match rule.freq:
        case "DAILY":
            return first_day + timedelta(days=step)
        case "WEEKLY":
            return _week(first_day, rule) + timedelta(weeks=step)
        case "MONTHLY":
            year, month = divmod(first_day.year * 12 + first_day.month - 1 + step, 12)
            return date(year, month + 1, 1)
    return date(first_day.year + step, 1, 1)


def _week(day: date, rule: Rule) -> date:
    return day - timedelta(days=(day.weekday() - rule.week_start) % 7)


def in_each_period(rule: Rule) -> int | None:
    """How many occurrences every whole period has, or None where that differs."""
    if rule.months or rule.weeks or rule.year_days or rule.positions:
        return None
    if rule.freq == "DAILY":
        return None if rule.days or rule.month_days else 1
    if rule.freq == "WEEKLY":
        return None if rule.month_days else len(rule.days)
    if rule.freq == "YEARLY" or (rule.days and rule.month_days):
        return None
    numbers = rule.month_days or tuple(which for which, _ in rule.days)
    always = 28 if rule.month_days else 4  # that every month has
    one_way = min(numbers) > 0 or max(numbers) < 0
    return len(numbers) if one_way and max(map(abs, numbers)) <= always else None
