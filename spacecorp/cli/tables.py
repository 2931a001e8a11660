"""Reads a table that the user names on the command line."""

import os
import sys

from .guard import Refused
from .walk import STANDARD_INPUT, irregular, reason_of, too_large

LARGEST_TABLE = 64 << 20  # bytes


def read_text(file: str) -> str:
    """The text of a file, of standard input for "-". Raises Refused where it cannot be read.

    UTF-8, or UTF-16 with a byte order mark, as spreadsheets write "Unicode text".
    """
    try:
        if file == STANDARD_INPUT:
            data = sys.stdin.buffer.read(LARGEST_TABLE + 1)
        else:
            reason = irregular(os.stat(file).st_mode) if not os.path.isdir(file) else "is a folder"
            if reason:
                raise Refused(f"{file}: {reason}")
            with open(file, "rb") as stream:
                data = stream.read(LARGEST_TABLE + 1)
        reason = too_large(len(data), LARGEST_TABLE)
        if reason:
            raise Refused(f"{file}: has more than {LARGEST_TABLE >> 20} MB, too much for a table")
        wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
        return data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(f"{file}: is not UTF-8; save it as CSV UTF-8") from None
    except (OSError, ValueError) as error:
        raise Refused(f"{file}: {reason_of(error)}") from None
