"""The sub-command settings: list every setting with its value, default and scope; change one."""

import sys
from contextlib import suppress

from kmtui.cli.output import print_line
from kmtui.cli.output_formats import show
from kmtui.paths import DataPaths
from kmtui.setting_table import (
    SETTING_TABLE,
    SettingRow,
    parsed_setting,
    setting_file,
    setting_row,
    store_setting,
)
from kmtui.settings import Settings, read_settings
from models.errors import KmError, Refused
from models.office.plain_table import Listing
from models.storage.disk import is_there

_FIELDS = ("name", "label", "value", "default", "accepted", "seen_by")
_HEADERS = ("ค่า", "คืออะไร", "ตั้งไว้", "ถ้าไม่ตั้ง", "ตั้งได้", "ผู้เห็น")


def keep_settings(places: DataPaths, name: str, value: str | None, takes_back: bool) -> int:
    """Run `kmtui settings [KEY [VALUE]]`: list the settings, show one, set it, or reset it.

    `takes_back` or an empty value resets it to the default.

    Raises:
        KmError: the name is unknown, the value is refused, or a file cannot be read or written.
    """
    settings = read_settings(places.settings, places.own_settings)
    if takes_back and not name:
        raise Refused("ระบุชื่อค่าที่จะกลับเป็นค่าเดิม เช่น kmtui settings theme --default")
    if not name:
        sys.stdout.write(show(_listing(SETTING_TABLE, settings), "table"))
        print_line(f"ของหน่วยงานเก็บใน {places.settings}", f"ของท่านเก็บใน {places.own_settings}")
        return 0
    row = setting_row(name)
    if value is not None or takes_back:
        typed = (value or "").strip()
        new = parsed_setting(row, typed, places.home) if typed else None
        if not row.is_own:
            _must_be_allowed(places)
        settings = store_setting(places, settings, name, new)
        print_line(f"เก็บแล้วใน {setting_file(places, row)}")
    sys.stdout.write(show(_listing((row,), settings), "table"))
    return 0


def _must_be_allowed(places: DataPaths) -> None:
    """Raise KmError if this user may not change settings that the whole office shares."""
    from models.office.rights import Right, must_be_allowed, my_uid
    from models.storage.store import read_only_store

    if places.is_archive:
        raise Refused("แฟ้มนี้อ่านได้อย่างเดียว ตั้งค่าที่โฟลเดอร์ข้อมูลของหน่วยงานแทน")
    if is_there(places.database):
        with read_only_store(places.database):
            must_be_allowed(my_uid(), Right.WRITE)


def _listing(rows: tuple[SettingRow, ...], settings: Settings) -> Listing:
    return Listing(_FIELDS, _HEADERS, tuple(_cells(row, settings) for row in rows))


def _cells(row: SettingRow, settings: Settings) -> tuple[str, ...]:
    value = row.words(getattr(settings, row.name)) or "–"
    default = row.words(getattr(Settings(), row.name)) or row.unset
    return row.name, row.label, value, default, row.accepted, row.seen_by


def show_places(places: DataPaths) -> int:
    """Run `kmtui --where`: print where data, settings, documents, backups and rescued texts are."""
    print_line(f"ข้อมูล      {places.database}")
    print_line(f"ตั้งค่า      {places.settings}")
    print_line(f"หนังสือ     {places.documents}")
    print_line(f"สำรอง      {places.home / 'backups'}")
    with suppress(KmError):  # bad settings have a sentence of their own elsewhere
        places = places.with_backups(read_settings(places.settings).backup_path)
    for place in places.rescue.places:
        print_line(f"กู้ข้อความ   {place.folder}")
    return 0
