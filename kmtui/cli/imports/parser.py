"""The parser of the sub-command import."""

import argparse
from collections.abc import Callable

USUAL_RECORDS = ("posts", "committees")
LINES_OF_A_RECORD = ("members", "agenda")
_IMPORTED = ("people", "minutes", "plan", "knowledge", *LINES_OF_A_RECORD, *USUAL_RECORDS)


def add_import_command(
    word: Callable[..., argparse.ArgumentParser], run: Callable[[argparse.Namespace], int]
) -> None:
    """Add the sub-command import; `word` makes its parser, `run` carries it out."""
    added = word(
        "import",
        run,
        "นำเข้าบัญชีรายชื่อ กรรมการ ระเบียบวาระ แผน องค์ความรู้ รายงานที่แก้ใน Word หรือสิ่งที่มีประจำ",
    )
    added.add_argument("what", metavar="WHAT", choices=_IMPORTED, help=", ".join(_IMPORTED))
    added.add_argument(
        "file",
        metavar="FILE",
        help="แฟ้ม หรือแบบของหน่วยงาน เช่น อบต. หรือคณะ เช่น ITA; members: ร่างคำสั่ง และ agenda: ครั้งที่ประชุม",
    )
    added.add_argument(
        "lines", metavar="FILE", nargs="?", default="", help="แฟ้มของ members และ agenda"
    )
    added.add_argument("--dry-run", action="store_true", help="แสดงว่าจะเปลี่ยนอะไร ไม่บันทึก")
    added.add_argument("--leftover", default="", help="นำเข้าแถวที่ใช้ได้ แถวที่เหลือเขียนไว้ในแฟ้มนี้")
    added.add_argument("--yes", action="store_true", help="ไม่ต้องถาม")
    added.add_argument(
        "--meeting", metavar="N/Y", default="", help="แฟ้มนี้เป็นรายงานของครั้งใด ถ้าแฟ้มไม่บอก"
    )
    added.add_argument("--committee", metavar="WORD", default="", help="ส่วนหนึ่งของชื่อคณะกรรมการ")
    added.add_argument("--on", metavar="DATE", default="", help="แถวที่ไม่มีวันที่ เริ่มตั้งแต่วันนี้ หรือวันที่ระบุ")
    added.add_argument("--year", metavar="Y", help="ปีงบประมาณของแผนหรือองค์ความรู้")
    added.add_argument(
        "--columns",
        metavar="COLUMNS",
        default="",
        help="คอลัมน์ใดคืออะไร เช่น ชื่อสกุล=B,ตำแหน่ง=E หรือ กิจกรรม=C",
    )
    answer = added.add_mutually_exclusive_group()
    answer.add_argument("--same", action="store_true", help="ชื่อที่ใกล้เคียงกัน ถือเป็นคนเดียวกันทั้งหมด")
    answer.add_argument("--new", action="store_true", help="ชื่อที่ใกล้เคียงกัน ถือเป็นคนใหม่ทั้งหมด")
