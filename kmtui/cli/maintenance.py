"""The sub-commands for maintenance: backup, restore, verify, setup-shared, members, archive."""

import sys
from datetime import date
from pathlib import Path

from kmtui.cli.output import print_error, print_line
from kmtui.cli.output_formats import show
from kmtui.cli.streams import ask
from kmtui.cli.years import year_of
from kmtui.thai.digits import thai_digits
from models.errors import Refused
from models.maintenance.restore import RestorePreview
from models.maintenance.restore_texts import change_label, count_label, restore_sentences
from models.office.plain_table import Listing

YES = "ใช่"


def back_up_now(database: Path, file: str) -> int:
    """Run `kmtui backup [FILE]`: copy the data file, check the copy, print path and row count.

    Raises:
        StoreFault: the data file is missing or damaged, or the copy cannot be written.
        Refused: FILE exists already.
    """
    from models.errors import StorageErrorReason, StoreFault
    from models.storage.backup import back_up_with_papers, check_copy
    from models.storage.disk import is_there, must_be_kmtui_file, storage_faults

    if not is_there(database):
        raise StoreFault(StorageErrorReason.MISSING, str(database))
    with storage_faults(database):
        must_be_kmtui_file(database)
    made = back_up_with_papers(database, _absolute(file) if file else None)
    rows = thai_digits(sum(check_copy(made).values()))
    print_line(made)
    print_error(f"ตรวจสำเนาแล้ว ครบ {rows} รายการ")
    return 0


def back_up_today(database: Path, setting: Path | None) -> int:
    """Run `kmtui backup --daily`, for a timer: back up if due.

    Exit status 1 if there are warnings. Raises StoreFault if there is no data file.
    """
    from models.errors import StorageErrorReason, StoreFault
    from models.storage.backup import back_up_if_due, backup_folders
    from models.storage.disk import is_there

    if not is_there(database):
        raise StoreFault(StorageErrorReason.MISSING, str(database))
    done = back_up_if_due(database, date.today(), backup_folders(database, setting))
    for made in done.made:
        print_line(made)
    for sentence in done.warnings:
        print_error(sentence)
    return 1 if done.warnings else 0


def restore_from(database: Path, file: str, yes: bool) -> int:
    """Run `kmtui restore FILE`: show the loss, ask (unless `--yes`), restore the backup.

    The exit status is 1 if the user does not agree.

    Raises:
        Refused: the file is no backup of the data file, the user may not restore or another user
            has the data file open.
        StoreFault: the backup is damaged or cannot be restored.
    """
    from models.maintenance.restore import (
        must_be_allowed_to_restore,
        must_have_no_other_users,
        preview_restore,
        restore,
    )

    source = _absolute(file)
    view = preview_restore(database, source)
    must_be_allowed_to_restore(database)
    must_have_no_other_users(database)
    sys.stdout.write(show(_comparison(view), "table"))
    for line in restore_sentences(view, source):
        print_line(line)
    if not (yes or _says_yes()):
        print_line("ไม่ได้กู้คืน ข้อมูลอยู่ตามเดิม")
        return 1
    kept = restore(database, source)
    if kept is not None:
        print_line(f"แฟ้มก่อนกู้คืนเก็บไว้ที่ {kept}")
    print_line(f"กู้คืนแล้ว: {database}")
    return 0


def _absolute(typed: str) -> Path:
    from models.storage.disk import typed_path

    return typed_path(typed).absolute()


def _comparison(view: RestorePreview) -> Listing:
    rows = tuple(
        (each.label, count_label(each.now), count_label(each.there), change_label(each))
        for each in view.differences
    )
    headers = ("ข้อมูล", "ขณะนี้", "ในสำเนา", "หลังกู้คืน")
    return Listing(("table", "now", "there", "change"), headers, rows)


def _says_yes() -> bool:
    if not sys.stdin.isatty():
        raise Refused("ยังไม่ได้ยืนยัน ถ้าแน่ใจว่าจะกู้คืนให้ใส่ --yes")
    return ask(f"พิมพ์ {YES} แล้วกด Enter เพื่อกู้คืน: ") == YES


def verify_place(database: Path, file: str, seal: bool, mend: bool = False) -> int:
    """Run `kmtui verify [FILE]`: faults on stderr, counts on stdout; exit status 1 for damage.

    Args:
        seal: seal first what has no seal, and accept the history as it is; ignored for a FILE.
        mend: restore first the damaged values whose former value is known.

    Raises:
        Refused: `mend` is set for another file, or the user may not seal or repair the data file.
        StoreFault: the file is missing, of another program, too new or locked.
    """
    from models.maintenance.shared_folder import permission_faults
    from models.maintenance.verification import verify_file

    path = _absolute(file) if file else database
    if seal and not file:
        _seal(database)
    if mend:
        _repair(database, file)
    verified = verify_file(path)
    for fault in verified.faults:
        print_error(fault)
    rows = tuple((label, thai_digits(count)) for label, count in verified.counts)
    if rows:
        sys.stdout.write(show(Listing(("table", "count"), ("ข้อมูล", "จำนวน"), rows), "table"))
    for note in verified.notes:
        print_line(note)
    for sentence in permission_faults(database.parent) if not file else ():
        print_line(sentence)
    if verified.faults:
        print_error("พบความเสียหาย อย่าเขียนทับแฟ้มนี้ เทียบกับสำเนาสำรองล่าสุดก่อน")
        return 1
    print_line(f"ข้อมูลครบถ้วน: {path}")
    return 0


