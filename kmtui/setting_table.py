"""The table of all settings: label, choices, default, and whether the office shares them.

The settings screen, `kmtui settings` and the tests read it here.
"""

from collections.abc import Mapping
from enum import Enum
from pathlib import Path

from msgspec import Struct, field

from kmtui.paths import DataPaths
from kmtui.settings import (
    DIGITS_AS_TYPED,
    OFFICIAL_DIGITS,
    OWN_SETTINGS,
    PREPRINTED_EMBLEM,
    STEPS_HIDDEN,
    STEPS_SHOWN,
    Settings,
    SettingValue,
    change_setting,
    read_settings,
)
from kmtui.thai.digits import arabic_digits, thai_digits
from models.errors import KmError, Refused
from models.storage.disk import is_folder, is_there, typed_path

THEME_WORDS: Mapping[str, str] = {
    "dark": "มืด",
    "light": "สว่าง",
    "contrast": "ตัดกันชัด",
    "16": "16 สี",
    "auto": "ตามเทอร์มินัล",
}
_YES_NO = {"true": "ใช่", "false": "ไม่ใช่"}
_LONGEST_TEXT = 300
_SHORTEST_WAIT_MS, _LONGEST_WAIT_MS = 10, 5000
_OWN_MODE = 0o600


class Kind(Enum):
    """The type of a setting's value; the member's value is the Thai word for it."""

    TEXT = "ข้อความ"
    FILE = "แฟ้ม"
    FOLDER = "โฟลเดอร์"
    CHOICE = "เลือก"
    YES_NO = "ใช่หรือไม่"
    MILLISECONDS = "มิลลิวินาที"


class SettingRow(Struct, frozen=True):
    """One setting.

    Attributes:
        name: the name in the file.
        label: the Thai label, in a few words.
        hint: the Thai text on the accepted values, beyond the kind and the choices.
        unset: the default as a Thai label.
        choices: the accepted values with their Thai labels.
        instead: a word that is accepted in place of a file.
    """

    name: str
    label: str
    kind: Kind
    unset: str
    hint: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    instead: str = ""

    @property
    def is_own(self) -> bool:
        """True if the setting is one user's own; False if the whole office shares it."""
        return self.name in OWN_SETTINGS

    @property
    def seen_by(self) -> str:
        """The Thai label of the users whom the setting affects: this user, or the whole office."""
        return "เฉพาะท่าน" if self.is_own else "ทั้งหน่วยงาน"

    @property
    def accepted(self) -> str:
        """The accepted choices, or the kind of value, as a Thai text."""
        words = (w if w == v else f"{v} ({w})" for v, w in self.choices.items())
        if self.choices:
            return " / ".join(words)
        return " / ".join(filter(None, (f"{self.kind.value} {self.hint}".strip(), self.instead)))

    def words(self, value: SettingValue) -> str:
        """Return a value as a Thai label; empty for 0 and for an empty text."""
        if isinstance(value, bool):
            return _YES_NO[str(value).lower()]
        if isinstance(value, int):
            return thai_digits(value) if value else ""
        return self.choices.get(value, value)


def _same(*words: str) -> dict[str, str]:
    return {word: word for word in words}


SETTING_TABLE = (
    SettingRow(
        "emblem",
        "ตราครุฑ (แฟ้ม)",
        Kind.FILE,
        "พิมพ์เป็นร่าง",
        "SVG หรือ PNG",
        instead=PREPRINTED_EMBLEM,
    ),
    SettingRow("font", "แบบอักษร (แฟ้ม)", Kind.FILE, "เลือกให้เอง", ".ttf"),
    SettingRow(
        "digits",
        "ตัวเลขบนหนังสือ",
        Kind.CHOICE,
        OFFICIAL_DIGITS,
        choices=_same(OFFICIAL_DIGITS, DIGITS_AS_TYPED),
    ),
    SettingRow("printer", "เครื่องพิมพ์", Kind.TEXT, "เครื่องหลักของระบบ"),
    SettingRow("backup_folder", "โฟลเดอร์สำรองที่สอง", Kind.FOLDER, "backups/ เท่านั้น", "บนดิสก์อื่น"),
    SettingRow(
        "first_steps",
        "ลำดับงานเริ่มใช้",
        Kind.CHOICE,
        "แสดงจนพิมพ์รายงานครั้งแรก",
        choices=_same(STEPS_SHOWN, STEPS_HIDDEN),
    ),
    SettingRow("theme", "สีของจอ", Kind.CHOICE, THEME_WORDS["dark"], choices=THEME_WORDS),
    SettingRow("row_diff", "ส่งเฉพาะที่เปลี่ยน", Kind.YES_NO, "ใช่", "เหมาะกับสายช้า", _YES_NO),
    SettingRow("escape_ms", "เวลารอปุ่ม Esc", Kind.MILLISECONDS, "ตามสาย", "๑๐ ถึง ๕๐๐๐"),
)


