"""การสร้างส่วนราชการเป็นองค์กรเรียนรู้: standing words of the office, a paper of their own."""

from exports.documents import Request
from exports.forms import boilerplate
from exports.record_keys import year_of

find = year_of
render = boilerplate.render


def gather(fiscal_year: int, _request: Request) -> boilerplate.BoilerplatePaper:
    """Fill in what makes a learning organization for a year."""
    title = "การสร้างส่วนราชการเป็นองค์กรเรียนรู้"
    return boilerplate.fill_in("book/lo-narrative.txt", title, fiscal_year)
