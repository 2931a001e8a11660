"""Rewrites the outputs in README's tour with what the commands print now.

    python benchmarks/readme_tour.py [--check]

Between `<!-- tour -->` and `<!-- /tour -->`, each block marked ```console begins with one command
behind "$ "; what follows in the block becomes its output (both streams, 100 columns), run from the
root of the repository, in the order of the page, with one database in a temporary folder. With
`--check` nothing is written, and the status is 1 where README is out of date. Needs jq.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
TOUR = re.compile(r"(?<=<!-- tour -->).*?(?=<!-- /tour -->)", re.DOTALL)
BLOCK = re.compile(r"^```console\n\$ (?P<command>[^\n]+)\n.*?^```$", re.DOTALL | re.MULTILINE)
COLUMNS = "100"
# The repository's own spacecorp, whichever is installed.
PRELUDE = f'spacecorp() {{ "{sys.executable}" -m spacecorp "$@"; }}\n'


def output(command: str, database: Path) -> str:
    """What a command prints, errors included. Raises CalledProcessError where it fails."""
    done = subprocess.run(
        ["bash", "-c", PRELUDE + command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=ROOT,
        check=True,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "SPACECORP_DB": str(database),
            "COLUMNS": COLUMNS,
            "LC_ALL": "C.UTF-8",
        },
    )
    return done.stdout.rstrip("\n") + "\n"


def refreshed(page: str) -> str:
    """The page with every output of its tour as it is now."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "tour.db"

        def block(found: re.Match[str]) -> str:
            command = found["command"]
            return f"```console\n$ {command}\n{output(command, database)}```"

        return TOUR.sub(lambda tour: BLOCK.sub(block, tour[0]), page)


def main() -> int:
    before = README.read_text(encoding="utf-8")
    after = refreshed(before)
    if "--check" in sys.argv[1:]:
        print("README is up to date" if after == before else "README's tour is out of date")
        return int(after != before)
    README.write_text(after, encoding="utf-8")
    print("README's tour", "was up to date" if after == before else "rewritten")
    return 0


if __name__ == "__main__":
    sys.exit(main())
