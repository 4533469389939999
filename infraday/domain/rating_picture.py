"""How a rating looks: its score, and the sign of its band, which says the same as its colour."""

from collections.abc import Mapping

from infraday.domain import risk
from infraday.domain.picture import Line, Run, fill
from infraday.domain.risk import Band, Bands, Rating, RiskKind

SIGNS: Mapping[Band | None, Run] = {
    Band.CRITICAL: ("▲", "urgent"),
    Band.HIGH: ("△", "warn"),
    Band.MEDIUM: ("◇", "text"),
    Band.LOW: ("·", "muted"),
    None: ("?", "warn"),
}
"""The sign of each band and its role; of what is not assessed as well."""
CELLS = 7
"""Columns of a rating as `rating` paints it."""
UNASSESSED = "not assessed"


def sign(band: Band | None, kind: RiskKind = RiskKind.THREAT) -> Run:
    """A band's sign and role. What may do good is nothing that one must be warned of."""
    shown, role = SIGNS[band]
    if kind is RiskKind.OPPORTUNITY and band in (Band.CRITICAL, Band.HIGH):
        role = "good"
    return shown, role


def rating(
    rated: Rating, bands: Bands, kind: RiskKind = RiskKind.THREAT, role: str = "text"
) -> Line:
    """`4×5 ▲20`, `2×4 ◇ 8` or `?`, in `CELLS` columns."""
    found = risk.band(rated, bands)
    shown, as_role = sign(found, kind)
    if rated.score is None:
        half = f"{_level(rated.probability)}×{_level(rated.impact)} " if any(rated) else ""
        return fill(((half, role), (shown, as_role)), CELLS)
    as_role = "muted" if role == "muted" else as_role
    return (
        (f"{rated.probability}×{rated.impact} ", role), (shown, as_role),
        (f"{rated.score:>2}", as_role if found in (Band.CRITICAL, Band.HIGH) else role),
    )  # fmt: skip


def said(rated: Rating, bands: Bands) -> str:
    """`4×5 ▲ 20 critical`, `not assessed`, or `?×4, not assessed`."""
    found = risk.band(rated, bands)
    if found is None:
        half = f"{_level(rated.probability)}×{_level(rated.impact)}, " if any(rated) else ""
        return f"{half}{UNASSESSED}"
    return f"{rated.probability}×{rated.impact} {SIGNS[found][0]} {rated.score} {found}"


def short(rated: Rating, bands: Bands) -> str:
    """`4×5 ▲20`, or `?`."""
    found = risk.band(rated, bands)
    if found is None:
        return SIGNS[None][0]
    return f"{rated.probability}×{rated.impact} {SIGNS[found][0]}{rated.score}"


def _level(level: int | None) -> str:
    return "?" if level is None else str(level)
