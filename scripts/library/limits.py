"""Every limit of size, once. Pages: all a reader needs fits into the first flight of a connection.

A server sends about 14,600 bytes before it waits for an answer, headers included, so a page costs
one round trip up to there (RFC 6928: ten segments of 1,460 bytes).
"""

USER_PAGE_BROTLI = 11_000
USER_PAGE_GZIP = 12_800
MIDDLE_PAGE_BROTLI = 8_500
REFERENCE_PAGE_BROTLI = 24_000
"""Bytes of a page on the wire, compressed as far as each method goes; larger ones are split."""

KEPT_FILE = 256_000
"""Bytes of the file that holds a whole language: 250 KB of 1024, for a message or Bluetooth."""

SEARCH_INDEX_BROTLI = 61_440
KITS_BROTLI = 25_600
"""Bytes on the wire of what the pages of search and of sheets for workers load."""

SCRIPT_BROTLI = 4_096
"""Bytes of one script on the wire; larger ones are not read by anybody."""

STYLESHEET = 8_192
"""Bytes; the limit that keeps the stylesheet readable from top to bottom."""

DRAWING = 15_360
"""Bytes of one drawing of a paper."""

SHEET_PDF = 80_000
BOOKLET_PDF = 600_000
"""Bytes of a leaflet to read or to print: small enough to send."""

AIR = 15
"""Percent of each limit that stay free, so that the content can grow and a correction fits."""
