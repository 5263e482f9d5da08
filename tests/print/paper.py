"""What is on a sheet of paper: read once a file, by programs that did not make it."""

import re
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pikepdf
from PIL import Image

MM = 25.4
POINT = 72 / MM
_SIZE = re.compile(rb"/\S+ ([\d.]+) Tf")
_WORD = re.compile(
    r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>'
)
TYPESETTER_UNIT = 0.75
"""Points in one unit of the typesetter's pages."""


@dataclass(frozen=True)
class Word:
    """A word on a page, in points from the top left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def run(*command: str) -> str:
    """What a program of poppler prints."""
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


def squeezed(text: str) -> str:
    """Text without any space or mark of direction: where lines break does not matter."""
    return re.sub(r"[\s\u200e\u200f\u202a-\u202e\u2066-\u2069]+", "", text)


@cache
def text_of(pdf: Path) -> str:
    """All words of a PDF, in the order they are drawn, squeezed."""
    return squeezed(run("pdftotext", "-raw", str(pdf), "-"))


@cache
def words_of(pdf: Path) -> tuple[tuple[Word, ...], ...]:
    """The words of each page with their places."""
    pages = run("pdftotext", "-bbox", str(pdf), "-").split("<page ")[1:]
    return tuple(
        tuple(Word(text, *(float(left) for left in edges)) for *edges, text in _WORD.findall(page))
        for page in pages
    )


@cache
def sizes_of(pdf: Path) -> tuple[float, ...]:
    """The size of each piece of text of a reading file, in points."""
    return tuple(
        float(size) * TYPESETTER_UNIT for page in contents_of(pdf) for size in _SIZE.findall(page)
    )


@cache
def contents_of(pdf: Path) -> tuple[bytes, ...]:
    """What draws each page that is not empty."""
    with pikepdf.open(pdf) as opened:
        return tuple(page.Contents.read_bytes() for page in opened.pages if "/Contents" in page)


@cache
def page_sizes(pdf: Path) -> tuple[tuple[float, float], ...]:
    """Width and height of each page in millimetres."""
    with pikepdf.open(pdf) as opened:
        return tuple(
            (float(page.mediabox[2]) / POINT, float(page.mediabox[3]) / POINT)
            for page in opened.pages
        )


def picture(pdf: Path, page: int, folder: Path, *options: str) -> Image.Image:
    """A page (from 1) as it is drawn by poppler."""
    target = folder / f"{pdf.stem}-{page}"
    number = ("-f", str(page), "-l", str(page))
    run("pdftoppm", "-singlefile", *number, *options, str(pdf), str(target))
    # Not a PNG: to compress it takes longer than to draw it.
    with Image.open(target.with_suffix(".pgm" if "-gray" in options else ".ppm")) as image:
        image.load()
        return image
