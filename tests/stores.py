"""Makes databases from stories, for tests of what asks them."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from extractions import Story

from spacecorp.store import clustering, opened, writing
from spacecorp.store.database import transaction


def put(database: Path, story: Story, *, content: str | None = None) -> None:
    """Store a story under its path; two stories with the same `content` are copies."""
    extraction = story.extraction()
    data = (content or repr(extraction)).encode("utf-8", "backslashreplace")
    source = writing.Source(story.path, sha256(data).hexdigest(), len(data), 1)
    with opened(str(database), create=True) as connection, transaction(connection):
        writing.put(connection, source, extraction)


def store(database: Path, stories: Iterable[Story]) -> Path:
    """A database of these stories with its names resolved."""
    for story in stories:
        put(database, story)
    with opened(str(database)) as connection:
        clustering.refresh(connection)
    return database
