"""Every published PDF meets PDF/UA-1, the standard of accessible PDF."""

from pathlib import Path

import pytest
from weasyprint import HTML

from tests.built import SITE
from tests.print.verapdf import VeraPdfError, validate

PAGE = "<html lang=en><title>T</title><h1>Heading</h1><p>A <a href='https://a.be'>link</a>.</p>"


def published() -> list[Path]:
    """The PDFs to read of the built site; those to print carry no tags by nature."""
    files = sorted((SITE / "print").glob("*.pdf"))
    return [file for file in files if not file.stem.endswith("-print")]


@pytest.mark.timeout(600)
def test_every_published_pdf_is_accessible() -> None:
    assert published() != [], "site/print/ holds no PDF: run `make leaflets` first"
    refused = {v.path.name: v.failed for v in validate(published()) if not v.compliant}
    assert refused == {}


def test_a_tagged_pdf_is_accepted_and_an_untagged_one_refused(tmp_path: Path) -> None:
    tagged, untagged = tmp_path / "tagged.pdf", tmp_path / "untagged.pdf"
    HTML(string=PAGE).write_pdf(tagged, pdf_variant="pdf/ua-1")
    HTML(string=PAGE).write_pdf(untagged)
    good, bad = validate([tagged, untagged])
    assert good.compliant
    assert good.assertions > 100
    assert not bad.compliant
    # 7.1-11: the document has no structure tree.
    assert "7.1-11" in bad.failed


def test_nothing_to_validate_is_an_error() -> None:
    with pytest.raises(VeraPdfError):
        validate([])
