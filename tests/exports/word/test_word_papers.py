"""Every document as a Word file says what its PDF says, in the same order."""

import shlex
from collections import Counter
from collections.abc import Iterator

import pytest
from fpdf import FPDF

from exports.catalogue import DOCUMENTS, document_named, draw, gather
from exports.documents import Document, Request
from exports.known_keys import known_key
from models.errors import KmError, NotFound
from models.example.office import make_example
from models.storage.store import DATABASE_NAME, close_store, open_store
from tests.builders import a_new_store
from tests.exports.pdf_text import bare, poppler_text, without_furniture
from tests.exports.word.schema import out_of_order
from tests.exports.word.word_text import blocks_of, body_of
from tests.other_office import make_other_office

WORD = [each for each in DOCUMENTS if each.has_word]

MARKS = ("ร่าง", "สำเนาคู่ฉบับ")
TALL = 4000.0
"""The height of a page, in millimetres, on which no table repeats its head."""


@pytest.fixture(scope="module", params=["example", "other office"])
def office(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    path = tmp_path_factory.mktemp("office") / DATABASE_NAME
    if request.param == "example":
        make_example(path)
        open_store(path)
    else:
        a_new_store(path)
        make_other_office()
    yield str(request.param)
    close_store()


def requested(document: Document, form: str) -> Request:
    """A request for the document of the newest record that the office has."""
    words = shlex.split(known_key(document))
    if document.id == "training" and not words:
        return Request("training", blank=True, form=form)
    if not words:
        pytest.skip(f"the office has no record for {document.id}")
    options = dict(zip(words[1::2], words[2::2], strict=True))
    return Request(
        document.id,
        words[0],
        options.get("--committee", ""),
        item=options.get("--item", ""),
        form=form,
    )


def tall_page(landscape: bool) -> tuple[float, float]:
    return (297.0 if landscape else 210.0), TALL


def add_tall_page(pdf: FPDF, orientation: str = "P") -> None:
    FPDF.add_page(pdf, "P", format=tall_page(orientation == "L"))


def one_page_a_part(content: bytes) -> str:
    """The text of a PDF of tall pages, without what stands at their edges."""
    lines = without_furniture(poppler_text(content)).splitlines()
    return bare("\n".join(line for line in lines if line.strip() not in MARKS))


@pytest.mark.parametrize("document", WORD, ids=lambda document: document.id)
def test_a_word_file_has_every_sentence_of_the_pdf_in_its_order(
    office: str, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = requested(document, "docx")
    try:
        value = gather(request)
    except NotFound:
        pytest.skip(f"the office has no record for {document.id}")
    with monkeypatch.context() as patch:
        patch.setattr("exports.typesetting.pagination.page_size", tall_page)
        patch.setattr("exports.typesetting.pdf_canvas._Pdf.add_page", add_tall_page)
        # Within the patch: the numbers in its contents are those of the PDF's pages.
        made = draw(request, value)
        printed = one_page_a_part(draw(requested(document, "pdf"), value).content)
    for block in blocks_of(made.content):
        window, printed = printed[: len(block)], printed[len(block) :]
        # The PDF draws the lines of two columns side by side in turn.
        assert window == block or Counter(window) == Counter(block)
    assert printed == ""
    assert out_of_order(body_of(made.content)) == []
    assert draw(request, value).content == draw(request, value).content


@pytest.mark.parametrize("document_id", ["calendar", "binder"])
def test_documents_without_a_word_form_are_refused_as_word(office: str, document_id: str) -> None:
    request = requested(document_named(document_id), "docx")
    with pytest.raises(KmError, match="ออกเป็นแฟ้ม Word ไม่ได้"):
        draw(request, None)
