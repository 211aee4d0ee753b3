"""Every command once. Footer, help page, palette, README table and key map read it here."""

from __future__ import annotations

from dataclasses import replace

from screens.command import Command, Page, keys_label

# The dialogs

CANCEL = Command("cancel", "escape", "ยกเลิก", "ปิดหน้าต่างนี้โดยไม่เปลี่ยนอะไร")
NEXT_BUTTON = Command("next_button", "left,right", "เลือกคำตอบ", "ย้ายไปอีกคำตอบหนึ่ง", shown=False)
PICK_ROW = tuple(
    Command(
        "pick_row",
        str(number),
        "เลือก",
        "เลือกแถวตามหมายเลข",
        shown=False,
        priority=True,
        argument=number,
    )
    for number in range(1, 10)
)
NEXT_FIELD = Command("next_field", "enter", "ตกลง", "ไปช่องถัดไป ที่ช่องสุดท้ายคือบันทึก", priority=True)
OTHER_FIELD = Command("other_field", "tab,down", "ช่องถัดไป", "ไปช่องถัดไป", priority=True)
EARLIER_FIELD = Command("earlier_field", "shift+tab,up", "ช่องก่อน", "กลับไปช่องก่อนหน้า", priority=True)
CHOOSE_ROW = Command("choose_row", "enter", "เลือก", "เลือกแถวที่ชี้อยู่", priority=True)
RUN_CHOSEN = Command("run_chosen", "enter", "สั่ง", "ทำคำสั่งที่เลือก")

# Every screen

HELP = Command("help", "f1,f10,question_mark", "วิธีใช้", "แสดงคำสั่งทั้งหมดของจอนี้ เลือกแล้วกด Enter เพื่อสั่ง")
REDRAW = Command("redraw", "f12", "วาดจอใหม่", "วาดจอใหม่เมื่อจอเพี้ยน", shown=False)
BACK = Command("back", "escape", "กลับ", "กลับไปจอก่อนหน้า สิ่งที่พิมพ์ถูกเก็บไว้แล้ว")
EVERYWHERE = (HELP, REDRAW)

# Home

OPEN_CHOSEN = Command("open_chosen", "enter", "เปิด", "เปิดรายการที่เลือก")
QUIT = Command("quit_program", "escape", "ออก", "ออกจากโปรแกรม ถ้ามีสิ่งที่ยังบันทึกไม่ครบจะถามก่อน")
HOME = Page("หน้าหลัก", (OPEN_CHOSEN, QUIT, *EVERYWHERE))

# The first start

FIRST_START = Page("เริ่มใช้ครั้งแรก", (OPEN_CHOSEN, QUIT, *EVERYWHERE))

# The list of meetings

