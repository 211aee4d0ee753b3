"""The commands of meetings (list, year, roll, reconciliation), and some of the meeting room."""

from __future__ import annotations

from msgspec.structs import replace

from screens.commands.command import Command, Page
from screens.commands.everywhere import (
    BACK,
    CANCEL,
    EVERYWHERE,
    OPEN_CHOSEN,
    SHOW_HISTORY,
)

PLAN_MEETING = Command("plan_meeting", "f5", "นัดประชุม", "กำหนดการประชุมครั้งใหม่")
PRINT = Command("print", "f8", "พิมพ์", "พิมพ์หรือบันทึกเป็น PDF: หนังสือเชิญ ระเบียบวาระ ใบรายชื่อ รายงาน")
NOTICE = Command(
    "notice", "f4", "แจ้งนัด", "บันทึกวันที่แจ้งนัดกรรมการ เลขที่หนังสือ และเหตุเร่งด่วนถ้าแจ้งน้อยกว่า ๓ วัน"
)
MOVE_MEETING = Command("move_meeting", "f6", "เลื่อนนัด", "แก้วัน เวลา หรือสถานที่ของการประชุมที่ยังไม่เริ่ม")
ELECTRONIC = Command(
    "electronic",
    "f7",
    "ออนไลน์",
    "ประชุมผ่านสื่ออิเล็กทรอนิกส์: รูปแบบ ระบบ ลิงก์ วิธีแสดงตน ที่เก็บบันทึก เหตุขัดข้อง",
    shown=False,
)
RECONCILE = Command("reconcile", "f9", "สอบทาน", "เทียบคำสั่ง ที่นั่ง ผู้ดำรงตำแหน่งวันนั้น กับรายชื่อผู้มาประชุม")
SHOW_YEAR = Command(
    "show_year", "f3", "ทั้งปี", "การมาประชุมของแต่ละคน มติกับผลการดำเนินงาน และจำนวนครั้งของทั้งปี"
)
MEETINGS = Page(
    "การประชุม",
    (
        OPEN_CHOSEN,
        PLAN_MEETING,
        NOTICE,
        MOVE_MEETING,
        ELECTRONIC,
        SHOW_YEAR,
        PRINT,
        RECONCILE,
        SHOW_HISTORY,
        BACK,
        *EVERYWHERE,
    ),
)

MEETING_YEAR = Page(
    "การประชุมทั้งปี",
    (
        replace(
            OPEN_CHOSEN,
            help="ไปที่มตินั้นในการประชุม ที่บุคคลคือครั้งที่มาประชุม",
            priority=True,
        ),
        Command("other_year", "f2", "ปี", "ดูปีอื่น", priority=True),
        Command("other_view", "f3", "ดู", "การมาประชุม มติ หรือมติที่งานยังไม่เสร็จ", priority=True),
        Command("filter", "f4", "คณะ", "ดูคณะเดียว หรือทุกคณะ", priority=True),
        Command("print", "f8", "พิมพ์", "พิมพ์ หรือบันทึกเป็น PDF CSV XLSX", priority=True),
        BACK,
        *EVERYWHERE,
    ),
)

REPLACE_PAGE = Page(
    "แทนที่คำ",
    (
        Command("replace_chosen", "enter", "แทนที่", "แทนที่ทุกแห่งที่เลือกไว้", priority=True),
        Command("toggle_place", "space", "เลือก", "เลือกหรือไม่เลือกแห่งนี้", priority=True),
        Command("toggle_all", "f4", "ทั้งหมด", "เลือกทุกแห่ง หรือไม่เลือกเลย", priority=True),
        CANCEL,
    ),
)

TOGGLE_PRESENT = Command("toggle_present", "space", "มา/ไม่มา", "สลับมาหรือไม่มาประชุม", priority=True)
ALL_PRESENT = Command("all_present", "f4,a", "มาครบ", "ทุกคนที่ยังไม่เช็กชื่อมาประชุม", priority=True)
REST_ABSENT = Command(
    "rest_absent", "f9,n", "ที่เหลือไม่มา", "ทุกคนที่ยังไม่เช็กชื่อไม่มาประชุม เหตุผลใส่ทีหลังได้", priority=True
)
REASON = Command("reason", "enter", "เหตุผล", "พิมพ์เหตุผลที่ไม่มาประชุม", priority=True)
SUBSTITUTE = Command("substitute", "f3,s", "มาแทน", "มีผู้มาประชุมแทน", priority=True)
LATE_OR_LEFT = Command(
    "late_or_left",
    "f6,l",
    "สาย/ออก",
    "บันทึกเวลาว่ามาสาย ออกก่อน หรือกลับเข้ามา",
    priority=True,
)
CORRECT_TIMES = Command(
    "correct_times", "f7,t", "แก้เวลา", "แก้เวลามาสายหรือออกก่อนที่บันทึกไว้", shown=False, priority=True
)
GUEST = Command("guest", "f5", "ผู้เข้าร่วม", "เพิ่มผู้เข้าร่วมประชุมที่ไม่ใช่กรรมการ", priority=True)
ONLINE = Command(
    "online",
    "f8,o",
    "ออนไลน์",
    "ประชุมผ่านสื่ออิเล็กทรอนิกส์ พร้อมวิธีแสดงตน กดซ้ำคือมาที่ห้องประชุม",
    priority=True,
)
UNDO_ROLL = Command("undo", "z", "เลิกทำ", "คืนรายชื่อให้เหมือนก่อนสั่งครั้งล่าสุด", shown=False, priority=True)
REDO_ROLL = Command("redo", "y", "ทำซ้ำ", "ทำสิ่งที่เพิ่งเลิกทำอีกครั้ง", shown=False, priority=True)
PICK_SEAT = tuple(
    Command(
        "pick_seat",
        str(number),
        "ไปที่ลำดับ",
        "ไปที่ลำดับตามหมายเลข",
        shown=False,
        priority=True,
        argument=number,
    )
    for number in range(1, 10)
)
ROLL_BACK = replace(BACK, keys="escape,f2", priority=True)
ROLL_PAGE = Page(
    "ผู้มาประชุม",
    (
        TOGGLE_PRESENT,
        REASON,
        ALL_PRESENT,
        REST_ABSENT,
        SUBSTITUTE,
        LATE_OR_LEFT,
        CORRECT_TIMES,
        GUEST,
        ONLINE,
        UNDO_ROLL,
        REDO_ROLL,
        SHOW_HISTORY,
        ROLL_BACK,
        *EVERYWHERE,
    ),
)

RECONCILIATION = Page("สอบทานรายชื่อ", (BACK, *EVERYWHERE))


RECUSE = Command(
    "recuse",
    "-",
    "ส่วนได้เสีย",
    "กรรมการผู้มีส่วนได้เสียออกจากที่ประชุมในระเบียบวาระนี้ เลือกซ้ำคือกลับเข้าร่วม",
    shown=False,
)


JOINT = Command(
    "joint", "=", "ลงมติรวม", "ให้มติที่เลือกเป็นมติของระเบียบวาระอื่นด้วย เลือกซ้ำคือแยกออก", shown=False
)
