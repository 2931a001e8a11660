"""Writes files for people to keep: whole or not at all, and never over another unasked."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO

from .guard import Refused


@contextmanager
def new_file(path: str, *, force: bool) -> Iterator[BinaryIO]:
    """A file to write into, which becomes `path` at the end of the block.

    Until then it stands beside `path` under a name of its own (`.name` of what is given), and
    it goes away where the block raises. Raises Refused where `path` exists and `force` is not
    given, where it is a folder or a device, and where it cannot be written.
    """
    # A link stays one: what it points to is replaced.
    target = os.path.realpath(path)
    if os.path.isdir(target):
        raise Refused(f"{path}: is a folder")
    if not force and os.path.lexists(target):
        raise _exists(path)
    if os.path.lexists(target) and not os.path.isfile(target):
        raise Refused(f"{path}: is no regular file")  # a device would be replaced, too
    draft = os.path.join(os.path.dirname(target), f".spacecorp-{os.urandom(6).hex()}")
    try:
        with open(draft, "xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _publish(draft, target, force=force)
    except FileExistsError:
        raise _exists(path) from None
    except OSError as error:
        raise Refused(f"{path}: cannot be written: {error.strerror or error}") from None
    finally:
        with suppress(OSError):
            os.unlink(draft)


def _publish(draft: str, target: str, *, force: bool) -> None:
    if force:
        os.replace(draft, target)
        return
    try:
        # Fails where somebody made the file meanwhile; a rename would replace theirs.
        os.link(draft, target)
    except FileExistsError:
        raise
    except OSError:
        # Some file systems have no hard links.
        if os.path.lexists(target):
            raise FileExistsError(target) from None
        os.rename(draft, target)


def _exists(path: str) -> Refused:
    return Refused(f"{path}: exists already; --force replaces it")
