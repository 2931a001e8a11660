"""Runs the command line as a process of its own, and names what a run gives."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Result:
    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Result]


def environment(**more: str) -> dict[str, str]:
    """What a real process needs to find spacecorp and the tests' modules."""
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    return {**os.environ, "PYTHONPATH": path, **more}


def real(*arguments: object, **how: Any) -> "subprocess.CompletedProcess[bytes]":
    """`spacecorp` as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "spacecorp", *map(str, arguments)],
        capture_output=True,
        env=environment(**how.pop("env", {})),
        timeout=60,
        **how,
    )
