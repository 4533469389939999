"""What every record table shares: an id that is never given out twice, and a version."""

from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy.orm import declared_attr
from sqlmodel import Enum, Field, SQLModel


class Record(SQLModel):
    """A row that the journal watches. `version` rises with every change, also with an undo: a
    form over a row that changed meanwhile sees it."""

    __table_args__: ClassVar[Any] = {"sqlite_autoincrement": True}

    id: int = Field(default=None, primary_key=True)
    version: int = 1

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - SQLAlchemy calls it on the class
        return {"version_id_col": cls.version}


def by_value(words: type[StrEnum]) -> Any:
    """A column type that stores the enumeration's word, which views and plain SQL read, not its
    Python name, and that the database checks."""
    return Enum(
        words,
        values_callable=lambda enum: [member.value for member in enum],
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        name=words.__name__.lower(),
    )
