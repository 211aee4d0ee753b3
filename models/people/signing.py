"""The titles of signers on documents."""

from models.office.organization import Organization
from models.people.records import Post


def called(post: Post) -> str:
    """Return the post without the place name: ความเห็นของนายกเทศมนตรี, without ตำบล and its name."""
    office = Organization.get_or_none()
    place = office.name.removeprefix("เทศบาล") if office is not None else ""
    return str(post.name).removesuffix(place)
