"""Files that commands write: whole or not at all, never over another unasked."""

import os
from pathlib import Path

import pytest

from spacecorp.cli.files import new_file
from spacecorp.cli.guard import Refused


def write(path: Path, content: bytes, *, force: bool = False) -> None:
    with new_file(str(path), force=force) as file:
        file.write(content)


def test_a_file_is_written_whole_and_replaced_only_by_force(tmp_path: Path):
    path = tmp_path / "report.html"
    write(path, b"one")
    with pytest.raises(Refused, match="exists already; --force replaces it"):
        write(path, b"two")
    assert path.read_bytes() == b"one"
    write(path, b"three", force=True)
    assert path.read_bytes() == b"three"
    assert os.listdir(tmp_path) == ["report.html"]
    plain = tmp_path / "plain"
    plain.touch()
    assert path.stat().st_mode == plain.stat().st_mode


def test_what_fails_leaves_nothing_and_harms_nothing(tmp_path: Path):
    path = tmp_path / "report.html"
    path.write_bytes(b"old")

    def fail() -> None:
        with new_file(str(path), force=True) as file:
            file.write(b"half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["report.html"]


def test_a_file_that_appears_meanwhile_is_kept(tmp_path: Path):
    path = tmp_path / "report.html"

    def lose_the_race() -> None:
        with new_file(str(path), force=False) as file:
            file.write(b"ours")
            path.write_bytes(b"theirs")

    with pytest.raises(Refused, match="exists already"):
        lose_the_race()
    assert path.read_bytes() == b"theirs"
    assert os.listdir(tmp_path) == ["report.html"]


def test_a_link_stays_a_link(tmp_path: Path):
    (tmp_path / "folder").mkdir()
    real, link = tmp_path / "folder" / "real.html", tmp_path / "link.html"
    real.write_bytes(b"old")
    link.symlink_to(real)
    write(link, b"new", force=True)
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


@pytest.mark.parametrize(
    ("name", "reason"),
    [("", "is a folder"), ("missing/report.html", "No such file"), ("x" * 300, "too long")],
)
def test_what_cannot_be_written_is_said_in_a_line(tmp_path: Path, name: str, reason: str):
    with pytest.raises(Refused, match=reason):
        write(tmp_path / name, b"")
    assert os.listdir(tmp_path) == []


def test_a_device_is_not_replaced(tmp_path: Path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(Refused, match="no regular file"):
        write(pipe, b"", force=True)
