"""Keeps the libraries that read documents from talking to the user's terminal."""

import warnings


def silence_libraries() -> None:
    """Drop the warnings and log lines of libraries: what matters is said in our own lines."""
    import logging

    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
