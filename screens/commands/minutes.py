"""The commands of the meeting room, its dialogs and its closing, of tasks and Word corrections."""

from __future__ import annotations

from msgspec.structs import replace

from screens.commands.command import Command, Page
from screens.commands.committees import CHANGE_PART
from screens.commands.everywhere import (
    BACK,
    CANCEL,
    CHECK_HERE,
    EARLIER_FIELD,
    EVERYWHERE,
    HELP,
    LEAVE_LIST,
    NEXT_FIELD,
    OPEN_FOUND,
    OTHER_FIELD,
    REDRAW,
    SEARCH_ALL,
    SHOW_HISTORY,
)
from screens.commands.meetings import ELECTRONIC, JOINT, PRINT, RECONCILE, RECUSE

# The meeting room. Its structural keys have priority: they are taken in the order of pressing.

ROLL = Command("roll", "f2", "ผู้มา", "เช็กชื่อผู้มาประชุม", priority=True)

AGENDA = Command("agenda", "f3", "วาระ", "ไปที่ระเบียบวาระ กดซ้ำเพื่อเพิ่มเรื่อง", priority=True)

RESOLUTION = Command("resolution", "f4", "มติ", "บันทึกมติของระเบียบวาระนี้", priority=True)

STATEMENT = Command("statement", "f5", "คำพูด", "คำพูดใหม่ เลือกผู้พูดแล้วพิมพ์", priority=True)

START_OR_CLOSE = Command(
    "start_or_close", "f6", "เริ่ม/เลิก", "บันทึกเวลาเริ่มประชุม หรือเวลาเลิกประชุม", priority=True
)

PARAGRAPH = Command(
    "paragraph",
    "f7,shift+enter,ctrl+j",
    "ย่อหน้า",
    "ขึ้นย่อหน้าใหม่ในคำพูดเดียวกัน",
    shown=False,
    priority=True,
)

ROOM_PRINT = replace(PRINT, priority=True)

TAKE = Command(
    "take",
    "enter",
    "ตกลง",
    "จบคำพูดและเริ่มคำพูดถัดไป หรือเลือกสิ่งที่ชี้อยู่",
    shown=False,
    priority=True,
)

LEAVE = Command("leave", "escape", "กลับ", "จบสิ่งที่ทำอยู่ แล้วกลับ ข้อความไม่หาย", priority=True)

NEXT_PANE = Command(
    "next_pane",
    "tab",
    "สลับช่อง",
    "สลับระหว่างระเบียบวาระกับคำพูด หรือขยายคำย่อที่เพิ่งพิมพ์",
    shown=False,
    priority=True,
)

TASK = Command("task", "f9", "มอบหมาย", "มอบหมายงานจากคำพูด มติ หรือระเบียบวาระที่เลือก", priority=True)

INSERT = Command("insert", "i", "แทรกคำพูด", "แทรกคำพูดใหม่หลังคำพูดที่เลือก", shown=False)

MOVE_UP = Command("move_up", "u,ctrl+up", "เลื่อนขึ้น", "ย้ายคำพูดหรือระเบียบวาระที่เลือกขึ้น", shown=False)

MOVE_DOWN = Command(
    "move_down", "d,ctrl+down", "เลื่อนลง", "ย้ายคำพูดหรือระเบียบวาระที่เลือกลง", shown=False
)

MOVE_TO = Command("move_to", "m", "ย้ายวาระ", "ย้ายคำพูดที่เลือกไประเบียบวาระอื่น", shown=False)

SPLIT = Command(
    "split", "ctrl+t", "แบ่งคำพูด", "แบ่งคำพูดที่กำลังพิมพ์เป็นสองตรงเคอร์เซอร์", shown=False, priority=True
)

JOIN = Command("join", "j", "รวมคำพูด", "รวมคำพูดที่เลือกกับคำพูดถัดไป", shown=False)

CHANGE = Command("change", "e", "แก้ผู้พูด/ชื่อเรื่อง", "เปลี่ยนผู้พูดของคำพูด หรือชื่อของระเบียบวาระ", shown=False)

