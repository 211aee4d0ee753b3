"""The KM guideline (แนวทางการจัดการความรู้), a document made of the office's boilerplate."""

from exports.documents import Request
from exports.forms import boilerplate
from exports.record_keys import year_of

find = year_of
render = boilerplate.render


def gather(fiscal_year: int, _request: Request) -> boilerplate.BoilerplatePaper:
    """Return the guideline with the office's names and the fiscal year (Buddhist Era) filled in.

    Raises KmError if the office's own text file cannot be read.
    """
    title = "แนวทางการจัดการความรู้"
    return boilerplate.fill_in("book/guideline.txt", title, fiscal_year)
