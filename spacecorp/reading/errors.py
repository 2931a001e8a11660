"""The errors of reading."""


class Unreadable(ValueError):
    """The bytes hold no text that can be read; the message is the reason, in one line.

    The reason reads on from the file's name: "report.pdf: looks like a PDF file, not text".
    """


class TooMuch(Unreadable):
    """A file that holds many documents has passed a limit: nothing more of it is read."""
