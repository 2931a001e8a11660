"""Archives: the files in a zip or tar archive one after the other, never unpacked to disk."""

import io
import struct
import tarfile
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from .errors import Unreadable
from .settings import MAX_DIRECTORY, MAX_HEADER, MAX_MEMBERS
from .streams import damage_as_unreadable

# Names by which a zip archive is known to be something else.
_OTHER_ZIPS = {
    "[Content_Types].xml": "is an Office file, not text",
    "META-INF/manifest.xml": "is an OpenDocument file, not text",
    "META-INF/MANIFEST.MF": "is a program, not text",
    "AndroidManifest.xml": "is a program, not text",
}
_SUPPORTED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)
_END = b"PK\x05\x06"
_END_SIZE = 22
_END64_LOCATOR_SIZE = 20


def zip_members(source: BinaryIO) -> Iterator[tuple[str, BinaryIO | Unreadable]]:
    """The name and the bytes of each file in a zip archive, or why there are none.

    `source` must be able to seek. Raises `Unreadable` for what is no zip archive of files.
    """
    if _directory_size(source) > MAX_DIRECTORY:
        raise Unreadable(f"holds more than {MAX_MEMBERS:,} members")
    try:
        archive = zipfile.ZipFile(source)
    except (zipfile.BadZipFile, NotImplementedError, struct.error, ValueError, OSError):
        raise Unreadable("is a zip archive that is cut off or damaged") from None
    with archive:
        for name, what in _OTHER_ZIPS.items():
            if name in archive.NameToInfo:
                raise Unreadable(what)
        for info in archive.infolist():
            if info.is_dir() or hidden(info.filename):
                continue
            if info.flag_bits & 1:
                yield info.filename, Unreadable("is encrypted")
            elif info.compress_type not in _SUPPORTED:
                yield info.filename, Unreadable("is packed in a way that is not supported")
            else:
                try:
                    member = archive.open(info)
                except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError):
                    yield info.filename, Unreadable("is cut off or damaged")
                else:
                    with member:
                        yield info.filename, member  # type: ignore[misc]


def _directory_size(source: BinaryIO) -> int:
    """The size that a zip archive gives for its table of contents, which is read as a whole."""
    size = source.seek(0, io.SEEK_END)
    start = source.seek(max(size - _END_SIZE - 0xFFFF, 0))
    tail = source.read()
    source.seek(0)
    at = tail.rfind(_END)
    if at < 0 or at + _END_SIZE > len(tail):
        return 0
    (directory,) = struct.unpack_from("<L", tail, at + 12)
    if directory == 0xFFFFFFFF and at >= _END64_LOCATOR_SIZE:
        (where,) = struct.unpack_from("<Q", tail, at - _END64_LOCATOR_SIZE + 8)
        if start <= where <= start + len(tail) - 48:
            (directory,) = struct.unpack_from("<Q", tail, where - start + 40)
    return int(directory)


def tar_members(source: BinaryIO) -> Iterator[tuple[str, BinaryIO | Unreadable]]:
    """The name and the bytes of each ordinary file in a tar archive; `source` is read once,
    from its beginning to its end. Raises `Unreadable` where it is damaged."""
    with damage_as_unreadable():
        archive = tarfile.TarFile(fileobj=_Forward(source), errors="surrogateescape")
    while True:
        with damage_as_unreadable():
            try:
                info = archive.next()
            except (ValueError, OverflowError, RecursionError):
                raise Unreadable("is cut off or damaged") from None
        if info is None:
            return
        archive.members.clear()  # type: ignore[attr-defined]  # it would remember them all
        if not info.isreg() or hidden(info.name):
            continue
        if info.issparse():
            yield info.name, Unreadable("is packed in a way that is not supported")
        elif (member := archive.extractfile(info)) is not None:
            yield info.name, member  # type: ignore[misc]


class _Forward(io.RawIOBase):
    """A stream that can only be read, for a library that seeks, but never back.

    Refuses to read headers of any length that the archive gives.
    """

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self._at = 0

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if whence != io.SEEK_SET or offset < self._at:
            raise tarfile.ReadError("cannot go back")
        while self._at < offset and self.read(min(offset - self._at, MAX_HEADER)):
            pass
        return self._at

    def read(self, size: int | None = -1) -> bytes:
        if size is None or not 0 <= size <= MAX_HEADER:
            raise tarfile.ReadError("an overlong header")
        data = self._source.read(size)
        self._at += len(data)
        return data


def hidden(name: str) -> bool:
    """Whether a member is hidden, or what Apple's archiver adds to files."""
    return any(
        part == "__MACOSX" or (part.startswith(".") and part not in (".", ".."))
        for part in name.split("/")
    )
