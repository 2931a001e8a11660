"""`spacecorp export`: all of it as files for other tools, in one folder."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

from ..output.names import ExportFormat
from ..store import catalogue
from ..store.corpus import corpus
from .files import new_file
from .guard import Refused, complain
from .listing import database, filters, use_own_table
from .options import Asked

if TYPE_CHECKING:
    from ..output.export.material import Material


def run(asked: Asked, folder: str, form: ExportFormat, *, force: bool) -> list[str]:
    """Write the files into `folder`, all or none. Returns the paths."""
    with database(asked.database) as connection:
        use_own_table(connection)
        found = corpus(connection, filters(connection, asked))
        keys = frozenset(text.key for text in found.documents)
        documents = {row.path: row for row in catalogue.documents(connection, keys)}
    from ..output.export.material import Material

    files = dict(_files(Material(found, documents), form))
    made = _made(folder)
    try:
        # Every file is there whole, under another name, before the first gets its own.
        with ExitStack() as stack:
            for name, content in files.items():
                path = os.path.join(folder, name)
                stack.enter_context(new_file(path, force=force)).write(content)
    except BaseException:
        if made:
            with suppress(OSError):
                os.rmdir(folder)
        raise
    return [os.path.join(folder, name) for name in files]


def _files(material: "Material", form: ExportFormat) -> Iterator[tuple[str, bytes]]:
    if form in (ExportFormat.csv, ExportFormat.parquet):
        from ..output.export import tables

        for table in tables.tables(material):
            if form is ExportFormat.csv:
                yield f"{table.name}.csv", _utf8("".join(tables.csv(table)))
                continue
            try:
                yield f"{table.name}.parquet", tables.parquet(table)
            except ImportError:
                raise Refused("Parquet needs a library: pip install 'spacecorp[parquet]'") from None
    elif form is ExportFormat.neo4j:
        from ..output.export.neo4j import neo4j
        from ..output.export.tables import csv

        for table in neo4j(material):
            yield f"{table.name}.csv", _utf8("".join(csv(table)))
    elif form is ExportFormat.ftm:
        from ..output.export.ftm import ftm
        from ..output.formats import json_lines

        yield "entities.ftm.json", _utf8("".join(json_lines(ftm(material))))
    else:
        from ..output.export.bods import NO_DATE, bods, planned, undated
        from ..output.formats import json_array

        if left_out := planned(material):
            complain(f"holdings that are only planned are left out: {left_out}")
        statements = bods(material)
        if without := undated(statements):
            complain(f"statements of documents without a date say {NO_DATE}: {without}")
        yield "statements.json", _utf8("".join(json_array(statements)))


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")


def _made(folder: str) -> bool:
    """Make the folder unless it is there. Says whether it was made."""
    try:
        os.mkdir(folder)
    except FileExistsError:
        if os.path.isdir(folder):
            return False
        raise Refused(f"{folder}: is a file") from None
    except OSError as error:
        raise Refused(f"{folder}: cannot be made: {error.strerror or error}") from None
    return True