NEST = Command("nest", "n", "ทำเป็นเรื่องย่อย", "ให้ระเบียบวาระนี้เป็นเรื่องย่อยของเรื่องบน", shown=False)

UNNEST = Command("unnest", "p", "เลิกเป็นเรื่องย่อย", "ให้เรื่องย่อยเป็นระเบียบวาระหลัก", shown=False)

VOTES = Command(
    "votes", "v", "คะแนนเสียง", "คะแนนเสียงและความเห็นแย้งของมติที่เลือก หรือมติล่าสุด", shown=False
)

FIND = Command("find", "f", "ค้นหา", "ค้นหาคำในการประชุมนี้ กดซ้ำเพื่อไปที่ถัดไป", shown=False)

REPLACE = Command(
    "replace", "q", "แทนที่", "หาคำแล้วแทนที่ในการประชุมนี้ เห็นทุกแห่งก่อน เลิกทำได้ในครั้งเดียว (Z)", shown=False
)

REMOVE = Command("remove", "delete", "ลบ", "ลบคำพูด มติ หรือระเบียบวาระที่เลือก (คืนได้)", shown=False)

UNDO = Command(
    "undo",
    "z",
    "เลิกทำ",
    "คืนที่เพิ่งลบ ย้าย แบ่ง รวม และวาระ มติ คะแนน งานที่เพิ่งบันทึก (คำพูดที่เพิ่งพิมพ์กด Del)",
    shown=False,
)

REDO = Command("redo", "y", "ทำซ้ำ", "ทำสิ่งที่เพิ่งเลิกทำอีกครั้ง", shown=False)

NOTHING = Command("nothing", "space", "ไม่มี", "ระเบียบวาระนี้ไม่มีเรื่อง (- ไม่มี -)", shown=False)

CONFIDENTIAL = Command(
    "confidential",
    "l",
    "ไม่เปิดเผย",
    "ไม่ให้ระเบียบวาระนี้อยู่ในฉบับเผยแพร่ กดซ้ำคือเปิดเผยได้",
    shown=False,
)

TIMES = Command("times", "t", "แก้เวลา", "แก้เวลาเริ่มและเลิกประชุม", shown=False)

ADOPT = Command("adopt", "a", "รับรอง", "ตรวจหรือรับรองรายงานการประชุมที่เลิกแล้ว", shown=False)

RECONVENE = Command("reconvene", "c", "นัดใหม่", "นัดประชุมใหม่เรื่องเดิมเมื่อองค์ประชุมไม่ครบ", shown=False)

REOPEN = Command("reopen", "r", "เปิดใหม่", "เปิดการประชุมที่เลิกแล้วเพื่อแก้ไข (บันทึกเหตุผล)", shown=False)

CHAIR = Command(
    "chair", "h", "ประธาน", "ผู้เป็นประธานเมื่อประธานไม่มา: รองประธาน หรือผู้ที่ที่ประชุมเลือก", shown=False
)

SHOW_TASKS = Command("show_tasks", "w", "ข้อสั่งการ", "ดูงานของการประชุมนี้: แก้ไข บันทึกผล ลบ", shown=False)

SHOW_SNIPPETS = Command("show_snippets", "s", "คำย่อ", "ดูและแก้คำย่อที่กด Tab แล้วขยาย", shown=False)

CLASSIFY = Command(
    "classify",
    "k",
    "จำแนกองค์ความรู้",
    "จำแนกองค์ความรู้ของปีงบประมาณ ผลการจำแนกผูกกับการประชุมนี้",
    shown=False,
)

WORD_IMPORT_HERE = Command(
    "word_import", "1", "รับจาก Word", "รับข้อแก้จากแฟ้ม Word ของรายงานนี้ที่ส่งไปให้ผู้อื่นแก้", shown=False
)
PASTE_AGENDA = Command(
    "paste_agenda",
    "2",
    "วางวาระ",
    "เพิ่มระเบียบวาระจากข้อความที่วางหรือแฟ้ม หนึ่งเรื่องต่อบรรทัด",
    shown=False,
)
ROOM_ELECTRONIC = replace(ELECTRONIC, keys="0", shown=False)

ROOM_RECONCILE = replace(RECONCILE, keys="o", shown=False)

