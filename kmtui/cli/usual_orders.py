"""`kmtui import committees`: a usual appointment order as a draft."""

from kmtui.cli.output import print_line
from models.committees.usual_orders import draft_usual_order, find_usual_order


def import_committee(word: str, dry_run: bool) -> int:
    """Draft the usual order whose name has the word, or show it; return the exit status.

    Raises:
        Refused: no usual order, or more than one, has the word.
    """
    order = find_usual_order(word)
    if dry_run:
        print_line(f"ถ้านำเข้าตอนนี้ จะร่างคำสั่ง{order.subject}")
        print_line(order.cause)
        return 0
    draft_usual_order(order)
    print_line(f"ร่างคำสั่ง{order.subject} แล้ว ตรวจและออกคำสั่งในหน้า คณะกรรมการและคำสั่ง")
    return 0
