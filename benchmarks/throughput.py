"""How many documents a second are read and ingested, with how much memory.

    python benchmarks/throughput.py [--documents 2000] [--jobs 2] [--growth]

Generates documents (seeded; 500 words of article text each, half of them inside 30 KB of HTML),
then reads and cleans them (`extract --text --no-facts`), ingests them, ingests them again
unchanged, and times trafilatura alone over pages of the same kind. Memory is the most that any one
process of a run held; it depends on the names, too, so their number is printed. `--growth` also
ingests a twentieth of the documents, to show linear growth.
"""

import argparse
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import stories
import trafilatura

ROOT = Path(__file__).parents[1]


def tree(process: int) -> list[int]:
    """A process and all that it has started, and theirs."""
    children: dict[int, list[int]] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(status.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        children.setdefault(parent, []).append(int(status.parent.name))
    found, queue = [], [process]
    while queue:
        found.append(queue.pop())
        queue += children.get(found[-1], [])
    return found


@dataclass
class Used:
    """What the processes of one command have used so far: the most memory of any one of them in
    MB, and the processor time of each in seconds."""

    memory: float = 0.0
    processor: dict[int, float] = field(default_factory=dict)

    def look(self, process: int) -> None:
        """Look at `process` and all that it has started."""
        for one in tree(process):
            try:
                status = Path(f"/proc/{one}/status").read_text()
                ticks = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()[11:13]
            except OSError:
                continue
            held = [int(line.split()[1]) for line in status.splitlines() if "VmHWM" in line]
            self.memory = max([self.memory, *(kib / 1024 for kib in held)])
            self.processor[one] = sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


def run(*arguments: str, cwd: Path) -> tuple[str, float]:
    """What a command took, in words, and its seconds."""
    used = Used()
    started = time.monotonic()
    with open(os.devnull, "wb") as nowhere:
        process = subprocess.Popen(
            [sys.executable, "-m", "spacecorp", *arguments],
            cwd=cwd,
            stdout=nowhere,
            stderr=nowhere,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        while process.poll() is None:
            used.look(process.pid)
            time.sleep(0.05)
    seconds = time.monotonic() - started
    if process.returncode:
        raise SystemExit(f"{' '.join(arguments)}: status {process.returncode}")
    processor = sum(used.processor.values())
    return f"{seconds:8.2f} s {processor:8.2f} s of processor time {used.memory:5.0f} MB", seconds


def write(folder: Path, count: int) -> int:
    """Write `count` documents into a new folder; how many of them are pages."""
    folder.mkdir()
    pages = 0
    for name, content in stories.documents(count):
        (folder / name).write_text(content, encoding="utf-8")
        pages += name.endswith(".html")
    return pages


def measure(cwd: Path, count: int, jobs: str) -> None:
    folder = f"news{count}"
    pages = write(cwd / folder, count)
    size = sum(path.stat().st_size for path in (cwd / folder).iterdir()) / 1e6
    print(f"{count:,} documents ({pages:,} pages), {size:.1f} MB, {jobs} jobs")
    database = f"{folder}.db"
    for what, rated, arguments in (
        ("read and clean", True, ("extract", folder, "--text", "--no-facts", "-j", jobs)),
        ("ingest", True, ("ingest", folder, "--db", database, "-j", jobs)),
        ("ingest unchanged", False, ("ingest", folder, "--db", database, "-j", jobs)),
        ("partners", False, ("partners", "--json", "--db", database)),
    ):
        took, seconds = run(*arguments, cwd=cwd)
        print(f"  {what:17}{took}" + (f" {count / seconds:6.1f} a second" if rated else ""))
    with closing(sqlite3.connect(cwd / database)) as connection:
        entities, names, most = connection.execute(
            "SELECT count(*), count(DISTINCT name), (SELECT max(n) FROM"
            " (SELECT count(*) AS n FROM entities GROUP BY linked)) FROM entities"
        ).fetchone()
    print(f"  {entities:,} entities, {names:,} names, {most:,} entities in the largest linked set")


def peer(count: int) -> None:
    """Time our reading and trafilatura on the same pages, page by page, in this process."""
    from spacecorp.reading import read

    ways: dict[str, Callable[[str], object]] = {
        "spacecorp": lambda page: read(page.encode(), "page.html"),
        "trafilatura": trafilatura.extract,
        "its fast mode": lambda page: trafilatura.extract(page, fast=True),
    }
    for size, pages in ((30_000, count), (200_000, count // 6)):
        spent = dict.fromkeys(ways, 0.0)
        for number in range(pages):
            page = stories.page(number, size)
            for name, way in ways.items():
                if not number:
                    way(page)  # imports and tables are loaded once
                started = time.process_time()
                way(page)
                spent[name] += time.process_time() - started
        print(f"{pages} pages of {size // 1000} KB, each in processor time:")
        for name, seconds in spent.items():
            ratio = seconds / spent["trafilatura"]
            print(f"  {name:14}{seconds / pages * 1000:6.2f} ms {ratio:5.2f} of trafilatura's")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--jobs", default="2")
    parser.add_argument("--growth", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        if args.growth:
            measure(Path(name), args.documents // 20, args.jobs)
        measure(Path(name), args.documents, args.jobs)
    peer(min(args.documents, 300))


if __name__ == "__main__":
    main()
