"""Money as it is shown: whole cents, in groups of three digits."""


def say_money(cents: int) -> str:
    """`412 000`, `-1 250.50`: cents only where there are any."""
    whole, rest = divmod(abs(cents), 100)
    sign = "-" if cents < 0 else ""
    return f"{sign}{grouped(whole)}{f'.{rest:02}' if rest else ''}"


def say_money_short(cents: int) -> str:
    """The same in whole units, for a column or a head; halves up."""
    whole = (abs(cents) + 50) // 100
    return f"{'-' if cents < 0 and whole else ''}{grouped(whole)}"


def grouped(number: int) -> str:
    """`1 234 567`."""
    return f"{number:,}".replace(",", " ")
