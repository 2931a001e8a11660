"""Keeps which documents tell the same story, so that copies do not count as witnesses."""

import sqlite3
from array import array

from .identity import stable_id


def refresh(connection: sqlite3.Connection) -> None:
    """Group all stored documents anew; only new ones are looked into. Within a transaction."""
    from ..reading.fingerprint import Fingerprint, fingerprint
    from ..resolution.copies import copies

    unread = connection.execute(
        "SELECT id FROM documents WHERE id NOT IN (SELECT document FROM fingerprints)"
    ).fetchall()
    for (document,) in unread:
        text, title = connection.execute(
            "SELECT text, title FROM documents WHERE id = ?", (document,)
        ).fetchone()
        found = fingerprint(text, title)
        connection.execute(
            "INSERT INTO fingerprints VALUES (?, ?, ?)",
            (document, found.minhash, found.particulars),
        )
    # The first of a group is the oldest; bytes settle what dates and names do not.
    rows = connection.execute(
        "SELECT d.id FROM documents d"
        " ORDER BY coalesce(d.date, '9999'), (SELECT min(path) FROM sources WHERE document = d.id),"
        " d.sha256"
    )
    documents = array("q", (document for (document,) in rows))

    def stored(index: int) -> Fingerprint:
        question = "SELECT minhash, particulars FROM fingerprints WHERE document = ?"
        return Fingerprint(*connection.execute(question, (documents[index],)).fetchone())

    def digest(index: int) -> str:
        question = "SELECT sha256 FROM documents WHERE id = ?"
        found: str = connection.execute(question, (documents[index],)).fetchone()[0]
        return found

    groups = copies(len(documents), stored)
    connection.execute("DELETE FROM stories")
    for group in groups:
        story = stable_id("s", min(digest(one.index) for one in group))
        connection.executemany(
            "INSERT INTO stories VALUES (?, ?, ?, ?)",
            ((documents[one.index], story, at, one.likeness) for at, one in enumerate(group)),
        )
