"""How long a command takes to start, against importing the libraries that it is made of.

    python benchmarks/startup.py [--runs N]

Each command runs N times (15 by default), all taking turns so that a busy machine slows them
alike; printed is the median in milliseconds, and its ratio to `python -c "import typer, rich"`.
Fails where `--help` takes more than twice or `partners` more than three times that.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
LIMITS = {"spacecorp --help": 2.0, "spacecorp partners": 3.0}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=15, help="rounds to run (default 15)")
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        database = str(Path(folder) / "samples.db")
        documents = sorted(
            p for p in (ROOT / "samples" / "documents").glob("*") if p.suffix in {".txt", ".html"}
        )
        spacecorp = [sys.executable, "-m", "spacecorp"]
        run([*spacecorp, "ingest", *map(str, documents), "--db", database])
        commands = {
            "import typer, rich": [sys.executable, "-c", "import typer, rich"],
            "spacecorp --help": [*spacecorp, "--help"],
            "spacecorp partners": [*spacecorp, "partners", "--db", database],
            "spacecorp partners --json": [*spacecorp, "partners", "--json", "--db", database],
            "spacecorp documents": [*spacecorp, "documents", "--db", database],
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(runs):
            for name, command in commands.items():
                times[name].append(run(command))
    base = median(times["import typer, rich"])
    slow = False
    for name, taken in times.items():
        ratio = median(taken) / base
        over = ratio > LIMITS.get(name, float("inf"))
        slow |= over
        limit = f"  limit {LIMITS[name]:.0f}" if name in LIMITS else ""
        print(f"{name:<28}{median(taken) * 1000:>8.0f} ms{ratio:>7.2f}{limit}")
    return int(slow)


def run(command: list[str]) -> float:
    """Seconds that a command takes, its output thrown away."""
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
