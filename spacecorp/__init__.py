"""spacecorp: an offline, deterministic corpus analyser for the space industry."""

__version__ = "0.1.0"
