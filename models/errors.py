"""Errors that the user can act on, each with one clear Thai sentence."""

from enum import StrEnum


class KmError(Exception):
    """An error with a Thai sentence on what to do; `str(error)` is that sentence."""


class StorageErrorReason(StrEnum):
    """The root cause of a storage fault (design: records, storage, saving)."""

    MISSING = "missing"
    NOT_A_DATABASE = "not a database"
    NOT_OURS = "not ours"
    TOO_NEW = "too new"
    CORRUPT = "corrupt"
    FULL = "full"
    LOCKED = "locked"
    NO_LOCKS = "no locks"
    READ_ONLY = "read only"
    CANNOT_OPEN = "cannot open"
    OUTGROWN = "outgrown"
    EXCHANGED = "exchanged"
    STALLED = "stalled"
    UNKNOWN = "unknown"


SENTENCES = {
    StorageErrorReason.MISSING: "ยังไม่มีแฟ้มข้อมูล เริ่มใหม่ด้วยคำสั่ง kmtui หรือดูตัวอย่างด้วย kmtui demo",
    StorageErrorReason.NOT_A_DATABASE: "แฟ้มนี้ไม่ใช่ฐานข้อมูล ย้ายแฟ้มออก แล้วนำสำเนาสำรองล่าสุดมาวางแทน",
    StorageErrorReason.NOT_OURS: "แฟ้มนี้เป็นฐานข้อมูลของโปรแกรมอื่น เลือกโฟลเดอร์ข้อมูลของ kmtui ด้วย --home",
    StorageErrorReason.TOO_NEW: "ข้อมูลนี้สร้างจาก kmtui รุ่นใหม่กว่า ปรับโปรแกรมเป็นรุ่นล่าสุดก่อนเปิด",
    StorageErrorReason.CORRUPT: "แฟ้มข้อมูลเสียหาย อย่าเขียนทับ ให้นำสำเนาสำรองล่าสุดมาใช้แทน",
    StorageErrorReason.FULL: "เนื้อที่เก็บข้อมูลเต็ม ลบแฟ้มที่ไม่ใช้ออก แล้วโปรแกรมจะบันทึกต่อเอง",
    StorageErrorReason.LOCKED: "โปรแกรมอื่นกำลังใช้แฟ้มข้อมูลอยู่ รอสักครู่แล้วลองอีกครั้ง",
    StorageErrorReason.NO_LOCKS: "ดิสก์ที่เก็บข้อมูลล็อกแฟ้มไม่ได้ จึงบันทึกไม่ได้ แจ้งผู้ดูแลเครื่อง "
    "หรือย้ายโฟลเดอร์ข้อมูลไปไว้ในดิสก์ของเครื่องนี้",
    StorageErrorReason.READ_ONLY: "โฟลเดอร์ข้อมูลเขียนไม่ได้ ขอสิทธิ์เขียนจากผู้ดูแลเครื่อง "
    "หรือเลือกโฟลเดอร์อื่นด้วย --home",
    StorageErrorReason.CANNOT_OPEN: "เปิดแฟ้มข้อมูลไม่ได้ ตรวจว่าโฟลเดอร์ยังอยู่และมีสิทธิ์เข้าถึง",
    StorageErrorReason.OUTGROWN: "kmtui รุ่นใหม่กว่าปรับแฟ้มข้อมูลแล้ว ปิดแล้วเปิดด้วยรุ่นใหม่",
    StorageErrorReason.EXCHANGED: "แฟ้มข้อมูลถูกแทนด้วยสำเนารุ่นเก่า ปิดแล้วเปิด kmtui ใหม่",
    StorageErrorReason.STALLED: "ที่เก็บข้อมูลไม่ตอบ ดิสก์หรือเครือข่ายอาจค้าง ถ้าไม่หายให้แจ้งผู้ดูแลเครื่อง",
    StorageErrorReason.UNKNOWN: "ฐานข้อมูลขัดข้อง ปิดแล้วเปิดใหม่ ถ้ายังไม่ได้ให้แจ้งผู้ดูแลเครื่อง",
}


class StoreFault(KmError):
    """The data file cannot be read or written.

    Attributes:
        reason: the kind of fault, which decides the sentence.
        path: the file; empty if it is not named.

    Args:
        hint: further details in the sentence: what is damaged, which backup is good.
    """

    def __init__(self, reason: StorageErrorReason, path: str = "", hint: str = "") -> None:
        self.reason = reason
        self.path = path
        told = [SENTENCES[reason], f"({path})" if path else "", hint]
        super().__init__(" ".join(filter(None, told)))


class NotFound(KmError):
    """The record that the user named does not exist."""


class Refused(KmError):
    """A rule of the office forbids the operation; the sentence names the rule and the remedy."""


def as_told(error: Exception) -> Exception:
    """Return the error to show to the user: an OverflowError becomes a Refused.

    SQLite stores no integer of more than 64 bits; any other error is returned as it is.
    """
    if not isinstance(error, OverflowError):
        return error
    refused = Refused("ตัวเลขมีหลักมากเกินกว่าที่เก็บได้ ตรวจตัวเลขที่พิมพ์ แล้วลองอีกครั้ง")
    refused.__cause__ = error
    return refused


class VersionConflict(KmError):
    """Another user stored a different text first; both texts are kept.

    `current_text` and `current_version` are what is stored now.
    """

    def __init__(self, current_text: str, current_version: int) -> None:
        self.current_text = current_text
        self.current_version = current_version
        super().__init__("มีผู้อื่นแก้ข้อความนี้ไปก่อนแล้ว เลือกว่าจะใช้ข้อความใด ข้อความของท่านยังอยู่")