ROOM_HELP = replace(HELP, priority=True, keys="f1,f10")

ROOM = Page(
    "ห้องประชุม",
    (
        ROLL,
        AGENDA,
        RESOLUTION,
        STATEMENT,
        START_OR_CLOSE,
        ROOM_PRINT,
        TASK,
        PARAGRAPH,
        TAKE,
        NEXT_PANE,
        INSERT,
        MOVE_UP,
        MOVE_DOWN,
        MOVE_TO,
        SPLIT,
        JOIN,
        CHANGE,
        NEST,
        UNNEST,
        VOTES,
        RECUSE,
        JOINT,
        FIND,
        REPLACE,
        REMOVE,
        UNDO,
        REDO,
        NOTHING,
        CONFIDENTIAL,
        SHOW_TASKS,
        SHOW_SNIPPETS,
        TIMES,
        CHAIR,
        ROOM_ELECTRONIC,
        ROOM_RECONCILE,
        ADOPT,
        REOPEN,
        RECONVENE,
        CLASSIFY,
        WORD_IMPORT_HERE,
        PASTE_AGENDA,
        SHOW_HISTORY,
        SEARCH_ALL,
        CHECK_HERE,
        LEAVE,
        ROOM_HELP,
        REDRAW,
    ),
)


# Bound by the pane that they act on: the agenda and the discussion share some keys.

AGENDA_KEYS = (
    MOVE_UP,
    MOVE_DOWN,
    MOVE_TO,
    SPLIT,
    CHANGE,
    NEST,
    UNNEST,
    REMOVE,
    NOTHING,
    CONFIDENTIAL,
)


DISCUSSION_KEYS = (INSERT, MOVE_UP, MOVE_DOWN, MOVE_TO, SPLIT, JOIN, CHANGE, REMOVE)


# Bound by the two panes together: they act on the meeting, but not while a text is typed.

MEETING_KEYS = (
    VOTES,
    RECUSE,
    JOINT,
    FIND,
    REPLACE,
    UNDO,
    REDO,
    SHOW_TASKS,
    SHOW_SNIPPETS,
    TIMES,
    CHAIR,
    ROOM_ELECTRONIC,
    ROOM_RECONCILE,
    ADOPT,
    REOPEN,
    RECONVENE,
    CLASSIFY,
    WORD_IMPORT_HERE,
    PASTE_AGENDA,
    SHOW_HISTORY,
)


ROOM_KEYS = tuple(
    command
    for command in ROOM.commands
    if command not in {*AGENDA_KEYS, *DISCUSSION_KEYS, *MEETING_KEYS}
)


PICK_OUTCOME = tuple(
    Command(
        "pick_outcome",
        str(number),
        "เลือกผล",
        "เลือกผลของมติตามหมายเลข",
        shown=False,
        priority=True,
        argument=number,
    )
    for number in range(1, 10)
)


STORE_RESOLUTION = Command("store", "enter", "บันทึกมติ", "บันทึกมติตามข้อความนี้", priority=True)


KEEP_WORDING = replace(CANCEL, label="พักไว้", help="ปิดโดยไม่บันทึกมติ ข้อความที่พิมพ์เก็บไว้ เปิดใหม่ด้วยคำสั่ง มติ")


EXPAND = Command("next_field", "tab", "ขยายคำย่อ", "ขยายคำย่อที่เพิ่งพิมพ์ หรือไปช่องถัดไป", priority=True)


RESOLUTION_PAGE = Page(
    "มติที่ประชุม", (*PICK_OUTCOME, STORE_RESOLUTION, PARAGRAPH, EXPAND, KEEP_WORDING)
)