PLAN_MEETING = Command("plan_meeting", "f5", "นัดประชุม", "กำหนดการประชุมครั้งใหม่")
PRINT = Command("print", "f8", "พิมพ์", "พิมพ์หรือบันทึกเป็น PDF: รายงานการประชุม ใบรายชื่อ")
NOTICE = Command("notice", "f4", "แจ้งนัด", "บันทึกวันที่แจ้งนัดกรรมการ และเหตุเร่งด่วนถ้าแจ้งน้อยกว่า ๓ วัน")
RECONCILE = Command("reconcile", "f9", "สอบทาน", "เทียบคำสั่ง ที่นั่ง ผู้ดำรงตำแหน่งวันนั้น กับรายชื่อผู้มาประชุม")
MEETINGS = Page(
    "การประชุม", (OPEN_CHOSEN, PLAN_MEETING, NOTICE, PRINT, RECONCILE, BACK, *EVERYWHERE)
)

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
SPLIT = Command(
    "split", "ctrl+t", "แบ่งคำพูด", "แบ่งคำพูดที่กำลังพิมพ์เป็นสองตรงเคอร์เซอร์", shown=False, priority=True
)
JOIN = Command("join", "j", "รวมคำพูด", "รวมคำพูดที่เลือกกับคำพูดถัดไป", shown=False)
CHANGE = Command("change", "e", "แก้ผู้พูด/ชื่อเรื่อง", "เปลี่ยนผู้พูดของคำพูด หรือชื่อของระเบียบวาระ", shown=False)
NEST = Command("nest", "n", "ทำเป็นเรื่องย่อย", "ให้ระเบียบวาระนี้เป็นเรื่องย่อยของเรื่องบน", shown=False)
UNNEST = Command("unnest", "p", "เลิกเป็นเรื่องย่อย", "ให้เรื่องย่อยเป็นระเบียบวาระหลัก", shown=False)
VOTES = Command("votes", "v", "คะแนนเสียง", "คะแนนเสียงและความเห็นแย้งของมติที่เลือก", shown=False)
FIND = Command("find", "f", "ค้นหา", "ค้นหาคำในการประชุมนี้ กดซ้ำเพื่อไปที่ถัดไป", shown=False)
REMOVE = Command("remove", "delete", "ลบ", "ลบคำพูด มติ หรือระเบียบวาระที่เลือก (คืนได้)", shown=False)
UNDO = Command("undo", "z", "เลิกทำ", "คืนสิ่งที่เพิ่งแทรก ย้าย แบ่ง รวม หรือลบ", shown=False)
REDO = Command("redo", "y", "ทำซ้ำ", "ทำสิ่งที่เพิ่งเลิกทำอีกครั้ง", shown=False)
NOTHING = Command("nothing", "space", "ไม่มี", "ระเบียบวาระนี้ไม่มีเรื่อง (- ไม่มี -)", shown=False)
TIMES = Command("times", "t", "แก้เวลา", "แก้เวลาเริ่มและเลิกประชุม", shown=False)
ADOPT = Command("adopt", "a", "รับรอง", "ตรวจหรือรับรองรายงานการประชุมที่เลิกแล้ว", shown=False)
RECONVENE = Command("reconvene", "c", "นัดใหม่", "นัดประชุมใหม่เรื่องเดิมเมื่อองค์ประชุมไม่ครบ", shown=False)
REOPEN = Command("reopen", "r", "เปิดใหม่", "เปิดการประชุมที่เลิกแล้วเพื่อแก้ไข (บันทึกเหตุผล)", shown=False)
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
        SPLIT,
        JOIN,
        CHANGE,
        NEST,
        UNNEST,
        VOTES,
        FIND,
        REMOVE,
        UNDO,
        REDO,
        NOTHING,
        TIMES,
        ADOPT,
        REOPEN,
        RECONVENE,
        LEAVE,
        ROOM_HELP,
        REDRAW,
    ),
)

# The roll

TOGGLE_PRESENT = Command("toggle_present", "space", "มา/ไม่มา", "สลับมาหรือไม่มาประชุม", priority=True)
ALL_PRESENT = Command("all_present", "f4,a", "มาครบ", "ทุกคนที่ยังไม่เช็กชื่อมาประชุม", priority=True)
REASON = Command("reason", "enter", "เหตุผล", "พิมพ์เหตุผลที่ไม่มาประชุม", priority=True)
SUBSTITUTE = Command("substitute", "f3,s", "มาแทน", "มีผู้มาประชุมแทน", priority=True)
LATE_OR_LEFT = Command(
    "late_or_left",
    "f6,l",
    "สาย/ออก",
    "บันทึกเวลาว่ามาสาย ออกก่อน หรือกลับเข้ามา",
    priority=True,
)
GUEST = Command("guest", "f5", "ผู้เข้าร่วม", "เพิ่มผู้เข้าร่วมประชุมที่ไม่ใช่กรรมการ", priority=True)
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
        SUBSTITUTE,
        LATE_OR_LEFT,
        GUEST,
        ROLL_BACK,
        *EVERYWHERE,
    ),
)

# The resolution

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
    for number in range(1, 7)
)
STORE_RESOLUTION = Command("store", "enter", "บันทึกมติ", "บันทึกมติตามข้อความนี้", priority=True)
RESOLUTION_PAGE = Page("มติที่ประชุม", (*PICK_OUTCOME, STORE_RESOLUTION, PARAGRAPH, CANCEL))

# Two texts of one statement

CHOOSE_TEXT = tuple(
    Command("choose", str(number), label, purpose, argument=number, priority=True)
    for number, label, purpose in (
        (1, "ใช้ของท่าน", "เก็บข้อความที่ท่านพิมพ์"),
        (2, "ใช้ของผู้อื่น", "เก็บข้อความที่ผู้อื่นพิมพ์"),
        (3, "เก็บทั้งสอง", "เก็บข้อความทั้งสองต่อกัน"),
    )
)
CONFLICT_PAGE = Page("ข้อความสองฉบับ", (*CHOOSE_TEXT, CANCEL))

# The votes on a resolution

