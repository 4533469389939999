"""Whom risks belong to: the names that a form completes."""

from sqlite3 import Connection

from infraday.store import overview


def names(db: Connection, most: int = 200) -> list[str]:
    """The owners of risks, the most frequent first, then those whom tasks were given to."""
    found = db.execute(
        "SELECT owner FROM risk WHERE owner IS NOT NULL GROUP BY owner "
        "ORDER BY count(*) DESC, owner LIMIT ?",
        (most,),
    )
    owners = dict.fromkeys(owner for (owner,) in found.fetchall())
    return list(owners | dict.fromkeys(overview.owners(db, most)))[:most]