CHOOSE_VOTES = tuple(
    Command("choose_votes", str(number), label, purpose, argument=number, priority=True)
    for number, label, purpose in (
        (1, "ไม่มีผู้ใดเห็นเป็นอย่างอื่น", "ประธานถามแล้วไม่มีผู้ใดคัดค้าน"),
        (2, "นับคะแนน", "พิมพ์จำนวนเสียงเห็นชอบ ไม่เห็นชอบ งดออกเสียง"),
        (3, "ความเห็นแย้ง", "บันทึกผู้เห็นแย้งพร้อมเหตุผล คนเดิมคือแก้เหตุผล"),
        (4, "ลบคะแนน", "ลบคะแนนที่บันทึกไว้"),
        (5, "ลบความเห็นแย้ง", "ลบความเห็นแย้งที่บันทึกไว้"),
        (6, "ลงคะแนนลับ", "พิมพ์จำนวนเสียงที่นับจากบัตรลงคะแนน"),
        (7, "เวลาลงมติและจำนวนผู้มา", "แก้เวลาที่ลงมติ และจำนวนกรรมการที่อยู่ในที่ประชุมขณะนั้น"),
    )
)


VOTES_PAGE = Page("คะแนนเสียง", (*CHOOSE_VOTES, CANCEL))


FINISH = Command("finish", "f4", "เสร็จ", "บันทึกวันที่เสร็จและผล กดซ้ำที่งานที่เสร็จแล้วคือกลับเป็นงานค้าง")


OPEN_MEETING = Command("open_meeting", "f3", "เปิดประชุม", "เปิดการประชุมที่มอบหมายงานนี้")


UNDO_HERE = Command("undo", "f7", "เลิกทำ", "คืนสิ่งที่เพิ่งแก้ ลบ หรือบันทึกที่จอนี้")


REDO_HERE = replace(REDO, keys="f8")


REMOVE_TASK = Command("remove", "f9", "ลบ", "ลบงานที่เลือก (คืนได้)")


CHANGE_TASK = replace(
    OPEN_FOUND, label="แก้ไข", help="แก้งาน ผู้รับผิดชอบ หรือวันกำหนด หลังเลิกประชุมเลื่อนกำหนดได้"
)


TASKS = Page(
    "ข้อสั่งการและงานที่มอบหมาย",
    (CHANGE_TASK, FINISH, OPEN_MEETING, REMOVE_TASK, UNDO_HERE, REDO_HERE, LEAVE_LIST, *EVERYWHERE),
)


WORD_IMPORT = Page(
    "ข้อแก้จาก Word",
    (
        replace(CHANGE_PART, label="ดูสองฉบับ", help="ดูข้อความในแฟ้มกับในโปรแกรม แล้วเลือก"),
        Command("turn", "space,f3", "รับ/ไม่รับ", "รับข้อแก้ที่เลือก หรือไม่รับ ข้อที่ขัดกันจะถามก่อน"),
        Command("turn_all", "f4", "ทั้งหมด", "รับทุกข้อที่ไม่ขัดกัน กดซ้ำคือไม่รับเลย"),
        Command("read_file", "f5", "เลือกแฟ้ม", "อ่านแฟ้มอื่น หรืออ่านแฟ้มเดิมอีกครั้ง"),
        Command("carry_out", "f6", "รับที่เลือก", "บันทึกข้อที่เลือกทั้งหมดในคราวเดียว หรือไม่บันทึกเลย"),
        UNDO_HERE,
        REDO_HERE,
        BACK,
        *EVERYWHERE,
    ),
)


WALK = tuple(
    Command("walk", keys, label, purpose, shown=False, priority=True, argument=motion)
    for keys, label, purpose, motion in (
        ("up", "ขึ้น", "เลื่อนรายการมติและสิ่งที่ขาดขึ้น", "cursor_up"),
        ("down", "ลง", "เลื่อนรายการมติและสิ่งที่ขาดลง", "cursor_down"),
        ("pageup", "หน้าก่อน", "เลื่อนรายการขึ้นหนึ่งหน้า", "page_up"),
        ("pagedown", "หน้าถัดไป", "เลื่อนรายการลงหนึ่งหน้า", "page_down"),
    )
)


CLOSE_NOW = replace(NEXT_FIELD, help="ไปช่องถัดไป ที่ช่องสุดท้ายคือเลิกประชุม ที่สิ่งที่ขาดคือไปแก้")


CLOSING_PAGE = Page(
    "เลิกประชุม",
    (
        CLOSE_NOW,
        *WALK,
        replace(OTHER_FIELD, keys="tab"),
        replace(EARLIER_FIELD, keys="shift+tab"),
        CANCEL,
        REDRAW,
    ),
)
