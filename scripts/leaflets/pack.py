"""A PDF in as few bytes as the format allows: everything but streams in one compressed object."""

from __future__ import annotations

import hashlib
import io
import zlib

import pikepdf
from pikepdf import Pdf, Stream

HARDEST = 9
"""The level of compression: slower to write, as fast to read."""

_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_IN_FILE, _IN_STREAM = 1, 2
"""Kinds of entries in the table of objects (ISO 32000-1, 7.5.8)."""


def packed(pdf: Pdf) -> bytes:
    """The bytes of a PDF: the same for the same content.

    The usual writer puts a hundred objects into a stream. The tags of a booklet are thousands that
    look alike: in one stream they take half the room.
    """
    # Written once by the usual writer: objects numbered as they are met, none that nobody uses.
    buffer = io.BytesIO()
    pdf.remove_unreferenced_resources()
    pdf.save(buffer, object_stream_mode=pikepdf.ObjectStreamMode.disable, static_id=True)
    with pikepdf.open(buffer) as plain:
        return _written(plain)


def _written(pdf: Pdf) -> bytes:
    out = bytearray(_HEAD)
    places: dict[int, tuple[int, int, int]] = {}
    small: list[tuple[int, bytes]] = []
    for number, item in enumerate(pdf.objects, start=1):
        if isinstance(item, Stream):
            places[number] = (_IN_FILE, len(out), 0)
            out += b"%d 0 obj\n%s\nendobj\n" % (number, _stream(item))
        else:
            small.append((number, item.unparse(resolved=True)))
    holder = len(pdf.objects) + 1
    for index, (number, _) in enumerate(small):
        places[number] = (_IN_STREAM, holder, index)
    places[holder] = (_IN_FILE, len(out), 0)
    out += b"%d 0 obj\n%s\nendobj\n" % (holder, _together(small))
    table = holder + 1
    places[table] = (_IN_FILE, len(out), 0)
    start = len(out)
    out += b"%d 0 obj\n%s\nendobj\n" % (table, _table(pdf, places, bytes(out)))
    return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % start


def _stream(item: Stream) -> bytes:
    data = item.read_raw_bytes()
    head = dict(item.stream_dict.items())
    if "/Filter" not in head:
        short = zlib.compress(data, HARDEST)
        if len(short) < len(data) and head.get("/Type") != pikepdf.Name.Metadata:
            data, head["/Filter"] = short, pikepdf.Name.FlateDecode
    text = pikepdf.Dictionary(head | {"/Length": len(data)}).unparse()
    return b"%s\nstream\n%s\nendstream" % (text, data)


def _together(objects: list[tuple[int, bytes]]) -> bytes:
    """The objects in one stream: a list of numbers and places, then they themselves."""
    places, body = [], bytearray()
    for number, text in objects:
        places.append(b"%d %d" % (number, len(body)))
        body += text + b"\n"
    first = b" ".join(places) + b"\n"
    data = zlib.compress(first + bytes(body), HARDEST)
    head = b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>" % (
        len(objects),
        len(first),
        len(data),
    )
    return b"%s\nstream\n%s\nendstream" % (head, data)


def _table(pdf: Pdf, places: dict[int, tuple[int, int, int]], before: bytes) -> bytes:
    """Where each object is. The file is named after what is in it."""
    rows = [(0, 0, 65535), *(places[number] for number in sorted(places))]
    widths = (1, 3, 2)
    plain = b"".join(
        value.to_bytes(width, "big")
        for row in rows
        for value, width in zip(row, widths, strict=True)
    )
    # Each row is written as what it adds to the row above (predictor 12): short when compressed.
    size = sum(widths)
    lines = [plain[start : start + size] for start in range(0, len(plain), size)]
    above = [bytes(size), *lines]
    turned = b"".join(
        b"\2" + bytes((new - old) % 256 for new, old in zip(line, last, strict=True))
        for line, last in zip(lines, above, strict=False)
    )
    data = zlib.compress(turned, HARDEST)
    name = hashlib.md5(before, usedforsecurity=False).hexdigest().encode()
    trailer = [
        b"/%s %s" % (key[1:].encode(), pdf.trailer[key].unparse())
        for key in ("/Root", "/Info")
        if key in pdf.trailer
    ]
    head = (
        b"<</Type/XRef/Size %d/W[%d %d %d]%s/ID[<%s><%s>]"
        b"/Filter/FlateDecode/DecodeParms<</Columns %d/Predictor 12>>/Length %d>>"
    ) % (len(rows), *widths, b"".join(trailer), name, name, size, len(data))
    return b"%s\nstream\n%s\nendstream" % (head, data)
