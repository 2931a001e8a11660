"""Help, version, completion: what a newcomer meets first."""

import os
import subprocess
import sys

import pytest
from commands import Run, environment, real
from extractions import Story
from stores import store

import spacecorp as package

COMMANDS = (
    "ingest",
    "extract",
    "partners",
    "ownership",
    "programmes",
    "entities",
    "documents",
    "show",
    "schema",
    "explain",
    "evaluate",
    "search",
    "diff",
    "timeline",
    "report",
    "graph",
    "export",
)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_examples(spacecorp: Run, command):
    result = spacecorp(command, "--help")
    assert (result.status, result.err) == (0, "")
    _, examples = result.out.split("Examples:\n")
    assert examples.startswith(f"    spacecorp {command}")
    assert max(map(len, result.out.splitlines())) <= 80


def test_the_help_names_every_command(spacecorp: Run):
    out = spacecorp("--help").out
    for command in COMMANDS:
        assert f"\n  {command} " in out
    assert "..." not in out.replace("[ARGS]...", "")


def test_version(spacecorp: Run):
    assert spacecorp("--version").out == f"spacecorp {package.__version__}\n"


def test_module_and_completion(tmp_path):
    assert real("-h", cwd=tmp_path).stdout.startswith(b"Usage: spacecorp ")

    def offered(typed: str) -> bytes:
        asked = {
            "_SPACECORP_COMPLETE": "complete_bash",
            "COMP_WORDS": f"spacecorp {typed}",
            "COMP_CWORD": str(len(typed.split())),
        }
        return real(cwd=tmp_path, env=asked).stdout

    assert offered("own").split() == [b"ownership"]
    store(tmp_path / "spacecorp.db", [Story().owns("Leonardo", "Telespazio", 67)])
    assert offered("show Tele").splitlines() == [b"Telespazio"]


def test_asking_loads_nothing_that_it_does_not_need():
    """What makes a command slow to start must not creep in: see benchmarks/startup.py."""
    script = (
        "import sys, spacecorp.cli.app, spacecorp.cli.listing, spacecorp.output.listings\n"
        "print(*sys.modules)"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", script], env=environment(), capture_output=True, text=True
    ).stdout.split()
    dear = {"rich.console", "lxml", "numpy", "rapidfuzz", "bs4", "trafilatura", "multiprocessing"}
    assert dear & set(loaded) == set()
    assert "spacecorp.cli.app" in loaded


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device without room")
@pytest.mark.parametrize("command", ["-h", "schema"])
def test_output_without_room_is_one_line(tmp_path, command):
    with open("/dev/full", "wb") as full:
        result = subprocess.run(
            [sys.executable, "-u", "-m", "spacecorp", command],
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment(),
            cwd=tmp_path,
            timeout=60,
        )
    assert result.returncode == 1
    assert result.stderr.startswith(b"cannot write: ")
    assert result.stderr.count(b"\n") == 1
