"""The sub-commands export and print, and the list of documents that can be made."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kmtui.cli.output import print_error, print_line, progress_bar
from kmtui.cli.output_formats import show
from kmtui.cli.store import store_of
from kmtui.cli.years import day_of
from models.errors import KmError

if TYPE_CHECKING:
    from exports.documents import ExportedDocument, Request
    from kmtui.paths import DataPaths

_NO_KEY = "– ยังไม่มี"


def export(options: argparse.Namespace, places: "DataPaths") -> int:
    """Run `kmtui export`: make a document and print its path, or list what can be made.

    Raises:
        KmError: the document or its record is unknown or refused, or a file cannot be read or
            written.
    """
    if options.list:
        sys.stdout.write(list_documents(places, "table"))
        return 0
    made = _made(options, places)
    return write_out(made.content, made.file_name, options.output, places)


def write_out(content: bytes, name: str, output: str, places: "DataPaths") -> int:
    """Write a document to the path of `-o` and print that path; return the exit status.

    Args:
        name: the name of the file in the folder of documents, if no output is given.
        output: a path, `-` for stdout, or empty.

    Raises:
        KmError: the file or the folder cannot be written.
    """
    from exports.files.writing import write
    from models.storage.disk import make_folder, storage_faults

    if output == "-":
        sys.stdout.buffer.write(content)
        return 0
    if output:
        print_line(write(content, Path(output)))
        return 0
    folder, home = places.documents, places.documents.parent
    with storage_faults(folder):
        make_folder(folder, home, parents=True)
    print_line(write(content, folder / name, home=home))
    return 0


def print_document(options: argparse.Namespace, places: "DataPaths") -> int:
    """Run `kmtui print`: make a document and send it to the printer.

    Raises:
        KmError: the document is no paper, cannot be made, or the printer refuses it.
    """
    from exports.catalogue import document_named
    from exports.files.printer import print_pdf
    from kmtui.settings import read_settings

    if options.document and not document_named(options.document).is_paper:
        raise KmError("แฟ้มปฏิทินพิมพ์ไม่ได้ บันทึกเป็นแฟ้มด้วย kmtui export แทน")
    made = _made(options, places)
    printer = options.printer or read_settings(places.settings).printer
    print_line(print_pdf(made.content, made.file_name, printer, options.copies))
    return 0


def list_documents(places: "DataPaths", form: str) -> str:
    """Return the table of all documents in a format of `show`, each with a key in the data file.

    A document without a record yet has a note instead of the key.

    Raises:
        StoreFault: the data file cannot be opened.
    """
    from exports.catalogue import DOCUMENTS
    from models.office.plain_table import Listing
    from models.storage.disk import is_there

    keys: dict[str, str] = {}
    if is_there(places.database):
        from exports.known_keys import known_key

        with store_of(places):
            keys = {each.id: known_key(each) for each in DOCUMENTS}
    none = _NO_KEY if form == "table" else ""
    rows = tuple(
        (each.id, each.title, keys.get(each.id) or none, " ".join(each.known_options))
        for each in DOCUMENTS
    )
    fields = ("id", "title", "key", "options")
    return show(Listing(fields, ("รหัส", "หนังสือ", "เช่น", "ตัวเลือก"), rows), form)


def _made(options: argparse.Namespace, places: "DataPaths") -> "ExportedDocument":
    from exports.catalogue import draw, gather

    request = _request(options, places)
    with store_of(places):
        gathered = gather(request)
    with progress_bar():
        made = draw(request, gathered)
    for sentence in made.warnings:
        print_error(sentence)
    return made


def _request(options: argparse.Namespace, places: "DataPaths") -> "Request":
    from exports.documents import Request
    from kmtui.settings import read_settings

    if not options.document:
        raise KmError("ยังไม่ได้บอกว่าจะออกหนังสือใด ดูรายชื่อด้วย kmtui export --list")
    settings = read_settings(places.settings)
    return Request(
        options.document,
        options.key,
        options.committee,
        options.blank,
        Path(options.font) if options.font else settings.font_path,
        options.copy,
        options.each,
        settings.office_emblem,
        _form(options),
        day_of(options.on) if options.on else None,
        settings.official_digits,
        options.public,
        options.item,
        options.final,
    )


def _form(options: argparse.Namespace) -> str:
    """Return the requested format, else that of the file suffix, else PDF."""
    asked: str = getattr(options, "format", "")
    suffix = Path(getattr(options, "output", "")).suffix.lower().removeprefix(".")
    return asked or (suffix if suffix in ("docx", "csv", "xlsx") else "pdf")
