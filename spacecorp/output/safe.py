"""Makes text from documents harmless wherever it is printed."""

import re

# Control characters act on a terminal; bidirectional embeddings, overrides and isolates show
# text in another order than it has (Unicode TR 36); lone surrogates cannot be encoded; tag
# characters hide text.
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_HIDDEN = "\ud800-\udfff\U000e0000-\U000e007f"
UNSAFE = f"[{_CONTROL}{_BIDI}{_HIDDEN}]"
_UNSAFE = re.compile(UNSAFE)
_BREAKS = re.compile("[\t\n\r\u2028\u2029]+")
_OTHER_BREAKS = re.compile("[\t\r\u2028\u2029]")
_UNSAFE_IN_JSON = re.compile(f"[\x7f-\x9f{_BIDI}{_HIDDEN}\u2028\u2029]")

# What makes a spreadsheet take a cell for a formula (OWASP, "CSV injection"), also in the
# full-width forms that some of them fold.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_MARKDOWN = re.compile(r"([\\`*_\[\]|~])")


def inert(text: str) -> str:
    """`text` in one line, with a replacement character for all that acts instead of showing."""
    return _UNSAFE.sub("\ufffd", _BREAKS.sub(" ", text))


def inert_lines(text: str) -> str:
    """As `inert`, but character for character and with the line breaks: offsets stay good."""
    return _UNSAFE.sub("\ufffd", _OTHER_BREAKS.sub(" ", text))


def inert_json(text: str) -> str:
    """JSON text with every character escaped that could act on a terminal. Means the same."""
    return _UNSAFE_IN_JSON.sub(_escaped, text)


def spreadsheet_cell(text: str) -> str:
    """`text` in one line that no spreadsheet takes for a formula."""
    # Judged before line breaks become spaces, and after: neither may begin a formula.
    clean = inert(text)
    return "'" + clean if text.startswith(FORMULA) or clean.startswith(FORMULA) else clean


def markdown_cell(text: str) -> str:
    """`text` in one line that Markdown shows as it is, also within a table."""
    clean = _MARKDOWN.sub(r"\\\1", inert(text))
    return clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _escaped(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x10000:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
