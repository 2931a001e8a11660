"""Turns everything that can end a command early into a line or into silence."""

import errno
import functools
import os
import sys
from collections.abc import Callable
from typing import ParamSpec

import typer

from ..output.safe import inert
from ..store.database import StoreError

P = ParamSpec("P")
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class Refused(Exception):
    """What was asked for cannot be done; its arguments are lines for the user."""


def complain(line: str) -> None:
    """One harmless line on standard error."""
    print(inert(line), file=sys.stderr)


def fault(error: Exception) -> str:
    """A line for what should never happen."""
    said = f"spacecorp: a fault of ours, {type(error).__name__}: {error}"
    return said + " (SPACECORP_DEBUG=1 shows where)"


def guarded(command: Callable[P, None]) -> Callable[P, None]:
    """A command that ends in a line and a status instead of a traceback."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
            sys.stdout.flush()
        except (typer.Exit, typer.Abort, typer.BadParameter):
            raise
        except (Refused, StoreError) as error:
            for line in error.args:
                complain(line)
            raise typer.Exit(1) from None
        except BrokenPipeError:
            # The reader has seen enough.
            raise typer.Exit(0) from None
        except KeyboardInterrupt:
            raise typer.Exit(130) from None
        except Exception as error:
            if isinstance(error, OSError) and error.errno in NO_ROOM:
                complain(f"cannot write: {error.strerror}")
                raise typer.Exit(1) from None
            if os.environ.get("SPACECORP_DEBUG"):
                raise
            complain(fault(error))
            raise typer.Exit(1) from None

    return run


def close_output() -> None:
    """Flush what is left; a reader that has gone away is no error."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            # Else the interpreter would try again at its end, and complain.
            devnull = os.open(os.devnull, os.O_WRONLY)
            os.dup2(devnull, stream.fileno())
