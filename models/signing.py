"""How those who sign are called on papers."""

from models.organization import the_organization
from models.people import Post


def called(post: Post) -> str:
    """The post without the place: ความเห็นของนายกเทศมนตรี, not …ตำบลหนองหัวแรต."""
    place = the_organization().name.removeprefix("เทศบาล")
    return str(post.name).removesuffix(place)
