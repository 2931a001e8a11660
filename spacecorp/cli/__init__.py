"""The command line: parses arguments, calls the parts, prints what they give."""

import os
import sys

INTERRUPTED = 130


def main() -> None:
    """Run `spacecorp` with the arguments of this process; ends by SystemExit.

    Status 0: done; 1: something could not be read or found; 2: wrong usage; 130: interrupted.
    """
    from .guard import close_output, complain

    status: object = 0
    try:
        from .app import app

        app(prog_name="spacecorp")
    except SystemExit as end:
        status = end.code
    except KeyboardInterrupt:
        status = INTERRUPTED
    except OSError as error:
        # Help and version are printed before a command guards itself.
        complain(f"cannot write: {error.strerror or error}")
        status = 1
    close_output()
    if status == INTERRUPTED:
        # The interrupt ends the workers, too; a lock that one of them held would keep the pool,
        # and so the interpreter, from ever ending.
        os._exit(INTERRUPTED)
    sys.exit(status if isinstance(status, int) else 1)
