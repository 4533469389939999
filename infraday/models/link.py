"""A link from a block or a task to another record, named by its reference."""

from sqlmodel import CheckConstraint, Field, Index

from infraday.models.base import Record


class Link(Record, table=True):
    """`target` is a reference such as R-004, C-001, T-31 or B-12."""

    __table_args__ = (
        CheckConstraint("(block_id IS NULL) <> (task_id IS NULL)", name="link_owner"),
        Index("link_block", "block_id", "target", unique=True),
        Index("link_task", "task_id", "target", unique=True),
        Index("link_target", "target"),
        {"sqlite_autoincrement": True},
    )

    block_id: int | None = Field(default=None, foreign_key="block.id", ondelete="CASCADE")
    task_id: int | None = Field(default=None, foreign_key="task.id", ondelete="CASCADE")
    target: str
