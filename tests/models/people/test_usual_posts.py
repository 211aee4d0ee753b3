"""The usual posts of an office: offered for every kind, added once, replaced by the office."""

from datetime import date
from pathlib import Path

import pytest

from models.errors import KmError, Refused
from models.people.levels import line_of_work
from models.people.operations import add_post
from models.people.records import Post
from models.people.usual_posts import NAME, add_usual_posts, missing_posts, usual_kinds
from models.people.views import divisions_list, posts_list
from tests.refusals import refused


@pytest.mark.parametrize("kind", ["เทศบาลตำบล", "องค์การบริหารส่วนตำบล", "เทศบาลเมือง"])
def test_usual_posts_of_every_type_of_office_are_added_once(kind: str, store: Path) -> None:
    assert kind in usual_kinds()
    posts = missing_posts(kind)
    made, divisions = add_usual_posts(posts)
    assert made == len(posts) == len(posts_list(date(2026, 12, 1)))
    assert divisions == len(divisions_list()) == len({post.division for post in posts} - {""})
    assert missing_posts(kind) == ()
    assert add_usual_posts(posts) == (0, 0)
    (signer,) = Post.select().where(Post.is_cko)
    assert signer.name.startswith("นายก")
    directors = [each.name for each in posts if each.name.startswith(("ผู้อำนวยการ", "หัวหน้า"))]
    assert [name for name in directors if not line_of_work(name)] == []


def test_adding_usual_posts_keeps_existing_posts(store: Path) -> None:
    post = add_post("ปลัดเทศบาล", "ปลัดฯ")
    assert "ปลัดเทศบาล" not in [each.name for each in missing_posts("ทต.")]
    add_usual_posts(missing_posts("เทศบาลตำบล"))
    assert Post.get_by_id(post).short_name == "ปลัดฯ"


def test_an_office_can_replace_the_list_of_usual_posts(store: Path) -> None:
    own = store.parent / "templates" / NAME
    own.parent.mkdir(exist_ok=True)
    own.write_text(
        'kinds = ["เมือง"]\n[[groups]]\ndivision = ""\noffices = ["เมือง"]\n'
        'posts = ["ก"]\nmany = []\n',
        "utf-8",
    )
    assert [each.name for each in missing_posts("เมือง")] == ["ก"]
    with refused(Refused, match="เลือกจาก เมือง"):
        missing_posts("อื่น")
    for content in ("kinds = 1", "[", 'kinds = ["ก"]\n[[groups]]\ndivision = ""\n'):
        own.write_text(content, "utf-8")
        with pytest.raises(KmError, match="แก้แฟ้มนั้น"):
            missing_posts("เมือง")
