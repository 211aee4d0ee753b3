"""The text on the learning organization (องค์กรเรียนรู้, LO), a document made of boilerplate."""

from exports.documents import Request
from exports.forms import boilerplate
from exports.record_keys import year_of

find = year_of
render = boilerplate.render


def gather(fiscal_year: int, _request: Request) -> boilerplate.BoilerplatePaper:
    """Return the text with the office's names and the fiscal year (Buddhist Era) filled in.

    Raises KmError if the office's own text file cannot be read.
    """
    title = "การสร้างส่วนราชการเป็นองค์กรเรียนรู้"
    return boilerplate.fill_in("book/lo-narrative.txt", title, fiscal_year)
