"""What the database refuses. Each error carries its sentence, which users read, and exit code."""


class StoreError(Exception):
    """The plan could not be read or written. The message says what to do."""

    exit_code = 1


class NotFoundError(StoreError):
    """No such record, or more than one that fits."""

    exit_code = 3


class DataError(StoreError):
    """The file is damaged, foreign or newer than this program."""

    exit_code = 4


class DamagedError(DataError):
    """The file is damaged; `detail` says how, without what to do about it."""

    def __init__(self, message: str, detail: str) -> None:
        super().__init__(message)
        self.detail = detail


class LockedError(DataError):
    """Another process holds the file. Trying again later may work."""
