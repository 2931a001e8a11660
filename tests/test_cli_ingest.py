"""Reading files: what goes in, what is skipped and why, and that nothing is ever lost."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest
from commands import Run, environment, real

from spacecorp.cli.pool import read_all
from spacecorp.cli.walk import File
from spacecorp.cli.worker import Reading, Task

STORY = """Orbital Foundry wins the order

12 May 2024

Orbital Foundry of Bremen has signed a contract with the European Space Agency (ESA) number {n}.
The company will build the {n} satellites of the constellation by the end of the year.
"""


def corpus(folder: Path, files: int, repeat: int = 1) -> Path:
    folder.mkdir(parents=True)
    for n in range(files):
        (folder / f"{n:04}.txt").write_text(STORY.format(n=n) * repeat)
    return folder


def paths(spacecorp: Run) -> list[str]:
    return [row["path"] for row in spacecorp("documents", "--json").json]


def test_a_second_run_does_no_work_and_a_changed_file_is_read_again(spacecorp: Run, tmp_path):
    corpus(tmp_path / "news", 3)
    first = spacecorp("ingest", "news")
    assert (first.status, first.out) == (0, "")
    assert first.err.startswith("read 3, unchanged 0, skipped 0\nfound ")
    assert spacecorp("ingest", "news").err == "read 0, unchanged 3, skipped 0\n"
    (tmp_path / "news" / "0001.txt").write_text(
        "Another headline\n\nNothing is as it was before.\n"
    )
    os.utime(tmp_path / "news" / "0002.txt")  # touched, but the same
    assert spacecorp("ingest", "news/").err.startswith("read 1, unchanged 2, skipped 0\n")
    assert "number 1" not in str(spacecorp("documents", "--json").json)
    assert spacecorp("ingest", "./news", "--again").err.startswith("read 3, unchanged 0")
    assert paths(spacecorp) == ["news/0000.txt", "news/0001.txt", "news/0002.txt"]


def test_files_that_are_gone_are_forgotten_on_demand(spacecorp: Run, tmp_path):
    corpus(tmp_path / "news", 2)
    corpus(tmp_path / "blog", 1)
    (tmp_path / "blog" / "0000.txt").write_text("A blog\n\nIts text is quite different.\n")
    spacecorp("ingest", "news", "blog")
    (tmp_path / "news" / "0001.txt").unlink()
    (tmp_path / "blog" / "0000.txt").unlink()
    assert spacecorp("ingest", "news").err == "read 0, unchanged 1, skipped 0\n"
    assert len(paths(spacecorp)) == 3
    assert "forgotten 1" in spacecorp("ingest", "news", "--prune").err
    assert paths(spacecorp) == ["blog/0000.txt", "news/0000.txt"]
    # A folder that is missing may be a disk that is not there today.
    (tmp_path / "news").rename(tmp_path / "away")
    gone = spacecorp("ingest", "news", "--prune")
    assert gone.status == 1
    assert paths(spacecorp) == ["blog/0000.txt", "news/0000.txt"]


def test_what_cannot_be_read_gets_a_line_and_the_rest_is_read(spacecorp: Run, tmp_path):
    news = corpus(tmp_path / "news", 1)
    (news / "empty.txt").touch()
    (news / "binary.bin").write_bytes(bytes(range(256)) * 20)
    (news / "huge.txt").write_bytes(b"words " * 200_000)
    (news / "nothing.txt").symlink_to("nowhere")
    (news / "self").symlink_to("self")
    (news / "loop").symlink_to(".")
    (news / ".hidden.txt").write_text("hidden")
    (news / ".git").mkdir()
    (news / ".git" / "config.txt").write_text("hidden as well")
    os.mkfifo(news / "pipe")
    (tmp_path / "bare").mkdir()
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("news/socket")
        result = spacecorp("ingest", "news", "bare", "missing", "/dev/null", "--max-size", "1")
    assert (result.status, result.out) == (1, "")
    *lines, counts, _ = result.err.splitlines()
    assert counts == "read 1, unchanged 0, skipped 11"
    reasons = dict(line.split(": ", 1) for line in lines)
    assert "empty" in reasons.pop("news/empty.txt")
    assert reasons.pop("news/binary.bin")
    assert "too large" in reasons.pop("news/huge.txt")
    assert "--max-size" in dict(line.split(": ", 1) for line in lines)["news/huge.txt"]
    assert reasons == {
        "/dev/null": "is a device",
        "bare": "no documents in this folder",
        "missing": "no such file or folder",
        "news/nothing.txt": "is a link to nothing",
        "news/self": "symbolic links lead in a circle",
        "news/loop": "symbolic links lead in a circle",
        "news/pipe": "is a named pipe; pipe it into standard input (-) instead",
        "news/socket": "is a socket",
    }
    assert paths(spacecorp) == ["news/0000.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_skipped(spacecorp: Run, tmp_path):
    news = corpus(tmp_path / "news", 2)
    (news / "0000.txt").chmod(0)
    result = spacecorp("ingest", "news")
    assert result.status == 1
    assert "news/0000.txt: permission denied" in result.err


FRENCH = """Trois vols pour la fusée