def _seal(database: Path) -> None:
    from models.maintenance.history_chain import accept_history
    from models.maintenance.seals import seal_the_unsealed
    from models.office.rights import Right, acting_as_member, require_right
    from models.storage.store import opened_store

    with opened_store(database), acting_as_member():
        count = require_right(seal_the_unsealed, Right.ADMINISTER)()
        linked = require_right(accept_history, Right.ADMINISTER)(database)
    print_line(f"ผนึกแล้ว {thai_digits(count)} ฉบับ")
    if linked:
        print_line(f"รับประวัติตามที่เป็นอยู่ ต่อใหม่ {thai_digits(linked)} ลำดับ")


def _repair(database: Path, file: str) -> None:
    from models.maintenance.damaged_values import repair
    from models.office.rights import Right, require_right
    from models.storage.store import opened_store

    if file:
        raise Refused("ใส่ค่าคืนได้เฉพาะแฟ้มข้อมูลที่ใช้อยู่ ไม่ต้องระบุชื่อแฟ้ม")
    with opened_store(database):
        mended = require_right(repair, Right.ADMINISTER)(database)
    for each in mended:
        print_line(f"ใส่คืนแล้ว: {each.sentence.partition(' ใส่คืนด้วย')[0]}")
    print_line(f"ใส่ค่าที่เสียหายคืนแล้ว {thai_digits(len(mended))} แห่ง")


def set_up_folder(folder: str, group: str) -> int:
    """Run `kmtui setup-shared DIR --group G`: set up the folder, print the changes.

    Raises:
        Refused: the group is unknown, or the user may not change the permissions.
        KmError: the folder cannot be set up.
    """
    from models.maintenance.shared_folder import permission_faults, set_up_shared

    place = _absolute(folder)
    done = set_up_shared(place, group)
    for sentence in done or (f"{place} ถูกต้องอยู่แล้ว",):
        print_line(sentence)
    for sentence in permission_faults(place):
        print_error(sentence)
    print_line(f"ให้ทุกคนในกลุ่ม {group} เปิดด้วย kmtui --home {place}")
    return 0


def keep_members(database: Path, account: str, right: str, name: str, remove: bool) -> int:
    """Run `kmtui members [USER]`: list the members, after setting or removing one if it is named.

    An empty `right` leaves that of a member, and gives a new one the right to write.

    Raises:
        NotFound: the machine has no such account.
        Refused: the user may not change the members.
        StoreFault: the data file cannot be opened.
    """
    from models.office.rights import members
    from models.storage.store import opened_store, read_only_store

    with opened_store(database) if account else read_only_store(database):
        if account:
            _change_member(account, right, name, remove)
        listed = members()
    if not listed:
        print_line("ยังไม่ได้กำหนดสิทธิ ทุกคนที่เขียนโฟลเดอร์ข้อมูลได้มีสิทธิทุกอย่าง")
        return 0
    rows = tuple((each.uid, each.account, each.name, each.right.label) for each in listed)
    headers = ("เลขผู้ใช้", "บัญชี", "ชื่อ", "สิทธิ")
    sys.stdout.write(show(Listing(("uid", "account", "name", "right"), headers, rows), "table"))
    return 0


def _change_member(account: str, right: str, name: str, remove: bool) -> None:
    from models.office.rights import (
        Right,
        acting_as_member,
        display_name,
        members,
        my_uid,
        remove_member,
        set_member,
        uid_named,
    )

    uid = uid_named(account)
    with acting_as_member():
        if remove:
            remove_member(my_uid(), uid)
            return
        listed = {each.uid: each.right for each in members()}
        given = Right(right) if right else listed.get(uid, Right.WRITE)
        set_member(my_uid(), uid, name or display_name(uid), given)


def archive(database: Path, year: str) -> int:
    """Run `kmtui archive Y`: write a closed year to a read-only file.

    Raises:
        Refused: the year has no meeting, unadopted minutes or an archive, or the user may not
            adopt.
        StoreFault: the data file cannot be opened or copied.
    """
    from models.maintenance.archive import archive_year
    from models.storage.store import opened_store

    number = year_of(year)
    with opened_store(database):
        print_line(archive_year(database, number))
    return 0
