"""The command line: parses arguments, calls the parts, prints what they give."""

import sys


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
        status = 130
    except OSError as error:
        # Help and version are printed before a command guards itself.
        complain(f"cannot write: {error.strerror or error}")
        status = 1
    close_output()
    sys.exit(status if isinstance(status, int) else 1)
