"""README: its commands run, and the two that CI runs stand there as CI has them."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from commands import ROOT, environment

README = (ROOT / "README.md").read_text(encoding="utf-8")
TOUR = README.split("<!-- tour -->")[1].split("<!-- /tour -->")[0]
BLOCKS = re.findall(r"^```console\n\$ ([^\n]+)\n(.*?)^```$", TOUR, re.DOTALL | re.MULTILINE)
# Every stage of a pipe must end well; one that `head` has had enough of may have been cut off.
PROGRAM = (
    'spacecorp() {{ "{python}" -m spacecorp "$@"; }}\n{command}\necho "${{PIPESTATUS[@]}}" >&2'
)


def run(command: str, database: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        ["bash", "-c", PROGRAM.format(python=sys.executable, command=command)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment(SPACECORP_DB=str(database), COLUMNS="100", LC_ALL="C.UTF-8"),
        timeout=60,
    )


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One database for the whole tour."""
    path = tmp_path_factory.mktemp("readme") / "tour.db"
    assert run("spacecorp ingest samples/documents", path).stderr.endswith("\n0\n")
    return path


def test_the_tour_begins_by_reading_the_samples() -> None:
    assert BLOCKS[0][0] == "spacecorp ingest samples/documents"


def test_the_tour_shows_every_part_of_the_work() -> None:
    shown = {command.split()[1] for command, _ in BLOCKS}
    assert shown >= {
        "ingest", "partners", "ownership", "programmes", "show", "documents", "extract",
        "explain", "evaluate",
    }  # fmt: skip
    assert all(output.strip() for _, output in BLOCKS)
    assert max(len(line) for _, output in BLOCKS for line in output.splitlines()) < 200


@pytest.mark.parametrize("command", [command for command, _ in BLOCKS])
def test_command_of_the_tour(command: str, database: Path) -> None:
    if "jq" in command and not shutil.which("jq"):
        pytest.skip("needs jq")
    done = run(command, database)
    *said, statuses = done.stderr.splitlines()
    assert set(statuses.split()) <= ({"0", "141"} if "| head" in command else {"0"}), said
    assert done.stdout.strip() or command.startswith("spacecorp ingest")
    assert not any("fault" in line or "Traceback" in line for line in said)
    assert all(len(line) <= 100 for line in done.stdout.splitlines() if "| jq" not in command)


def test_the_two_commands_are_those_that_ci_runs() -> None:
    runs = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    ours = [line for line in runs if line.startswith("python3 -m pip install") and "&&" in line]
    fenced = re.findall(r"^```sh\n(.*?)\n```$", README, re.DOTALL | re.MULTILINE)
    assert len(ours) == 2
    assert fenced[:2] == ours


def test_links_within_the_page_and_the_folder_hold() -> None:
    headings = {
        re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")
        for heading in re.findall(r"^#+ (.+)$", README, re.MULTILINE)
    }
    for target in re.findall(r"\]\(([^)]+)\)", README):
        if target.startswith("#"):
            assert target[1:] in headings
        elif not target.startswith("https://"):
            assert (ROOT / target).exists()


def test_files_that_the_page_names_are_there() -> None:
    named = set(re.findall(r"`((?:benchmarks|spacecorp|samples|tests|\.ci)/[\w./-]+)`", README))
    assert {"spacecorp/relations/grammar.py", "benchmarks/readme_tour.py"} <= named
    assert not [path for path in named if not (ROOT / path).exists()]
