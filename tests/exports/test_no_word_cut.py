"""No document of the example cuts a word between its letters."""

from pathlib import Path

import pytest

from exports.catalogue import DOCUMENTS, make
from exports.documents import Document, KeyType, Request
from tests.exports.minutes.test_reading_back import must_not_cut

WITHOUT_KEY = {KeyType.TRAINING, KeyType.MEMO}
# The example has not held its survey yet.
NOT_THERE = {"survey"}


@pytest.mark.parametrize(
    "document",
    [
        each
        for each in DOCUMENTS
        if each.is_paper and each.key_type not in WITHOUT_KEY and each.id not in NOT_THERE
    ],
    ids=lambda document: document.id,
)
def test_no_line_of_the_example_breaks_inside_a_word(
    example: Path, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exports.typesetting.line_breaking._cut", must_not_cut)
    assert make(Request(document.id, document.key, item=document.item)).content.startswith(b"%PDF")
