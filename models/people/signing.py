"""The titles of signers on documents."""

from models.office.organization import Organization
from models.people.records import Post


def called(post: Post) -> str:
    """Return the post's title without the municipality's name, as in ความเห็นของนายกเทศมนตรี."""
    office = Organization.get_or_none()
    place = office.name.removeprefix("เทศบาล") if office is not None else ""
    return str(post.name).removesuffix(place)
