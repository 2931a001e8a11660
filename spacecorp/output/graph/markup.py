"""What the XML formats share: text and attributes that no name can break out of."""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from ..safe import inert

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
# Noncharacters that XML 1.0 does not allow; control characters are gone with `inert`.
_NEVER = re.compile("[\ufffe\uffff]")


def text(value: str) -> str:
    """`value` as the text of an element."""
    return escape(_allowed(value))


def tag(name: str, /, **attributes: object) -> str:
    """An opening tag; a final `_` of a key is left out, other `_` become `-`, None is no value."""
    given = (
        f" {key.rstrip('_').replace('_', '-')}={quoteattr(_allowed(str(value)))}"
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{''.join(given)}>"


def empty(name: str, /, **attributes: object) -> str:
    """An element without content."""
    return tag(name, **attributes)[:-1] + "/>"


def typed(rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The names of all values in `rows`, in the order in which they come up, with the type that
    GraphML and GEXF have for each."""
    names = {bool: "boolean", int: "long", float: "double", str: "string"}
    return {key: names[type(value)] for row in rows for key, value in row.items()}


def literal(value: str | int | float | bool) -> str:
    """A value as XML Schema writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value) if isinstance(value, float) else str(value)


def _allowed(value: str) -> str:
    return _NEVER.sub("\ufffd", inert(value))
