"""Keeps which documents tell the same story, so that copies do not count as witnesses."""

import sqlite3

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
        "SELECT d.id, d.sha256, f.minhash, f.particulars FROM documents d"
        " JOIN fingerprints f ON f.document = d.id"
        " ORDER BY coalesce(d.date, '9999'), (SELECT min(path) FROM sources WHERE document = d.id),"
        " d.sha256"
    ).fetchall()
    groups = copies([Fingerprint(minhash, particulars) for _, _, minhash, particulars in rows])
    connection.execute("DELETE FROM stories")
    for group in groups:
        story = stable_id("s", min(rows[one.index][1] for one in group))
        connection.executemany(
            "INSERT INTO stories VALUES (?, ?, ?, ?)",
            ((rows[one.index][0], story, at, one.likeness) for at, one in enumerate(group)),
        )