CHOOSE_VOTES = tuple(
    Command("choose_votes", str(number), label, purpose, argument=number, priority=True)
    for number, label, purpose in (
        (1, "ไม่มีผู้ใดเห็นเป็นอย่างอื่น", "ประธานถามแล้วไม่มีผู้ใดคัดค้าน"),
        (2, "นับคะแนน", "พิมพ์จำนวนเสียงเห็นชอบ ไม่เห็นชอบ งดออกเสียง"),
        (3, "ความเห็นแย้ง", "บันทึกผู้เห็นแย้งพร้อมเหตุผล"),
    )
)
VOTES_PAGE = Page("คะแนนเสียง", (*CHOOSE_VOTES, CANCEL))

# Lists that are narrowed by typing: letters go to the field, so that commands are function keys.

OPEN_FOUND = replace(OPEN_CHOSEN, priority=True)
LEAVE_LIST = replace(BACK, help="ล้างคำที่พิมพ์ค้นหา ถ้าไม่มีจะกลับไปจอก่อนหน้า")

# People, posts, divisions

ADD_PERSON = Command("add", "f5", "เพิ่ม", "เพิ่มบุคคล ชื่อที่ใกล้เคียงกับที่มีอยู่จะแสดงขณะพิมพ์")
SHOW_POSTS = Command("posts", "f2", "ตำแหน่ง", "ดูตำแหน่งทั้งหมดและผู้ดำรงตำแหน่งวันนี้")
SHOW_DIVISIONS = Command("divisions", "f3", "หน่วยงาน", "ดูสำนัก กอง และหน่วยทั้งหมด")
PEOPLE = Page(
    "บุคลากร", (OPEN_FOUND, ADD_PERSON, SHOW_POSTS, SHOW_DIVISIONS, LEAVE_LIST, *EVERYWHERE)
)
ADD_POST = Command("add", "f5", "เพิ่ม", "เพิ่มตำแหน่ง พร้อมชื่อย่อและชื่อที่ใช้ลงนาม")
POSTS = Page("ตำแหน่ง", (OPEN_FOUND, ADD_POST, SHOW_DIVISIONS, LEAVE_LIST, *EVERYWHERE))
ADD_DIVISION = Command("add", "f5", "เพิ่ม", "เพิ่มสำนัก กอง หรือหน่วย")
CHANGE_FOUND = replace(OPEN_FOUND, label="แก้ไข", help="แก้ชื่อของหน่วยงานที่เลือก")
ROW_UP = Command("row_up", "ctrl+up", "เลื่อนขึ้น", "ย้ายแถวที่เลือกขึ้น", shown=False)
ROW_DOWN = Command("row_down", "ctrl+down", "เลื่อนลง", "ย้ายแถวที่เลือกลง", shown=False)
DIVISIONS = Page("หน่วยงาน", (CHANGE_FOUND, ADD_DIVISION, ROW_UP, ROW_DOWN, LEAVE_LIST, *EVERYWHERE))
RENAME = Command("rename", "f3", "แก้ชื่อ", "แก้คำนำหน้า ชื่อ หรือสกุล รายงานที่รับรองแล้วคงเดิม")
ASSIGN_POST = Command("assign", "f4", "ให้ดำรงตำแหน่ง", "ให้ดำรงตำแหน่ง รักษาราชการแทน หรือปฏิบัติราชการแทน")
END_POST = Command("end", "f6", "สิ้นสุด", "กำหนดวันสิ้นสุดการดำรงตำแหน่งแถวที่เลือก")
CHANGE_HELD = Command("change", "enter", "แก้ไข", "แก้ระดับหรือวันที่ของแถวที่เลือก")
STRIKE_HELD = Command("strike", "delete", "ลบ", "ลบแถวที่บันทึกผิด ถ้าพ้นตำแหน่งให้ใช้ F6", shown=False)
HELD_PARTS = (CHANGE_HELD, END_POST, STRIKE_HELD, BACK, *EVERYWHERE)
PERSON = Page("บุคคล", (RENAME, ASSIGN_POST, *HELD_PARTS))
EDIT_POST = Command("edit", "f3", "แก้ไข", "แก้ชื่อตำแหน่ง ชื่อย่อ ชื่อที่ใช้ลงนาม หรือสังกัด")
ASSIGN_PERSON = Command("assign", "f4", "ให้บุคคลดำรง", "เลือกบุคคลให้ดำรงตำแหน่งนี้")
ABOLISH_POST = Command("abolish", "f9", "ยุบ", "ยุบตำแหน่งตั้งแต่วันที่กำหนด ต้องไม่มีผู้ดำรงตำแหน่งแล้ว")
POST = Page(
    "ตำแหน่งหนึ่งตำแหน่ง", (EDIT_POST, ASSIGN_PERSON, *HELD_PARTS[:3], ABOLISH_POST, BACK, *EVERYWHERE)
)

