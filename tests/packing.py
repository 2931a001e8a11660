"""Builds the files that hold many documents, for tests: archives, crawls, feeds, records."""

import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Iterable, Mapping

# One story for each place, so that no two documents of a test are the same bytes.
STORY = (
    "Northstar Launch of {place} has signed a contract with the Baltic Space Agency for three "
    "flights of its Polaris rocket, the company said on Monday.\n\n"
    "The first flight is planned for the spring of 2027 from {place}; the agency pays 40 million "
    "euros for it and carries the insurance.\n"
)


def story(place: str) -> str:
    return f"Three flights from {place}\n\n{STORY.format(place=place)}"


def paragraphs(place: str) -> str:
    return "".join(f"<p>{one.strip()}</p>" for one in STORY.format(place=place).split("\n\n"))


def page(place: str) -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>Three flights from {place}</title></head><body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>Three flights from {place}</h1>{paragraphs(place)}</article></body></html>"
    )


def zipped(members: Mapping[str, bytes | str], *, packed: bool = True) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as file:
        for name, data in members.items():
            file.writestr(zipfile.ZipInfo(name), data, file.compression)
    return out.getvalue()


def tarred(members: Mapping[str, bytes | str], packing: str = "") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=f"w:{packing}") as file:
        for name, data in members.items():
            data = data.encode() if isinstance(data, str) else data
            info = tarfile.TarInfo(name)
            info.size = len(data)
            file.addfile(info, io.BytesIO(data))
    return out.getvalue()


def record(kind: str, address: str, block: bytes, **headers: str) -> bytes:
    """A record of a WARC file."""
    said = {"WARC-Type": kind, "WARC-Target-URI": address, **headers}
    if kind == "response":
        said["Content-Type"] = "application/http; msgtype=response"
    said["Content-Length"] = str(len(block))
    lines = "".join(f"{name}: {value}\r\n" for name, value in said.items())
    return b"WARC/1.0\r\n" + lines.encode() + b"\r\n" + block + b"\r\n\r\n"


def answer(body: bytes, kind: str = "text/html", status: str = "200 OK", **headers: str) -> bytes:
    """What a web server sends."""
    said = {"Content-Type": kind, **{k.replace("_", "-"): v for k, v in headers.items()}}
    lines = "".join(f"{name}: {value}\r\n" for name, value in said.items())
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body


def warc(records: Iterable[bytes], *, packed: bool) -> bytes:
    return b"".join(gzip.compress(one) if packed else one for one in records)


def lines(records: Iterable[object]) -> str:
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records)


def pdf(pages: Iterable[Iterable[str]]) -> bytes:
    """A PDF file with these lines on its pages, in one of the fonts that every reader has."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"",
               b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]  # fmt: skip
    kids = []
    for text in pages:
        shown = "".join(
            f"1 0 0 1 72 {760 - 14 * at} Tm ({one}) Tj\n" for at, one in enumerate(text)
        )
        stream = f"BT /F1 11 Tf\n{shown}ET".encode("latin-1")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        kids.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
    said = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<< /Type /Pages /Kids [{said}] /Count {len(kids)} >>".encode()
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(objects) + 1)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)
