"""The scenes of the handbook: which keys are pressed, and what the picture is called.

A step is `see TEXT` (wait for it), `type TEXT`, `picture NAME`, or keys to press one by one.
"""

from msgspec import Struct, field

EXAMPLE, FIRST_START = "example", "first start"


class Run(Struct, frozen=True):
    """One run of the program from its start, with the pictures on its way.

    Attributes:
        home: the example municipality, or an empty folder.
        files: files beside the data folder; `{folder}` in a step is where they are.
    """

    steps: tuple[str, ...]
    home: str = EXAMPLE
    files: dict[str, str] = field(default_factory=dict)

    @property
    def pictures(self) -> tuple[str, ...]:
        """The names of its pictures."""
        words = (step.partition(" ") for step in self.steps)
        return tuple(name for word, _, name in words if word == "picture")


_STAFF = """ชื่อ-สกุล,ตำแหน่ง,สังกัด
นายสมชาย ใจดี,ปลัดเทศบาล,สำนักปลัดเทศบาล
นางสาวสมศรี มีสุข,หัวหน้าสำนักปลัดเทศบาล,สำนักปลัดเทศบาล
นายประยูร ตั้งมั่น,ผู้อำนวยการกองคลัง,กองคลัง
"""

_IN_THE_ROOM = (
    "Enter",
    "see เริ่ม/เลิก",
    "F6",
    "see กำลังประชุม",
    "F2",
    "see ยังไม่เช็ก",
    "F4",
    "see มา ๘ จาก ๙",
)


def _row_of_home(number: int) -> str:
    """Return the keys that open a row of the first screen, from 1; it stands on the first."""
    return " ".join(["Down"] * (number - 1) + ["Enter"])


RUNS = (
    Run(
        (
            "see ยินดีต้อนรับ",
            "picture first-start",
            "Enter",
            "see ชื่อเทศบาล",
            "type เทศบาลตำบลบ้านดอน",
            "Enter",
            "type เมือง",
            "Enter",
            "type นครราชสีมา",
            "Enter",
            "Enter",
            "see ลำดับงานเมื่อเริ่มใช้",
            "picture first-steps",
        ),
        home=FIRST_START,
    ),
    Run(
        (
            "picture home",
            "F1",
            "see พิมพ์เพื่อหา",
            "picture help",
            "Escape",
            _row_of_home(6),
            "see นำเข้า",
            "picture people",
            "F7",
            "see เช่น ~/",
            "type {folder}/staff.csv",
            "Enter",
            "Enter",
            "see กด F6 นำเข้า",
            "picture staff-import",
        ),
        files={"staff.csv": _STAFF},
    ),
    Run(
        (
            _row_of_home(5),
            "see ร่างคำสั่ง",
            "F7",
            "see ควบคุมภายใน",
            "picture usual-orders",
            "1",
            "see ○ ร่าง",
            "picture order",
        )
    ),
    Run(
        (
            _row_of_home(2),
            "see นัดประชุม",
            "picture meetings",
            "F5",
            "see คณะใด",
            "1",
            "see แจ้งนัดเมื่อ",
            "type 29/12/63",
            "Enter",
            "type 9.30",
            "picture plan-meeting",
        )
    ),
    Run(
        (
            *_IN_THE_ROOM,
            "picture roll",
            "Escape",
            "F5",
            "see แล้วกด Enter",
            "picture speaker",
            "1",
            "Enter",
            "type ขอเปิดประชุม และขอให้ที่ประชุมพิจารณาร่างแผนการจัดการความรู้ประจำปี",
            "Enter",
            "type น้ำฝน",
            "Enter",
            "type งานบุคลากรได้รวบรวมความรู้ของทุกกองครบแล้ว",
            "Enter",
            "Escape",
            "F4",
            "see เห็นชอบ",
            "2",
            "picture resolution",
            "Enter",
            "see มติ ๑ เห็นชอบ",
            "picture room",
            "F6",
            "see ยังขาด",
            "picture closing",
            "Escape",
            "F8",
            "see ฉบับเผยแพร่",
            "picture print",
            "1",
            "see PDF",
            "picture print-way",
        )
    ),
    Run(
        (
            _row_of_home(2),
            "see นัดประชุม",
            "Down Enter",
            "see ■ เลิกประชุม",
            "a",
            "see ตรวจแล้ว",
            "picture adoption",
        )
    ),
    Run(
        (
            _row_of_home(7),
            "see แผนใหม่",
            "Enter",
            "see ตารางแผน",
            "picture plan",
            "F6",
            "see บันทึกผล",
            "picture progress",
        )
    ),
    Run((_row_of_home(8), "see จำแนกองค์ความรู้", "picture knowledge")),
    Run((_row_of_home(9), "see องค์ประกอบ LO", "picture evidence")),
    Run((_row_of_home(10), "see ประเภท", "type เลือกตั้ง", "see รายการ", "picture search")),
    Run((_row_of_home(11), "see น่าจะผิด", "picture checks")),
    Run((_row_of_home(12), "see ประวัติการแก้ไข", "picture history")),
    Run((_row_of_home(13), "see ดูสำเนา", "picture backups")),
    Run((_row_of_home(14), "see หน่วยงาน", "picture settings")),
)
