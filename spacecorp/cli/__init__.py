"""The command line: parses arguments, calls the parts, prints what they give."""

import sys


def main() -> None:
    """Run `spacecorp` with the arguments of this process; ends by SystemExit.

    Status 0: done; 1: something could not be read or found; 2: wrong usage; 130: interrupted.
    """
    from .guard import close_output

    status: object = 0
    try:
        from .app import app

        app(prog_name="spacecorp")
    except SystemExit as end:
        status = end.code
    except KeyboardInterrupt:
        status = 130
    close_output()
    sys.exit(status if isinstance(status, int) else 1)
