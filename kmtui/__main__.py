"""The command line: arguments, paths, settings, then the screens or one sub-command.

Exit status: 0 for success, 1 with a Thai sentence on stderr for wrong input or data, 2 for wrong
usage, 130 after Ctrl+C, 141 if the reader of the output is gone. Nothing heavy is imported before
the sub-command is known.
"""

import argparse
import gc
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from kmtui import __version__
from kmtui.cli.guide import add_guide_command, add_keys_command
from kmtui.cli.imports.parser import LINES_OF_A_RECORD, USUAL_RECORDS, add_import_command
from kmtui.cli.maintenance_parser import (
    add_maintenance_commands,
    add_mend_command,
    add_settings_command,
)
from kmtui.cli.output import print_error, print_line, sanitized_line
from kmtui.cli.streams import CANCELLED, standard_streams
from kmtui.faults import tell_fault
from kmtui.memory import import_without_openssl, use_one_heap

if TYPE_CHECKING:
    from kmtui.paths import DataPaths


def main(arguments: Sequence[str] | None = None) -> int:
    """Run kmtui with these arguments (default: those of the process); return the exit status."""
    # Imports stay in memory until the end: collecting garbage in them would slow every start.
    gc.disable()
    import_without_openssl("hashlib", "secrets")
    use_one_heap()
    sys.excepthook = tell_fault
    with standard_streams() as streams:
        try:
            status = _run(arguments)
        except SystemExit as end:
            # By argparse: the help, or wrong usage.
            status = end.code if isinstance(end.code, int) else 2
        except KeyboardInterrupt:
            print_error("หยุดแล้วตามที่กด Ctrl+C")
            status = CANCELLED
        streams.flush()
        return streams.status(status)


def _run(arguments: Sequence[str] | None) -> int:
    options = plain_options(sys.argv[1:] if arguments is None else arguments)
    if options is None:
        options = command_parser().parse_args(arguments)
    from models.errors import KmError, as_told

    try:
        return int(options.run(options))
    except (KmError, OverflowError) as error:
        print_error(as_told(error))
    except UnicodeEncodeError:
        # SQLite and spreadsheets take names in UTF-8 only.
        print_error("มีชื่อแฟ้มหรือคำที่ไม่ใช่ UTF-8 เปลี่ยนชื่อแฟ้มนั้น หรือตั้งเทอร์มินัลเป็น UTF-8 แล้วพิมพ์ใหม่")
    except MemoryError:
        print_error("หน่วยความจำของเครื่องไม่พอ ปิดโปรแกรมอื่น หรือใช้แฟ้มที่เล็กลง แล้วลองอีกครั้ง")
    return 1


def plain_options(arguments: Sequence[str]) -> argparse.Namespace | None:
    """Return the options of `kmtui` and `kmtui --home DIR`; None for any other command line.

    The screens open without the parser of all sub-commands, which takes longer to make than
    several modules to import.
    """
    match arguments:
        case []:
            return argparse.Namespace(run=_screens)
        case ["--home", home] if not home.startswith("-"):
            return argparse.Namespace(run=_screens, home=home)
    return None


class _Parser(argparse.ArgumentParser):
    """An argument parser that sanitizes unknown words, which argparse would print as they are."""

    def error(self, message: str) -> NoReturn:
        """Print the usage error, sanitized, and exit with status 2."""
        super().error(sanitized_line(message))


