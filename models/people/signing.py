"""How those who sign are called on papers."""

from models.office.organization import Organization
from models.people.records import Post


def called(post: Post) -> str:
    """The post without the place: ความเห็นของนายกเทศมนตรี, not …ตำบลหนองหัวแรต."""
    office = Organization.get_or_none()
    place = office.name.removeprefix("เทศบาล") if office is not None else ""
    return str(post.name).removesuffix(place)
