"""The commands of the year's evidence: board, memos, questionnaires, attachments."""

from __future__ import annotations

from msgspec.structs import replace

from screens.commands.command import Command, Page
from screens.commands.everywhere import (
    BACK,
    CELLS,
    EVERYWHERE,
    LEAVE_LIST,
    LEAVING,
    OPEN_FOUND,
    OTHER_YEAR,
    PRINT,
    REDO_ROW,
    REMOVE_ROW,
    ROW_DOWN,
    ROW_UP,
    UNDO_ROW,
    WAIVE,
)

OPEN_PART = Command("open_part", "enter", "เปิด", "พิมพ์หลักฐาน หรือไปยังที่ที่แก้สิ่งที่ขาด")
OTHER_PANE = Command(
    "other_pane", "tab,left,right", "สลับ", "สลับระหว่างรายการกับรายละเอียด", shown=False
)
TO_MEMOS = Command("memos", "f3", "บันทึก", "ทะเบียนบันทึกข้อความ")
TO_TRAININGS = Command("trainings", "f4", "อบรม", "การเข้ารับการพัฒนาของบุคลากร")
TO_ASSESSMENT = Command("assessment", "f5", "ประเมิน", "แบบประเมินตนเองเรื่องการจัดการความรู้")
TO_SURVEY = Command("survey", "f6", "สำรวจ", "แบบสำรวจความพึงพอใจของบุคลากร")
TO_ATTACHMENTS = Command("attachments", "f7", "แนบ", "เอกสาร PDF จากภายนอก", shown=False)
TO_MONITORING = Command("monitoring", "f9", "ติดตาม", "รายงานของคณะกรรมการติดตามและประเมินผล")
EVIDENCE = Page(
    "แฟ้มหลักฐานประจำปี",
    (
        OPEN_PART,
        replace(OTHER_YEAR, priority=False),
        TO_MEMOS,
        TO_TRAININGS,
        TO_ASSESSMENT,
        TO_SURVEY,
        TO_ATTACHMENTS,
        replace(PRINT, help="พิมพ์แฟ้มรวมหลักฐาน รูปเล่ม หรือเอกสารประจำปีอื่น", priority=False),
        TO_MONITORING,
        OTHER_PANE,
        replace(WAIVE, shown=False),
        BACK,
        *EVERYWHERE,
    ),
)

NEW_MEMO = Command("add", "f5", "บันทึกใหม่", "เขียนบันทึกจากแบบ ข้อความมาจากข้อมูลในโปรแกรม", priority=True)
ALL_YEARS = Command("all_years", "f3", "ทุกปี", "แสดงทุกปี กดซ้ำเพื่อดูเฉพาะปีนี้", priority=True)
MEMOS = Page(
    "ทะเบียนบันทึกข้อความ",
    (OPEN_FOUND, OTHER_YEAR, ALL_YEARS, NEW_MEMO, PRINT, LEAVE_LIST, *EVERYWHERE),
)
ADD_SIGNER = Command(
    "add_signer", "f2", "ผู้ลงนาม", "เพิ่มตำแหน่งที่เสนอหรือให้ความเห็น ตามลำดับชั้นจากล่างขึ้นบน", priority=True
)
GIVE_OPINION = Command(
    "opinion", "f3", "ความเห็น", "บันทึกความเห็นและวันลงนามของผู้ให้ความเห็น", priority=True
)
ISSUE_NUMBER = Command("issue", "f4", "ออกเลข", "ออกเลขที่บันทึก โปรแกรมเสนอเลขถัดไปที่ว่าง", priority=True)
RECORD_REPLY = Command(
    "reply", "f5", "ผลตอบ", "บันทึกว่าผู้รับลงนามทราบ อนุมัติ หรืออื่น ๆ วันใด", priority=True
)
TO_SIGNATURES = Command("signatures", "f6", "เวียน", "ไปที่การลงนามรับทราบของหน่วยงาน", priority=True)
SIGN = Command("sign", "space", "ลงนาม", "หน่วยงานนี้ลงนามรับทราบวันนี้ กดซ้ำเพื่อยกเลิก", shown=False)
MEMO_ACTS = Command("acts", "f9", "อื่น ๆ", "วันที่ หน่วยงาน ชั้นความเร็ว ชั้นความลับ หรือลบ", priority=True)
MEMO = Page(
    "บันทึกข้อความ",
    (
        CELLS[0],
        ADD_SIGNER,
        GIVE_OPINION,
        ISSUE_NUMBER,
        RECORD_REPLY,
        TO_SIGNATURES,
        PRINT,
        MEMO_ACTS,
        *CELLS[1:],
        SIGN,
        replace(ROW_UP, help="ย้ายผู้ลงนามขึ้นหนึ่งลำดับ"),
        replace(ROW_DOWN, help="ย้ายผู้ลงนามลงหนึ่งลำดับ"),
        replace(REMOVE_ROW, label="เอาออก", help="เอาผู้ลงนามที่เลือกออกจากบันทึก"),
        *LEAVING,
    ),
)

