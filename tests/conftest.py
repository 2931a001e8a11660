"""Fixtures that several test modules share."""

import sys
from pathlib import Path

import pytest
from commands import Result, Run


@pytest.fixture
def spacecorp(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Run:
    """A function that runs `spacecorp` with its arguments in `tmp_path`."""
    from spacecorp.cli import main

    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SPACECORP_DB", raising=False)
    monkeypatch.setenv("SPACECORP_DEBUG", "1")  # a fault of ours fails the test with its traceback

    def run(*arguments: object, columns: int = 80) -> Result:
        monkeypatch.setenv("COLUMNS", str(columns))
        monkeypatch.setattr(sys, "argv", ["spacecorp", *map(str, arguments)])
        capfd.readouterr()
        with pytest.raises(SystemExit) as end:
            main()
        sys.stdout.flush()
        captured = capfd.readouterr()
        assert isinstance(end.value.code, int)
        return Result(end.value.code, captured.out, captured.err)

    return run