La société a signé avec l'agence un contrat pour trois vols de sa fusée, a-t-elle dit lundi. Le
premier vol est prévu pour le printemps, et les autres sont attendus dans le courant de l'année.
"""


def test_other_languages_are_kept_counted_and_said(spacecorp: Run, tmp_path):
    (tmp_path / "fr.txt").write_text(FRENCH)
    (tmp_path / "en.txt").write_text(STORY.format(n=1))
    done = spacecorp("ingest", "fr.txt", "en.txt")
    assert done.status == 0
    note, counts, _ = done.err.splitlines()
    assert note.startswith("fr.txt: is in another language than English (fr)")
    assert counts.endswith("skipped 0, kept in other languages than English 1 (fr 1)")
    (row,) = spacecorp("documents", "fr.txt", "--json").json
    assert (row["language"], row["partnerships"], len(row["notes"])) == ("fr", 0, 1)
    assert "contrat pour trois vols" in spacecorp("extract", "fr.txt", "--text").out


def test_a_mistyped_path_makes_no_database(spacecorp: Run, tmp_path):
    result = spacecorp("ingest", "smaples/")
    assert result.status == 1
    assert result.err.startswith("smaples: no such file or folder\n")
    assert not (tmp_path / "spacecorp.db").exists()


def test_links_are_followed_but_nothing_is_read_twice(spacecorp: Run, tmp_path):
    corpus(tmp_path / "news", 1)
    outside = corpus(tmp_path / "outside", 1)
    (outside / "0000.txt").write_text("Outside\n\nThis one lies outside of the folder.\n")
    for n in range(3):  # a lattice of links has more paths than any walk could end
        (tmp_path / "news" / f"to-outside-{n}").symlink_to(outside)
        (tmp_path / "news" / f"to-news-{n}").symlink_to(tmp_path / "news" / "deep")
    (tmp_path / "news" / "deep").mkdir()
    (tmp_path / "news" / "deep" / "link.txt").symlink_to("../0000.txt")
    assert spacecorp("ingest", "news", "news/0000.txt", "./news").status == 0
    (first, second) = spacecorp("documents", "--json").json
    assert (first["path"], first["copies"]) == ("news/0000.txt", ["news/deep/link.txt"])
    assert second["path"] == "news/to-outside-0/0000.txt"


def test_folders_nested_deeper_than_frames(spacecorp: Run, tmp_path):
    deep = tmp_path / "deep"
    for _ in range(1050):
        os.mkdir(deep)
        deep = deep / "d"
    deep.parent.joinpath("story.txt").write_text(STORY.format(n=1))
    try:
        assert spacecorp("ingest", "deep").err.startswith("read 1")
    finally:  # pytest's own cleaning would run out of frames
        subprocess.run(["rm", "-rf", str(tmp_path / "deep")], check=True)


def test_names_that_are_not_unicode(spacecorp: Run, tmp_path):
    (tmp_path / "news").mkdir()
    with open(b"news/caf\xe9.txt", "w") as file:
        file.write(STORY.format(n=1))
    assert spacecorp("ingest", "news").status == 0
    assert paths(spacecorp) == ["news/caf\\xe9.txt"]
    assert "unchanged 1" in spacecorp("ingest", "news", "--prune").err
    os.unlink(b"news/caf\xe9.txt")
    assert "forgotten 1" in spacecorp("ingest", "news", "--prune").err


def test_standard_input(spacecorp: Run, tmp_path):
    for n in (1, 2):
        result = real("ingest", "-", cwd=tmp_path, input=STORY.format(n=n).encode())
        assert (result.returncode, result.stdout) == (0, b"")
    assert [path[:6] for path in paths(spacecorp)] == ["stdin:", "stdin:"]
    piped = real("extract", "-", "--no-facts", cwd=tmp_path, input=STORY.format(n=1).encode())
    assert b'"path": "-"' in piped.stdout


def test_databases_that_cannot_be_used_are_one_line(spacecorp: Run, tmp_path):
    corpus(tmp_path / "news", 1)
    (tmp_path / "notes.db").write_text("These are my notes, and no database at all.\n" * 50)
    before = (tmp_path / "notes.db").read_bytes()
    for database, reason in (
        ("notes.db", "notes.db: is not a database\n"),
        ("no/such/folder.db", "no/such/folder.db: cannot be opened\n"),
        ("news", "news: cannot be opened\n"),
    ):
        result = spacecorp("ingest", "news", "--db", database)
        assert (result.status, result.out, result.err) == (1, "", reason)
    assert (tmp_path / "notes.db").read_bytes() == before


def test_results_do_not_depend_on_processes_or_hashing(spacecorp: Run, tmp_path):
    corpus(tmp_path / "news", 40)
    answers = set()
    for jobs, seed in (("1", "1"), ("3", "2")):
        database = f"{jobs}.db"
        ingested = real(
            "ingest",
            "news",
            "-j",
            jobs,
            "--db",
            database,
            cwd=tmp_path,
            env={"PYTHONHASHSEED": seed},
        )
        assert ingested.returncode == 0, ingested.stderr
        answers.add(
            "".join(
                spacecorp(command, "--json", "--db", database).out
                for command in ("documents", "entities", "partners")
            )
            + real(
                *("extract", "news", "--text", "--no-facts", "-j", jobs),
                cwd=tmp_path,
                env={"PYTHONHASHSEED": seed},
            ).stdout.decode()
        )
    assert len(answers) == 1
    paths = answers.pop()
    assert paths.count('"path": "news/0039.txt"') == 2  # in the list and in the extraction


def start_ingest(folder: Path) -> "subprocess.Popen[bytes]":
    """Starts to ingest the folder "news" and a standard input that never ends."""
    return subprocess.Popen(
        [sys.executable, "-m", "spacecorp", "ingest", "news", "-", "-j", "2"],
        cwd=folder,
        env=environment(),
        stdin=subprocess.PIPE,
    )


def stored(database: Path) -> int:
    """How many documents another process would see now."""
    if not database.exists():
        return 0
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=5)
    try:
        (count,) = connection.execute("SELECT count(*) FROM documents").fetchone()
        return int(count)
    except sqlite3.OperationalError:
        return 0  # the schema is just being made
    finally:
        connection.close()


def children(process: int) -> list[int]:
    """The processes that a process has started, and theirs."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(status.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent == process:
            child = int(status.parent.name)
            found += [child, *children(child)]
    return found