SCORE = tuple(
    Command(
        "score",
        str(score),
        f"ให้ {score}",
        "ให้คะแนนข้อที่เลือก แล้วไปข้อถัดไป",
        shown=False,
        argument=score,
    )
    for score in range(5)
)
TO_SUMMARY = Command("summary", "f3", "สรุป", "สรุปผลเป็นตารางและแผนภูมิ", priority=True)
OFFICE_FILE = Command(
    "office_file", "f9", "แฟ้มคำถาม", "ทำแฟ้มคำถามของหน่วยงานเพื่อแก้ถ้อยคำ และบอกที่อยู่", priority=True
)
ASSESSMENT = Page(
    "ประเมินตนเองเรื่องการจัดการความรู้",
    (CELLS[0], OTHER_YEAR, TO_SUMMARY, PRINT, OFFICE_FILE, *CELLS[1:], *SCORE, *LEAVING),
)
ASSESSMENT_SUMMARY = Page("สรุปการประเมินตนเอง", (replace(PRINT, priority=False), BACK, *EVERYWHERE))

NEW_FORM = Command(
    "add", "f5", "กรอกแบบ", "พิมพ์คำตอบข้อละตัวเลข Enter เก็บแล้วเริ่มฉบับถัดไป", priority=True
)
RESPONDENT = Command("respondent", "f4", "ผู้ตอบ", "เลือกกลุ่มและหน่วยงานของผู้ตอบ", priority=True)
SURVEY = Page(
    "แบบสำรวจความพึงพอใจ",
    (
        CELLS[0],
        OTHER_YEAR,
        TO_SUMMARY,
        RESPONDENT,
        NEW_FORM,
        PRINT,
        OFFICE_FILE,
        *CELLS[1:],
        replace(REMOVE_ROW, label="ลบ", help="ลบแบบสำรวจฉบับที่เลือก (กด Z เพื่อคืน)"),
        replace(UNDO_ROW, help="คืนแบบสำรวจที่เพิ่งลบ"),
        REDO_ROW,
        *LEAVING,
    ),
)
OTHER_GROUP = Command("other_group", "f2", "กลุ่ม", "ทุกกลุ่ม คณะทำงาน หรือบุคลากร")
SURVEY_SUMMARY = Page(
    "สรุปผลแบบสำรวจ", (OTHER_GROUP, replace(PRINT, priority=False), BACK, *EVERYWHERE)
)

ATTACH = Command("add", "f5", "แนบ", "แนบแฟ้ม PDF โปรแกรมเก็บสำเนาไว้เอง", priority=True)
ATTACHMENTS = Page(
    "เอกสารแนบ",
    (
        replace(OPEN_FOUND, label="จัดการ", help="แก้ชื่อ ย้ายองค์ประกอบ ดูที่อยู่ หรือลบ"),
        OTHER_YEAR,
        ATTACH,
        LEAVE_LIST,
        *EVERYWHERE,
    ),
)
