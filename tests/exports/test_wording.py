"""Wording that a reader of every page found, held over all papers of the example."""

import re
from collections.abc import Iterator
from itertools import chain

import pytest

from exports.catalogue import DOCUMENTS, make
from exports.documents import KeyType, Request
from models.example.office import make_example
from models.storage.store import DATABASE_NAME, close_store, open_store
from tests.exports.pdf_text import poppler_text

WITHOUT_KEY = {KeyType.TRAINING, KeyType.MEMO}
# The binder repeats the others; the example has not held its survey yet.
LEFT_OUT = {"survey", "binder"}


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The text of every paper of the example by the id of the document."""
    path = tmp_path_factory.mktemp("papers") / DATABASE_NAME
    make_example(path)
    open_store(path)
    try:
        yield {
            each.id: poppler_text(make(Request(each.id, each.key, item=each.item)).content)
            for each in DOCUMENTS
            if each.is_paper and each.key_type not in WITHOUT_KEY and each.id not in LEFT_OUT
        }
    finally:
        close_store()


def test_papers_of_a_fiscal_year_name_its_era(papers: dict[str, str]) -> None:
    years = {
        name: set(re.findall(r"ประจำปีงบประมาณ\s*(\S+)", text)) for name, text in papers.items()
    }
    assert set(chain.from_iterable(years.values())) == {"พ.ศ."}, years


def test_papers_cite_the_decree_without_a_space_in_its_title(papers: dict[str, str]) -> None:
    cited = [name for name, text in papers.items() if "หลักเกณฑ์และวิธีการบริหารกิจการบ้านเมืองที่ดี" in text]
    assert len(cited) > 1
    assert [name for name, text in papers.items() if "หลักเกณฑ์ และวิธี" in text] == []


def test_the_printed_classification_has_no_note_on_missing_items(papers: dict[str, str]) -> None:
    assert "จำแนก" in papers["classification"]
    assert "ยังไม่ได้จำแนก" not in papers["classification"]


def test_headings_in_the_book_are_lines_of_their_own(papers: dict[str, str]) -> None:
    lines = [line.strip() for line in papers["book"].splitlines()]
    for heading in ("ธรรมชาติของ CoP", "การสนับสนุน CoP", "ข้อควรระวัง"):
        assert lines.count(heading) == 1, heading


def test_the_checklist_names_web_addresses_without_brackets_and_programs(
    papers: dict[str, str],
) -> None:
    text = papers["lo-list"]
    assert "http" in text
    assert "<http" not in text
    assert "Internet Explorer" not in text
    assert "มีระบบการรายงานที่สม่ำเสมอ" in re.sub(r"\s+", "", text)
