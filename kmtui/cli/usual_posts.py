"""`kmtui import posts`: the usual posts and divisions of a kind of office."""

from kmtui.cli.output import print_line
from kmtui.thai.digits import thai_digits
from models.people.usual_posts import add_usual_posts, missing_posts


def import_posts(kind: str, dry_run: bool) -> int:
    """Add the usual posts that are missing, or list them; return the exit status.

    Raises:
        Refused: there is no such kind of office.
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