def setting_row(name: str) -> SettingRow:
    """Return the row of the setting with this name. Raises Refused if there is none."""
    for row in SETTING_TABLE:
        if row.name == name:
            return row
    raise Refused(f"ไม่มีการตั้งค่าชื่อ {name[:_LONGEST_TEXT]} ดูชื่อทั้งหมดด้วย kmtui settings")


def parsed_setting(row: SettingRow, text: str, home: Path) -> SettingValue:
    """Return the value that a typed text gives to a setting; a file or folder must be usable.

    Args:
        row: the setting.
        text: what was typed: a value, or its Thai label.
        home: the data folder, at which a relative folder begins.

    Raises:
        KmError: the text is no accepted value; the sentence says what is accepted.
    """
    typed = text.strip()
    if not typed.isprintable() or len(typed) > _LONGEST_TEXT:
        most = thai_digits(_LONGEST_TEXT)
        raise Refused(f"{row.label} ต้องเป็นข้อความบรรทัดเดียว ไม่เกิน {most} ตัวอักษร พิมพ์ใหม่")
    if row.choices:
        return _chosen(row, typed)
    if row.kind is Kind.MILLISECONDS:
        return _milliseconds(row, typed)
    if row.kind in (Kind.FILE, Kind.FOLDER) and typed != row.instead:
        _must_be_usable(row, typed, home)
        return _from_everywhere(row, typed)
    return typed


def _from_everywhere(row: SettingRow, typed: str) -> str:
    """Return a path to a file that holds in whatever folder the program is started."""
    return (
        typed if row.kind is Kind.FOLDER or typed.startswith("~") else str(Path(typed).absolute())
    )


def _chosen(row: SettingRow, typed: str) -> SettingValue:
    for value, words in row.choices.items():
        if typed.lower() in (value.lower(), words):
            return value == "true" if row.kind is Kind.YES_NO else value
    raise Refused(f"{row.label} พิมพ์ว่า {' หรือ '.join(row.choices.values())}")


def _milliseconds(row: SettingRow, typed: str) -> int:
    number = arabic_digits(typed)
    if number.isascii() and number.isdecimal() and len(number) <= len(str(_LONGEST_WAIT_MS)):
        found = int(number)
        if found == 0 or _SHORTEST_WAIT_MS <= found <= _LONGEST_WAIT_MS:
            return found
    raise Refused(f"{row.label} พิมพ์จำนวนมิลลิวินาที ๑๐ ถึง ๕๐๐๐ หรือ ๐ ให้เลือกเอง")


def _must_be_usable(row: SettingRow, typed: str, home: Path) -> None:
    path = home / typed_path(typed) if row.kind is Kind.FOLDER else typed_path(typed)
    if row.kind is Kind.FOLDER:
        if not is_folder(path):
            raise KmError(f"ไม่พบโฟลเดอร์ {path} สร้างหรือเสียบดิสก์นั้นก่อน")
        return
    if not is_there(path):
        raise KmError(f"ไม่พบแฟ้ม {path} ตรวจชื่อแฟ้มและโฟลเดอร์")
    if row.name == "emblem":
        _must_be_an_emblem(path)
    if row.name == "font":
        from exports.typesetting.fonts import choose_font

        choose_font(path)


def _must_be_an_emblem(path: Path) -> None:
    """Try to draw a picture, so that a broken one is refused now and not at a printed order."""
    from exports.typesetting.pdf.pictures import can_be_drawn

    if path.suffix.lower() not in (".svg", ".png"):
        raise KmError("ตราครุฑต้องเป็นแฟ้ม .svg หรือ .png เลือกแฟ้มอื่น")
    if not can_be_drawn(path):
        raise KmError(f"แฟ้ม {path} วาดเป็นตราครุฑไม่ได้ เปิดดูแล้วบันทึกเป็น SVG หรือ PNG ใหม่ หรือเลือกแฟ้มอื่น")


def setting_file(paths: DataPaths, row: SettingRow) -> Path:
    """Return the file that holds a setting: this user's own, or the office's."""
    own = paths.own_settings if row.is_own else None
    return own or paths.settings


def store_setting(
    paths: DataPaths, settings: Settings, name: str, value: SettingValue | None
) -> Settings:
    """Store a setting in its file, or reset it to the default (None); return the new settings.

    Raises:
        KmError: the file cannot be read, changed or written.
    """
    file = setting_file(paths, setting_row(name))
    if file == paths.settings:
        return change_setting(file, settings, name, value)
    change_setting(file, settings, name, value, _OWN_MODE)
    # Without a value of one's own that of the office holds.
    return read_settings(paths.settings, file)
