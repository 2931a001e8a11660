"""From bytes to characters: what the encoding is, and what is not text at all."""

import codecs
import re

from .errors import Unreadable
from .settings import MAX_BYTES

# First bytes of files that are not text, from the IANA media type registrations and file(1).
SIGNATURES = (
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x00\x00\x01\x00", "an icon"),
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip archive"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\x1f\x8b", "a gzip file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ\x00", "an xz file"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\x00asm", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound file"),
    (b"fLaC", "a sound file"),
    (b"RIFF", "a media file"),
    (b"\x1aE\xdf\xa3", "a video"),
)
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# A declaration counts in the first 4,096 bytes; the WHATWG standard prescans 1,024.
PRESCAN = 4096
CONTROLS = bytes([*range(1, 9), *range(14, 27), *range(28, 32), 127])
MARKUP = re.compile(rb"<(?:meta|\?xml|html|head|!doctype)", re.I)
# The WHATWG encoding standard reads these labels as windows-1252.
WESTERN = {"ascii", "iso8859-1", "latin-1", "latin1", "us-ascii", "iso-8859-1"}
# Marks of UTF-8 that was read as windows-1252: "â€™", "Ã©". They are looked for as they are
# written in UTF-8, which is far quicker for their common first byte, and told apart after.
MANGLED = re.compile(
    rb"\xc3[\x82\x83\xa2](?:\xc2[\x80-\xbf]|\xc5\x93|\xe2(?:\x80[\x9a-\xb0]|\x82\xac|\x84\xa2))"
)
MOJIBAKE = re.compile("[\u00c3\u00e2\u00c2][\u0080-\u00bf\u20ac\u2122\u0153\u201a-\u2030]")


def decode(data: bytes, charset: str | None = None) -> str:
    """The characters of a file.

    In order: byte order mark, UTF-8 if it fits, the declared charset, the `charset` that came
    with it, windows-1252 for mostly-ASCII text, detection. Undecodable bytes become U+FFFD.
    Raises `Unreadable` for an empty or binary file and for one over the size limit.
    """
    if not data.strip(b"\0 \t\r\n\f\v"):
        raise Unreadable("is empty")
    if len(data) > MAX_BYTES:
        raise Unreadable(f"is larger than {MAX_BYTES // (1024 * 1024)} MiB")
    if what := no_text(data):
        raise Unreadable(f"looks like {what}, not text")
    for mark, name in BOMS:
        if data.startswith(mark):
            return _text(data[len(mark) :], name)
    if wide := _wide(data):
        return _text(data, wide)
    controls = len(data) - len(data.translate(None, CONTROLS))
    if controls * 20 > len(data) or (0 in data and data.count(0) * 10 > len(data)):
        raise Unreadable("is not text")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _text(data, _guess(data, charset))
    if b"\x1b$" in data[:4096]:  # the shift to two-byte characters; ASCII in all other ways
        return _text(data, "iso2022_jp")
    return _unmangled(text) if MANGLED.search(data) else text


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Western text is zero."""
    sample = data[:4096]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd * 5 > len(sample) and even * 20 < len(sample):
        return "utf-16-le"
    if even * 5 > len(sample) and odd * 20 < len(sample):
        return "utf-16-be"
    return None


def _text(data: bytes, encoding: str) -> str:
    text = data.decode(encoding, "replace")
    if text.count("\ufffd") * 5 > len(text):
        raise Unreadable("is not text")
    if not text.strip("\0 \t\r\n\f\v"):
        raise Unreadable("is empty")
    return text


def _declared(head: bytes) -> str | None:
    """The label of the encoding that a page's first bytes declare, in lower case."""
    if not MARKUP.search(head):
        return None
    from bs4.dammit import EncodingDetector

    label = EncodingDetector.find_declared_encoding(head, is_html=True)
    return label.lower() if label else None


def encoding(head: bytes) -> str:
    """The encoding of a file that begins with `head` and is read piece by piece."""
    for mark, name in BOMS:
        if head.startswith(mark):
            return name
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)  # it may be cut within a character
    except UnicodeDecodeError:
        return _guess(head, None)
    return "utf-8"


def no_text(head: bytes) -> str | None:
    """What a file is that its first bytes show not to be text."""
    if head[4:8] == b"ftyp":
        return "a video"
    return next((what for signature, what in SIGNATURES if head.startswith(signature)), None)


def _guess(data: bytes, charset: str | None) -> str:
    if label := _declared(data[:PRESCAN]) or (charset or "").lower():
        try:
            name = codecs.lookup(label).name
            "".encode(name)  # refuses the codecs that are not of text
        except (LookupError, ValueError):  # unknown, or no label at all
            name = ""
        if name in WESTERN:
            return "cp1252"
        # A page that claims UTF-8 and breaks it is cut off or mixed: rescue what fits.
        if name and (name != "utf-8" or _nearly_utf8(data)):
            return name
    if _nearly_utf8(data):
        return "utf-8"
    high = len(data) - len(data.translate(None, bytes(range(128, 256))))
    if high * 100 < len(data) * 15:
        return "cp1252"  # detectors guess wildly where only a few accents speak
    from charset_normalizer import from_bytes

    best = from_bytes(data[:65536]).best()
    return best.encoding if best else "cp1252"


def _nearly_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8 but for a few: far more good sequences than bad."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    high = len(data) - len(data.translate(None, bytes(range(128, 256))))
    return bad * 8 < high or (bad == 1 and text[-1] == "\ufffd")


def _unmangled(text: str) -> str:
    """Undo UTF-8 that was once read as something else, in the lines that show the marks."""
    from ftfy import fix_encoding

    return "\n".join(
        fix_encoding(line) if MOJIBAKE.search(line) else line for line in text.split("\n")
    )