def command_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line, which docs/commands.md documents."""
    everywhere = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    everywhere.add_argument("--home", metavar="DIR", help="โฟลเดอร์ข้อมูล (หรือตัวแปร KMTUI_HOME)")
    parser = _Parser(
        prog="kmtui", description="รายงานการประชุมและงานจัดการความรู้ของเทศบาล", parents=[everywhere]
    )
    parser.set_defaults(run=_screens)
    parser.add_argument("--version", action="version", version=f"kmtui {__version__}")
    parser.add_argument(
        "--where", action="store_const", const=_where, dest="run", help="บอกว่าข้อมูลอยู่ที่ใด"
    )
    words = parser.add_subparsers(metavar="คำสั่ง", title="คำสั่ง")

    def word(name: str, run: Callable[..., int], purpose: str) -> argparse.ArgumentParser:
        added = words.add_parser(name, help=purpose, description=purpose, parents=[everywhere])
        added.set_defaults(run=run)
        return added

    _add_meeting_words(word)
    _add_document_words(word)
    add_import_command(word, _import)
    _add_check_word(word)
    add_mend_command(word)
    add_maintenance_commands(word)
    word("fonts", _fonts, "บอกว่าใช้แบบอักษรใดและเพราะเหตุใด").add_argument(
        "--font", metavar="FILE", default=""
    )
    add_guide_command(word, _guide)
    add_settings_command(word)
    add_keys_command(word, _keys)
    return parser


def _add_meeting_words(word: Callable[..., argparse.ArgumentParser]) -> None:
    demo = word("demo", _demo, "สร้างเทศบาลตัวอย่างแล้วเปิด")
    demo.add_argument("--no-open", action="store_true", help="สร้างอย่างเดียว ไม่เปิด")
    opened = word("open", _open, "เข้าห้องประชุมของครั้งที่ระบุทันที")
    opened.add_argument("meeting", metavar="N/Y", help="เช่น 2/2563")
    opened.add_argument("--committee", metavar="WORD", default="", help="ส่วนหนึ่งของชื่อคณะกรรมการ")
    shown = word("show", _show, "แสดงการประชุมบนเครื่องฉาย อ่านอย่างเดียว ตามห้องประชุมทันที")
    shown.add_argument("meeting", metavar="N/Y", help="เช่น 2/2563")
    shown.add_argument("--committee", metavar="WORD", default="", help="ส่วนหนึ่งของชื่อคณะกรรมการ")
    listed = word("list", _list, "แสดงรายการ")
    listed.add_argument(
        "what", metavar="WHAT", choices=_list_words(), help=", ".join(_list_words())
    )
    listed.add_argument("--format", choices=("table", "csv", "json"), default="table")
    listed.add_argument("--year", metavar="Y", help="ปี พ.ศ.")
    listed.add_argument("--on", metavar="DATE", default="", help="ณ วันที่ เช่น 22/9/63")


def _add_check_word(word: Callable[..., argparse.ArgumentParser]) -> None:
    added = word("check", _check, "ตรวจทานก่อนพิมพ์")
    added.add_argument("--text", metavar="FILE", help="แฟ้มข้อความ UTF-8 หรือ Windows-874")
    added.add_argument("--year", metavar="Y", help="ปี พ.ศ.")
    added.add_argument("--format", choices=("table", "json"), default="table")
    added.add_argument("--explain", metavar="CODE", nargs="?", const="", help="อธิบายข้อที่ตรวจ")


def _add_document_words(word: Callable[..., argparse.ArgumentParser]) -> None:
    for name, run, purpose in (
        ("export", _export, "ออกหนังสือเป็นแฟ้ม"),
        ("print", _print, "พิมพ์หนังสือทางเครื่องพิมพ์"),
    ):
        added = word(name, run, purpose)
        added.add_argument("document", metavar="DOCUMENT", nargs="?", default="")
        added.add_argument("key", metavar="KEY", nargs="?", default="")
        added.add_argument("--committee", metavar="WORD", default="")
        added.add_argument("--blank", action="store_true", help="ใบลงชื่อเปล่าก่อนประชุม")
        added.add_argument("--copy", action="store_true", help="สำเนาคู่ฉบับของคำสั่งหรือประกาศ")
        added.add_argument("--public", action="store_true", help="ฉบับเผยแพร่ ไม่มีชื่อผู้พูด")
        added.add_argument("--final", action="store_true", help="แฟ้มหลักฐาน ไม่พิมพ์รายการที่ยังขาด")
        added.add_argument("--item", metavar="K", default="", help="ระเบียบวาระที่ เช่น 3.1")
        added.add_argument("--each", action="store_true", help="หนังสือเชิญรายบุคคล")
        added.add_argument("--on", metavar="DAY", default="", help="รายงานผลของวันใด เช่น 30/9/64")
        added.add_argument("--font", metavar="FILE", default="")
        if name == "export":
            added.add_argument("-o", "--output", metavar="FILE", default="", help="- คือ stdout")
            added.add_argument("--list", action="store_true", help="รายชื่อหนังสือที่ออกได้")
            added.add_argument(
                "--format",
                choices=("pdf", "docx", "csv", "xlsx"),
                default="",
                help="docx คือ Word; ตารางออกเป็น csv หรือ xlsx ได้",
            )
        else:
            added.add_argument("--printer", metavar="P", default="")
            added.add_argument("--copies", type=int, metavar="N", default=1)
    published = word("publish", _publish, "รวมหนังสือของปีที่เปิดเผยได้ไว้ในโฟลเดอร์ สำหรับเว็บไซต์ (ITA)")
    published.add_argument("year", metavar="YEAR", help="ปีงบประมาณ พ.ศ.")
    published.add_argument("folder", metavar="DIR")


def _list_words() -> tuple[str, ...]:
    records = ("meetings", "people", "posts", "committees", "orders", "tasks")
    years = ("plans", "activities", "knowledge", "memos", "trainings")
    return (*records, *years, "attendance", "resolutions", "held", "documents")


def _screens(options: argparse.Namespace) -> int:
    import_without_openssl("asyncio")
    from kmtui.app import run_app

    return run_app(_places(options))


def _open(options: argparse.Namespace) -> int:
    from exports.documents import Request
    from exports.record_keys import meeting_of

    import_without_openssl("asyncio")
    from kmtui.app import run_app

    places = _places(options)
    with _store(places):
        meeting = meeting_of(Request("minutes", options.meeting, options.committee))
    return run_app(places, meeting_id=meeting.id)


def _show(options: argparse.Namespace) -> int:
    from exports.documents import Request
    from exports.record_keys import meeting_of

    import_without_openssl("asyncio")
    from kmtui.show import run_show
    from models.storage.store import must_be_current, read_only_store

    places = _places(options)
    must_be_current(places.database)
    with read_only_store(places.database):
        meeting = meeting_of(Request("minutes", options.meeting, options.committee))
    return run_show(places, meeting.id)


def _demo(options: argparse.Namespace) -> int:
    from models.example.office import make_example
    from models.storage.disk import is_there

    places = _places(options)
    if not is_there(places.database):
        make_example(places.database)
    if not options.no_open:
        return _screens(options)
    with _store(places):
        print_line(places.database)
    return 0


def _list(options: argparse.Namespace) -> int:
    from kmtui.cli.output_formats import show

    if options.what == "documents":
        from kmtui.cli.documents import list_documents

        sys.stdout.write(list_documents(_places(options), options.format))
        return 0
    from models.home.listing import LISTINGS

    day, year = _day(options.on), _year(options.year)
    with _store(_places(options)):
        listing = LISTINGS[options.what](day, year)
    sys.stdout.write(show(listing, options.format))
    return 0


def _import(options: argparse.Namespace) -> int:
    from kmtui.cli.imports.lines import check_file_count, import_lines

    check_file_count(options)
    if options.what in LINES_OF_A_RECORD:
        with _store(_places(options)):
            return import_lines(options)
    if options.what in USUAL_RECORDS:
        from kmtui.cli.usual_records import import_committee, import_posts

        import_usual = import_posts if options.what == "posts" else import_committee
        with _store(_places(options)):
            return import_usual(options.file, options.dry_run)
    from models.storage.disk import typed_path

    if options.what == "minutes":
        from kmtui.cli.imports.minutes import import_minutes

        with _store(_places(options)):
            path, key = typed_path(options.file), options.meeting
            return import_minutes(path, key, options.committee, options.dry_run, options.yes)
    if options.what in ("plan", "knowledge"):
        from kmtui.cli.imports.knowledge import import_knowledge_table
        from kmtui.cli.imports.plan import import_plan_table

        import_table = import_plan_table if options.what == "plan" else import_knowledge_table
        with _store(_places(options)):
            path, year = typed_path(options.file), _year(options.year)
            return import_table(path, year, options.columns, options.dry_run)
    from kmtui.cli.import_staff import ImportOptions, import_people

    with _store(_places(options)):
        answer = True if options.same else False if options.new else None
        leftover = typed_path(options.leftover) if options.leftover else None
        chosen = ImportOptions(options.dry_run, answer, options.columns, leftover)
        return import_people(typed_path(options.file), _day(options.on), chosen)


def _check(options: argparse.Namespace) -> int:
    from kmtui.cli.check import check, explain

    if options.explain is not None:
        sys.stdout.write(explain(options.explain))
        return 0
    places, year = _places(options), _year(options.year)
    path = Path(options.text) if options.text is not None else None
    with _store(places):
        return check(path, year, options.format, places)


def _export(options: argparse.Namespace) -> int:
    from kmtui.cli.documents import export

    return export(options, _places(options))


def _print(options: argparse.Namespace) -> int:
    from kmtui.cli.documents import print_document

    return print_document(options, _places(options))


def _publish(options: argparse.Namespace) -> int:
    from kmtui.cli.publish import publish
    from kmtui.cli.years import year_of

    return publish(year_of(options.year), options.folder, _places(options))


def _fonts(options: argparse.Namespace) -> int:
    from exports.typesetting.fonts import choose_font
    from kmtui.settings import read_settings

    settings = read_settings(_places(options).settings)
    font = choose_font(Path(options.font) if options.font else settings.font_path)
    print_line(font.family, font.regular, font.bold, font.reason)
    return 0


def _keys(options: argparse.Namespace) -> int:
    if options.check:
        from screens.own_keys.key_check import check_keys

        return check_keys()
    from kmtui.paths import own_keys_path
    from screens.commands import PAGES, table_of_keys
    from screens.own_keys.reading import keys_file, read_own_keys

    if options.toml:
        print_line(*keys_file().split("\n"))
        return 0
    own = read_own_keys(own_keys_path())
    print_line(*table_of_keys(map(own.page, PAGES)).split("\n"))
    for sentence in own.problems:
        print_error(sentence)
    return 1 if own.problems else 0


def _guide(options: argparse.Namespace) -> int:
    from kmtui.cli.guide import write_card, write_chapters

    if options.keys:
        from screens.base.chapters import card_groups

        return write_card(card_groups(), options, _places(options))
    return write_chapters(options, _places(options))


def _where(options: argparse.Namespace) -> int:
    from kmtui.cli.settings import show_places

    return show_places(_places(options))


def _places(options: argparse.Namespace) -> "DataPaths":
    from kmtui.paths import resolve_paths

    return resolve_paths(getattr(options, "home", None))


def _store(places: "DataPaths") -> AbstractContextManager[None]:
    from kmtui.cli.store import store_of

    return store_of(places)


def _day(text: str) -> date:
    from kmtui.cli.years import day_of

    return day_of(text)


def _year(text: str | None) -> int | None:
    from kmtui.cli.years import year_of

    return None if text is None else year_of(text)


if __name__ == "__main__":
    sys.exit(main())
