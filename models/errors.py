"""What can go wrong in a way that a person can mend: one clear Thai sentence each."""

from enum import StrEnum


class KmError(Exception):
    """A fault with a Thai sentence that says what to do. `str(error)` is that sentence."""


class Reason(StrEnum):
    """The root cause of a storage fault (design: records, storage, saving)."""

    MISSING = "missing"
    NOT_A_DATABASE = "not a database"
    NOT_OURS = "not ours"
    TOO_NEW = "too new"
    CORRUPT = "corrupt"
    FULL = "full"
    LOCKED = "locked"
    READ_ONLY = "read only"
    CANNOT_OPEN = "cannot open"
    OUTGROWN = "outgrown"
    EXCHANGED = "exchanged"
    UNKNOWN = "unknown"


SENTENCES = {
    Reason.MISSING: "ยังไม่มีแฟ้มข้อมูล เริ่มใหม่ด้วยคำสั่ง kmtui หรือดูตัวอย่างด้วย kmtui demo",
    Reason.NOT_A_DATABASE: "แฟ้มนี้ไม่ใช่ฐานข้อมูล ย้ายแฟ้มออก แล้วนำสำเนาสำรองล่าสุดมาวางแทน",
    Reason.NOT_OURS: "แฟ้มนี้เป็นฐานข้อมูลของโปรแกรมอื่น เลือกโฟลเดอร์ข้อมูลของ kmtui ด้วย --home",
    Reason.TOO_NEW: "ข้อมูลนี้สร้างจาก kmtui รุ่นใหม่กว่า ปรับโปรแกรมเป็นรุ่นล่าสุดก่อนเปิด",
    Reason.CORRUPT: "แฟ้มข้อมูลเสียหาย อย่าเขียนทับ ให้นำสำเนาสำรองล่าสุดมาใช้แทน",
    Reason.FULL: "เนื้อที่เก็บข้อมูลเต็ม ลบแฟ้มที่ไม่ใช้ออก แล้วโปรแกรมจะบันทึกต่อเอง",
    Reason.LOCKED: "โปรแกรมอื่นกำลังใช้แฟ้มข้อมูลอยู่ รอสักครู่แล้วลองอีกครั้ง",
    Reason.READ_ONLY: "โฟลเดอร์ข้อมูลเขียนไม่ได้ ขอสิทธิ์เขียนจากผู้ดูแลเครื่อง หรือเลือกโฟลเดอร์อื่นด้วย --home",
    Reason.CANNOT_OPEN: "เปิดแฟ้มข้อมูลไม่ได้ ตรวจว่าโฟลเดอร์ยังอยู่และมีสิทธิ์เข้าถึง",
    Reason.OUTGROWN: "kmtui รุ่นใหม่กว่าปรับแฟ้มข้อมูลแล้ว ข้อความของท่านเก็บไว้แล้ว ปิดแล้วเปิดด้วยรุ่นใหม่",
    Reason.EXCHANGED: "แฟ้มข้อมูลถูกแทนด้วยสำเนารุ่นเก่า ข้อความของท่านเก็บไว้แล้ว ปิดแล้วเปิด kmtui ใหม่",
    Reason.UNKNOWN: "ฐานข้อมูลขัดข้อง ปิดแล้วเปิดใหม่ ถ้ายังไม่ได้ให้แจ้งผู้ดูแลเครื่อง",
}


class StoreFault(KmError):
    """The data file cannot be read or written; `reason` says why, `place` names the file.

    `hint` says more: what is damaged, which backup is good.
    """

    def __init__(self, reason: Reason, place: str = "", hint: str = "") -> None:
        self.reason = reason
        self.place = place
        told = [SENTENCES[reason], f"({place})" if place else "", hint]
        super().__init__(" ".join(filter(None, told)))


class NotFound(KmError):
    """What the user named does not exist."""


class Refused(KmError):
    """A rule of the office forbids it; the sentence names the rule and the way on."""


def as_told(error: Exception) -> Exception:
    """The error as a person is told it: a number that no store can hold becomes a Refused."""
    if not isinstance(error, OverflowError):
        return error
    refused = Refused("ตัวเลขมีหลักมากเกินกว่าที่เก็บได้ ตรวจตัวเลขที่พิมพ์ แล้วลองอีกครั้ง")
    refused.__cause__ = error
    return refused


class Conflict(KmError):
    """Someone else stored another text first; both texts are kept.

    `current_text` and `current_version` are what is stored now.
    """

    def __init__(self, current_text: str, current_version: int) -> None:
        self.current_text = current_text
        self.current_version = current_version
        super().__init__("มีผู้อื่นแก้ข้อความนี้ไปก่อนแล้ว เลือกว่าจะใช้ข้อความใด ข้อความของท่านยังอยู่")
