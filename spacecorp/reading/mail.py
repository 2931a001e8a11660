"""Messages: newsletters saved as .eml, and pages saved as MHTML (RFC 2557), which is the same.

Of a message that says the same in HTML and in plain text, the HTML is taken, unless little of
it is text.
"""

import re
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr

from .characters import printable
from .dates import machine_date
from .draft import Hints
from .errors import Unreadable
from .metadata import web_address
from .settings import HEAD_BYTES, MAX_MAIL_PARTS

_HEADERS = re.compile(
    rb"(?:From [^\r\n]{1,300}\r?\n)?"
    rb"((?:[!-9;-~]{1,80}:[^\r\n]{0,4000}\r?\n(?:[ \t][^\r\n]{0,4000}\r?\n){0,400}){2,300})\r?\n"
)
_NAME = re.compile(rb"^([!-9;-~]{1,80}):", re.M)
_TAG = re.compile(
    rb"<[^<>]{1,2000}>|<(?:style|script)\b.{0,100000}?</(?:style|script)>", re.I | re.S
)


def is_mail(head: bytes) -> bool:
    """Whether a file begins with the headers of a message: MIME's, or who wrote it and when."""
    match = _HEADERS.match(head[:HEAD_BYTES].lstrip(b"\xef\xbb\xbf\r\n"))
    if not match:
        return False
    names = {name.lower() for name in _NAME.findall(match[1])}
    return b"mime-version" in names or (
        b"from" in names and b"subject" in names and b"date" in names
    )


def letter(data: bytes) -> tuple[bytes, Hints, str]:
    """The text of a message, what its headers say of it, and its format: "mail" or "mhtml".

    Raises `Unreadable` for a message without text.
    """
    if data.count(b"boundary=") > MAX_MAIL_PARTS:
        raise Unreadable(f"is a message of more than {MAX_MAIL_PARTS} parts in parts")
    try:
        message = message_from_bytes(data.lstrip(b"\xef\xbb\xbf\r\n"))
        parts = list(message.walk())
    except (RecursionError, ValueError, IndexError, KeyError):
        raise Unreadable("is a message that is damaged") from None
    saved = message.get_content_type() == "multipart/related" and (
        "Snapshot-Content-Location" in message or not message.get("Message-ID")
    )
    html = next((part for part in parts if part.get_content_type() == "text/html"), None)
    plain = next((part for part in parts if part.get_content_type() == "text/plain"), None)
    chosen, body = html, _body(html)
    if not saved and plain is not None:
        words = _body(plain)
        if html is None or len(_TAG.sub(b"", body).split()) * 2 < len(words.split()):
            chosen, body = plain, words
    if chosen is None or not body.strip():
        raise Unreadable("is a message without text")
    charset = chosen.get_content_charset()
    form = "html" if chosen is html else "text"
    address = web_address(
        _header(message, "Snapshot-Content-Location") or _header(chosen, "Content-Location")
    )
    if saved:
        return body, Hints(url=address, charset=charset, format="html"), "mhtml"
    sender, mailbox = parseaddr(_header(message, "From") or "")
    hints = Hints(
        printable(_header(message, "Subject")),
        machine_date(_header(message, "Date")),
        printable(sender or mailbox.rpartition("@")[2], 120),
        url=web_address(_header(message, "Archived-At") or _header(message, "List-Post")),
        charset=charset,
        format=form,  # type: ignore[arg-type]
    )
    return body, hints, "mail"


def _body(part: Message | None) -> bytes:
    if part is None:
        return b""
    try:
        body = part.get_payload(decode=True)
    except (ValueError, AssertionError, LookupError):
        return b""
    return body if isinstance(body, bytes) else b""


def _header(message: Message, name: str) -> str | None:
    value = message.get(name)
    if value is None:
        return None
    try:
        text = str(make_header(decode_header(str(value)[:4000])))
    except (HeaderParseError, LookupError, ValueError, UnicodeError):
        text = str(value)[:4000]
    return " ".join(text.split()).strip("<>") or None
