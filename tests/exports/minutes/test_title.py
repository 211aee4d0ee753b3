"""The title that viewers show says which meeting it is."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from exports.catalogue import make
from exports.documents import Request
from tests.builders import a_meeting


@pytest.mark.parametrize("document", ["minutes", "attendance", "agenda", "invitation"])
def test_the_pdf_title_of_a_paper_of_a_meeting_has_the_meeting_number(
    store: object, document: str
) -> None:
    meeting = a_meeting(items=2, closed=True)
    about = PdfReader(
        BytesIO(make(Request(document, f"{meeting.number}/{meeting.year}")).content)
    ).metadata
    assert about is not None
    assert f"ครั้งที่ {meeting.label}" in str(about.title)
