"""The sub-command publish: a folder of the year's public papers, with a list of them."""

from datetime import date
from typing import TYPE_CHECKING, Any

from exports.catalogue import draw, gather
from exports.documents import Request
from exports.files.folder import fill_folder, must_be_ours
from exports.files.spreadsheets import csv_text
from exports.files.web import Link, web_page
from exports.progress import shown_parts
from kmtui.cli.output import print_error, print_line, progress_bar
from kmtui.cli.store import store_of
from kmtui.settings import Settings, read_settings
from kmtui.thai.dates import format_date
from kmtui.thai.digits import thai_digits
from models.errors import KmError, Refused
from models.evidence.publication import LeftOut, PublicPaper, read_publication
from models.office.organization import the_organization
from models.office.plain_table import Listing

if TYPE_CHECKING:
    from kmtui.paths import DataPaths

PAGE, TABLE = "index.html", "list.csv"
_Gathered = tuple[PublicPaper, Request, Any]


def publish(year: int, folder: str, places: "DataPaths") -> int:
    """Run `kmtui publish YEAR DIR`: write the papers, print their files and what is left out.

    `year` is a fiscal year (Buddhist Era).

    Raises Refused if there is nothing to publish, or the folder holds files that the program did
    not write; nothing is written then.
    """
    must_be_ours(folder)
    settings = read_settings(places.settings)
    with store_of(places):
        office = the_organization().address
        publication = read_publication(year, date.today())
        gathered, left_out = _gather(publication.papers, settings)
    left_out = [*publication.left_out, *left_out]
    files, links, rows = dict[str, bytes](), list[Link](), list[tuple[str, str, date]]()
    notes = dict[str, None]()
    with progress_bar():
        for paper, request, value in shown_parts(gathered):
            made = draw(request, value)
            name = f"{paper.stem}.pdf"
            files[name] = made.content
            links.append(Link(paper.title, format_date(paper.dated), name))
            rows.append((paper.title, name, paper.dated))
            notes |= dict.fromkeys(made.warnings)
    if not files:
        _tell(left_out)
        raise Refused(f"ปีงบประมาณ {thai_digits(year)} ยังไม่มีหนังสือที่เผยแพร่ได้")
    listing = Listing(("title", "file", "date"), ("ชื่อหนังสือ", "แฟ้ม", "วันที่"), tuple(rows))
    title = f"หนังสือเผยแพร่ด้านการจัดการความรู้ ประจำปีงบประมาณ พ.ศ. {thai_digits(year)}"
    page = web_page(title, office, ("ลำดับ", "ชื่อหนังสือ", "วันที่", "แฟ้ม"), links)
    lists = {TABLE: csv_text(listing).encode(), PAGE: page}
    written = fill_folder(folder, files, lists)
    print_line(*(written / name for name in (*files, *lists)))
    print_error(*notes)
    _tell(left_out)
    return 0


def _gather(
    papers: tuple[PublicPaper, ...], settings: Settings
) -> tuple[list[_Gathered], list[LeftOut]]:
    """Read every paper; return those that can be published and those left out.

    Each one left out has the reason as a Thai sentence.
    """
    gathered, left_out = list[_Gathered](), list[LeftOut]()
    for paper in papers:
        request = Request(
            paper.document,
            paper.key,
            paper.committee,
            font=settings.font_path,
            emblem=settings.office_emblem,
            on=paper.on,
            official_digits=settings.official_digits,
            public=paper.is_edition,
        )
        try:
            gathered.append((paper, request, gather(request)))
        except KmError as refusal:
            left_out.append(LeftOut(paper.title, str(refusal)))
    return gathered, left_out


def _tell(left_out: list[LeftOut]) -> None:
    print_error(*(f"ไม่ได้เผยแพร่ {each.title}: {each.reason}" for each in left_out))
