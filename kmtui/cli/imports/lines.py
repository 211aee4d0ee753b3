"""`kmtui import members` and `kmtui import agenda`: lines of a file into the record of a key."""

import argparse

from models.errors import Refused

_EXAMPLES = {"members": "members “ร่างคำสั่ง” FILE", "agenda": "agenda 1/2570 FILE"}


def check_file_count(options: argparse.Namespace) -> None:
    """Check that the number of files fits the import.

    Members and an agenda take a key and a file, every other import takes one file.

    Raises:
        Refused: the number does not fit; the sentence gives an example.
    """
    example = _EXAMPLES.get(options.what)
    if example is not None and not options.lines:
        raise Refused(f"ยังไม่ครบ พิมพ์เช่น kmtui import {example}")
    if example is None and options.lines:
        raise Refused(f"ไม่ใช้ “{options.lines}” ใส่แฟ้มเดียว ถ้าชื่อแฟ้มมีช่องว่างให้อยู่ในเครื่องหมายคำพูด")


def import_lines(options: argparse.Namespace) -> int:
    """Import the lines of a file into an order or a meeting; return the exit status.

    Raises:
        KmError: as raised by `import_members` and `import_agenda`.
    """
    # Imported late, as each import needs other parts of the program.
    from kmtui.cli.imports.agenda import import_agenda
    from kmtui.cli.imports.members import import_members
    from models.storage.disk import typed_path

    path, committee, dry_run = typed_path(options.lines), options.committee, options.dry_run
    if options.what == "agenda":
        return import_agenda(options.file, path, committee, dry_run)
    return import_members(options.file, path, committee, dry_run, options.yes)