# Orders and their committees

DRAFT_ORDER = Command("add", "f5", "ร่างคำสั่ง", "ร่างคำสั่งแต่งตั้งคณะกรรมการฉบับใหม่")
PRINT_ORDER = Command("print", "f8", "พิมพ์", "พิมพ์คำสั่งหรือสำเนาคู่ฉบับ หรือบันทึกเป็น PDF")
ORDERS = Page("คณะกรรมการและคำสั่ง", (OPEN_FOUND, DRAFT_ORDER, PRINT_ORDER, LEAVE_LIST, *EVERYWHERE))
CHANGE_PART = Command(
    "change_part", "enter", "แก้ไข", "แก้แถวที่เลือก: ข้อความ ชื่อคณะ บทบาท หน้าที่ องค์ประชุม"
)
ADD_SEAT = Command("add_seat", "f2", "กรรมการ", "เพิ่มกรรมการทีละคน โดยตำแหน่งหรือโดยชื่อ กด Esc เมื่อครบ")
ADD_DUTY = Command("add_duty", "f3", "หน้าที่", "เพิ่มหน้าที่ของคณะกรรมการทีละข้อ กด Esc เมื่อครบ")
ADD_COMMITTEE = Command("add_committee", "f4", "คณะ", "เพิ่มคณะกรรมการใหม่ หรือคัดลอกจากคำสั่งเดิม")
ISSUE_ORDER = Command("issue", "f6", "ออกคำสั่ง", "ออกคำสั่ง: ลงวันที่และให้เลขที่")
END_ORDER = Command(
    "amend_or_revoke", "f9", "เลิกใช้", "ร่างคำสั่งใหม่แทนคำสั่งนี้ หรือยกเลิกคำสั่ง ถ้ายังเป็นร่างจะลบร่าง"
)
PART_UP = Command("part_up", "u,ctrl+up", "เลื่อนขึ้น", "ย้ายกรรมการหรือหน้าที่ที่เลือกขึ้น", shown=False)
PART_DOWN = Command("part_down", "d,ctrl+down", "เลื่อนลง", "ย้ายกรรมการหรือหน้าที่ที่เลือกลง", shown=False)
REMOVE_PART = Command("remove_part", "delete", "ลบ", "ลบกรรมการหรือหน้าที่ที่เลือก", shown=False)
DELEGATE = Command(
    "delegate", "n", "นับผู้แทน", "ผู้มาประชุมแทนของที่นั่งนี้ นับหรือไม่นับเป็นองค์ประชุม", shown=False
)
SEAT_ROLE = tuple(
    Command("seat_role", str(number), "บทบาท", help, shown=False, argument=number)
    for number, help in enumerate(
        ("ประธานกรรมการ", "รองประธาน", "กรรมการ", "กรรมการและเลขานุการ", "กรรมการและผู้ช่วยเลขานุการ"), 1
    )
)
ORDER = Page(
    "คำสั่ง",
    (
        CHANGE_PART,
        ADD_SEAT,
        ADD_DUTY,
        ADD_COMMITTEE,
        ISSUE_ORDER,
        PRINT_ORDER,
        END_ORDER,
        *SEAT_ROLE,
        PART_UP,
        PART_DOWN,
        REMOVE_PART,
        DELEGATE,
        BACK,
        *EVERYWHERE,
    ),
)

# From the order to the roll of one meeting

RECONCILIATION = Page("สอบทานรายชื่อ", (BACK, *EVERYWHERE))

# A longer text in a dialog

STORE_TEXT = Command("store", "enter", "ตกลง", "เก็บข้อความ", priority=True)

PAGES = (
    HOME,
    FIRST_START,
    MEETINGS,
    ROOM,
    ROLL_PAGE,
    RESOLUTION_PAGE,
    VOTES_PAGE,
    CONFLICT_PAGE,
    PEOPLE,
    PERSON,
    POSTS,
    POST,
    DIVISIONS,
    ORDERS,
    ORDER,
    RECONCILIATION,
)


def table_of_keys() -> str:
    """Every command of every screen with its keys, as plain Thai text for `kmtui keys`."""
    lines = []
    for page in PAGES:
        lines.append(page.title)
        lines += [f"  {keys_label(each):<22} {each.label} - {each.help}" for each in page.commands]
        lines.append("")
    return "\n".join(lines).rstrip()
