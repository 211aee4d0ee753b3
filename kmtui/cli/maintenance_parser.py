"""The parsers of `kmtui.cli.maintenance`; nothing heavy is imported here.

The parameter `word` is the function that adds a sub-command and returns its parser.
"""

import argparse
from collections.abc import Callable
from pathlib import Path

Word = Callable[..., argparse.ArgumentParser]


def add_maintenance_commands(word: Word) -> None:
    """Add the sub-commands backup, restore, verify, setup-shared, members and archive.

    `word` makes the parser of each.
    """
    saved = word("backup", _backup, "สำรองข้อมูลและตรวจสำเนา")
    where = saved.add_mutually_exclusive_group()
    where.add_argument(
        "file", metavar="FILE", nargs="?", default="", help="ชื่อสำเนา (ปกติอยู่ใน backups ข้างข้อมูล)"
    )
    where.add_argument(
        "--daily", action="store_true", help="สำเนาประจำวัน ถ้าวันนี้ยังไม่มี และลบสำเนาเก่าตามรอบ"
    )
    restored = word("restore", _restore, "กู้คืนข้อมูลจากสำเนาสำรอง")
    restored.add_argument("file", metavar="FILE")
    restored.add_argument("--yes", action="store_true", help="ไม่ต้องถาม")
    verified = word("verify", _verify, "ตรวจข้อมูลหรือสำเนาว่าครบและไม่ถูกแก้นอกโปรแกรม")
    verified.add_argument("file", metavar="FILE", nargs="?", default="")
    verified.add_argument("--seal", action="store_true", help="ผนึกฉบับที่ยังไม่มีตราผนึก")
    verified.add_argument(
        "--repair", action="store_true", help="ใส่ค่าที่เสียหายคืนจากประวัติหรือสำเนาสำรอง"
    )
    shared = word("setup-shared", _setup_shared, "จัดโฟลเดอร์ข้อมูลให้ใช้ร่วมกันทั้งกลุ่ม")
    shared.add_argument("folder", metavar="DIR")
    shared.add_argument("--group", metavar="G", required=True, help="กลุ่มผู้ใช้ของเครื่อง")
    _add_members_and_archive(word)


def add_mend_command(word: Word) -> None:
    """Add the sub-command mend; `word` makes its parser."""
    mended = word("mend", _mend, "ซ่อมข้อความไทยที่คัดลอกจาก PDF")
    mended.add_argument("file", metavar="FILE", help="แฟ้มข้อความ หรือ PDF")
    mended.add_argument("-o", "--out", metavar="OUT", help="เขียนลงแฟ้มใหม่ แทนการแสดง")


def _mend(options: argparse.Namespace) -> int:
    from kmtui.cli.mend import mend_file
    from models.storage.disk import typed_path

    out = typed_path(options.out) if options.out is not None else None
    return mend_file(typed_path(options.file), out)


def add_settings_command(word: Word) -> None:
    """Add the sub-command settings; `word` makes its parser."""
    kept = word("settings", _settings, "การตั้งค่าทั้งหมด ค่าเดิม และผู้เห็น หรือตั้งค่าหนึ่งค่า")
    kept.add_argument("name", metavar="KEY", nargs="?", default="")
    new = kept.add_mutually_exclusive_group()
    new.add_argument("value", metavar="VALUE", nargs="?", default=None)
    new.add_argument("--default", action="store_true", help="กลับเป็นค่าเดิม")


def _settings(options: argparse.Namespace) -> int:
    from kmtui.cli.settings import keep_settings
    from kmtui.paths import resolve_paths

    places = resolve_paths(getattr(options, "home", None))
    return keep_settings(places, options.name, options.value, options.default)


def _add_members_and_archive(word: Word) -> None:
    member = word("members", _members, "ใครมีสิทธิทำอะไร")
    member.add_argument("account", metavar="USER", nargs="?", default="", help="บัญชีผู้ใช้หรือ uid")
    member.add_argument("--right", choices=("read", "write", "adopt", "administer"), default="")
    member.add_argument("--name", default="", help="ชื่อที่แสดง")
    member.add_argument("--remove", action="store_true", help="เอาออกจากบัญชี")
    word("archive", _archive, "เก็บปีที่เสร็จแล้วเป็นแฟ้มอ่านอย่างเดียว").add_argument(
        "year", metavar="Y", help="ปี พ.ศ."
    )


def _database(options: argparse.Namespace) -> Path:
    from kmtui.paths import resolve_paths

    return resolve_paths(getattr(options, "home", None)).database


def _live_database(options: argparse.Namespace) -> Path:
    """Return the data file in use. Raises Refused for an archive or a backup."""
    from kmtui.cli.store import archive_refusal
    from kmtui.paths import resolve_paths
    from models.errors import Refused

    places = resolve_paths(getattr(options, "home", None))
    if places.is_archive:
        raise Refused(archive_refusal(places))
    return places.database


def _backup(options: argparse.Namespace) -> int:
    from kmtui.cli.maintenance import back_up_now, back_up_today

    database = _live_database(options)
    if options.daily:
        from kmtui.paths import resolve_paths
        from kmtui.settings import read_settings

        places = resolve_paths(getattr(options, "home", None))
        return back_up_today(database, read_settings(places.settings).backup_path)
    return back_up_now(database, options.file)


def _restore(options: argparse.Namespace) -> int:
    from kmtui.cli.maintenance import restore_from

    return restore_from(_live_database(options), options.file, options.yes)


def _verify(options: argparse.Namespace) -> int:
    from kmtui.cli.maintenance import verify_place

    changes = options.seal or options.repair
    database = _live_database(options) if changes else _database(options)
    return verify_place(database, options.file, options.seal, options.repair)


def _setup_shared(options: argparse.Namespace) -> int:
    from kmtui.cli.maintenance import set_up_folder

    return set_up_folder(options.folder, options.group)


def _members(options: argparse.Namespace) -> int:
    from kmtui.cli.maintenance import keep_members

    database = _live_database(options) if options.account else _database(options)
    return keep_members(database, options.account, options.right, options.name, options.remove)


def _archive(options: argparse.Namespace) -> int:
    from kmtui.cli.maintenance import archive

    return archive(_live_database(options), options.year)
