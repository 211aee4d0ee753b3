"""The checklist of the predefined posts and divisions of a type of office."""

from __future__ import annotations

from kmtui.thai.digits import thai_digits
from models.people.usual_posts import UsualPost, add_usual_posts, missing_posts, usual_kinds
from screens.base.screen import KmScreen
from screens.dialogs.choices import ListDialog


async def tick_usual_posts(screen: KmScreen[None]) -> bool:
    """Ask for the type of office and its posts, and add the ticked ones; return whether any was."""
    kinds = await screen.call_or_show_error(usual_kinds)
    if kinds is None:
        return False
    at = await screen.app.push_screen_wait(ListDialog("หน่วยงานของท่านเป็นแบบใด", kinds))
    posts = None if at is None else await screen.call_or_show_error(missing_posts, kinds[at])
    if posts is None:
        return False
    if not posts:
        screen.show_message("มีตำแหน่งประจำครบทุกตำแหน่งแล้ว", "information")
        return False
    ticked = await _ticked(screen, posts)
    counts = await screen.call_or_show_error(add_usual_posts, ticked) if ticked else None
    if counts is None:
        return False
    screen.show_message(thai_digits(f"เพิ่มตำแหน่ง {counts[0]} หน่วยงาน {counts[1]} แล้ว แก้ชื่อได้ทุกแถว"))
    return True


async def _ticked(screen: KmScreen[None], posts: tuple[UsualPost, ...]) -> list[UsualPost]:
    """Ask which posts to add; leading posts are ticked at first; empty for Escape."""
    chosen = {place for place, post in enumerate(posts) if not post.shared}
    at: int | None = 0
    while True:
        rows = [f"เพิ่มที่ทำเครื่องหมายไว้ {thai_digits(len(chosen))} ตำแหน่ง"]
        rows += [
            f"{'[✓]' if place in chosen else '[  ]'} {post.label}"
            for place, post in enumerate(posts)
        ]
        title = "Enter ที่ตำแหน่ง: ใส่หรือเอาเครื่องหมายออก  Enter ที่แถวแรก: เพิ่ม"
        at = await screen.app.push_screen_wait(ListDialog(title, rows, current=at or 0))
        if at is None:
            return []
        if at == 0:
            return [post for place, post in enumerate(posts) if place in chosen]
        chosen ^= {at - 1}
