"""What a red flag is: its states, and which of two is the worse."""

from enum import StrEnum


class FlagState(StrEnum):
    """`no_data` is a state of its own and never clear. Only a person says *resolved*."""

    NO_DATA = "no_data"
    CLEAR = "clear"
    WATCH = "watch"
    RAISED = "raised"
    RESOLVED = "resolved"


_BADNESS = {
    FlagState.NO_DATA: 0,
    FlagState.RESOLVED: 1,
    FlagState.CLEAR: 2,
    FlagState.WATCH: 3,
    FlagState.RAISED: 4,
}


def worse(computed: FlagState, person: FlagState | None) -> FlagState:
    """The effective state of a cell: the worse of what the data says and what a person says."""
    if person is None:
        return computed
    return max(computed, person, key=_BADNESS.__getitem__)