def test_a_kill_in_mid_ingest_keeps_what_was_committed(tmp_path):
    corpus(tmp_path / "news", 80)
    ingest = start_ingest(tmp_path)
    database = tmp_path / "spacecorp.db"
    while ingest.poll() is None and not (before := stored(database)):
        time.sleep(0.01)
    workers = children(ingest.pid)
    ingest.send_signal(signal.SIGKILL)
    ingest.communicate()
    after = stored(database)
    assert before <= after <= 80
    listed = real("documents", "--format", "tsv", cwd=tmp_path)  # resolves what the dead run left
    assert listed.returncode == 0
    assert len(listed.stdout.splitlines()) == after + 1
    again = real("ingest", "news", cwd=tmp_path)
    assert again.stderr.startswith(b"read %d, unchanged %d, skipped 0\n" % (80 - after, after))
    for _ in range(100):  # the workers end with their parent
        if not any(Path(f"/proc/{worker}").exists() for worker in workers):
            break
        time.sleep(0.05)
    assert [w for w in workers if Path(f"/proc/{w}/cmdline").exists()] == []


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="finds workers in /proc")
@pytest.mark.parametrize("moment", [33, 40, 58])
def test_a_worker_that_dies_costs_no_other_file(tmp_path, moment):
    names = [str(path) for path in sorted(corpus(tmp_path / "news", 60).iterdir())]
    running = set(children(os.getpid()))

    def tasks() -> Iterator[Task]:
        for at, name in enumerate(names):
            if at == moment:
                # The latest are the workers; before them come the helpers of multiprocessing.
                os.kill(max(set(children(os.getpid())) - running), signal.SIGKILL)
            yield Task(File(name, name, 0, 0), 1 << 20, facts=False)

    results = list(read_all(tasks(), 2))
    assert [(type(one), one.file.name) for one in results] == [(Reading, name) for name in names]


def test_control_c_ends_quietly(tmp_path):
    corpus(tmp_path / "news", 40)
    terminal = pexpect.spawn(
        sys.executable,
        # The terminal as standard input never ends, so the ingest cannot before it is told to.
        ["-m", "spacecorp", "ingest", "news", "-", "-j", "2"],
        cwd=str(tmp_path),
        env=environment(TERM="xterm", COLUMNS="100"),
        encoding="utf-8",
        timeout=30,
        # As a shell starts it; a test run in the background may have been told to ignore ^C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    terminal.expect(r"reading .*\d+/41")  # the bar, on a terminal
    terminal.sendintr()
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 130
    assert "Traceback" not in terminal.before
    assert "Error" not in terminal.before


def test_a_closed_pipe_ends_quietly(tmp_path):
    corpus(tmp_path / "news", 20, repeat=300)
    command = f"{sys.executable} -m spacecorp extract news --text | head -c 100 > out; "
    result = subprocess.run(
        ["bash", "-c", command + "echo ${PIPESTATUS[0]} >> out"],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
    )
    assert result.stderr == b""
    assert (tmp_path / "out").read_text()[100:] == "0\n"


def test_colour_only_on_a_terminal_that_wants_it(tmp_path):
    corpus(tmp_path / "news", 1)
    real("ingest", "news", cwd=tmp_path)

    def shown(**more: str) -> str:
        return str(
            pexpect.run(
                f"{sys.executable} -m spacecorp documents",
                cwd=str(tmp_path),
                env=environment(**{"TERM": "xterm-256color", "COLUMNS": "80", **more}),
                encoding="utf-8",
            )
        )

    assert "\x1b[" in shown()
    assert "\x1b[3" not in shown(NO_COLOR="1")  # no colours; bold is none
    assert "\x1b" not in shown(TERM="dumb")
    assert b"\x1b" not in real("documents", cwd=tmp_path).stdout
