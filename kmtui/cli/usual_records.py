"""`kmtui import posts` and `kmtui import committees`: records that most offices have."""

from kmtui.cli.output import print_line
from kmtui.thai.digits import thai_digits
from models.committees.usual_orders import draft_usual_order, find_usual_order
from models.people.usual_posts import add_usual_posts, missing_posts


def import_posts(kind: str, dry_run: bool) -> int:
    """Add the usual posts that are missing, or list them; return the exit status.

    Raises:
        Refused: there is no such kind of office.
        KmError: the office's own file of posts is damaged.
    """
    posts = missing_posts(kind)
    if dry_run:
        for post in posts:
            print_line(post.label)
        print_line(f"ถ้านำเข้าตอนนี้ จะเพิ่มตำแหน่ง {thai_digits(len(posts))}")
        return 0
    made, divisions = add_usual_posts(posts)
    print_line(f"เพิ่มตำแหน่ง {thai_digits(made)}  หน่วยงาน {thai_digits(divisions)}")
    return 0


def import_committee(word: str, dry_run: bool) -> int:
    """Draft the usual order whose name has the word, or show it; return the exit status.

    Raises:
        Refused: no usual order, or more than one, has the word.
        KmError: the office's own file of orders is damaged.
    """
    order = find_usual_order(word)
    if dry_run:
        print_line(f"ถ้านำเข้าตอนนี้ จะร่างคำสั่ง{order.subject}")
        print_line(order.cause)
        return 0
    draft_usual_order(order)
    print_line(f"ร่างคำสั่ง{order.subject} แล้ว ตรวจและออกคำสั่งในหน้า คณะกรรมการและคำสั่ง")
    return 0
