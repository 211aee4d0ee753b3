"""Suggests files of a folder while a path is typed."""

from collections.abc import Sequence

from models.errors import KmError
from models.storage.disk import typed_path

_SHOWN = 4


def found_files(typed: str, endings: Sequence[str]) -> str:
    """Return a sentence with at most four files that match the path typed so far.

    Empty if there is none, if the path is complete, or if the folder cannot be read.

    Args:
        endings: the accepted file endings, in lower case with the dot.
    """
    if not typed:
        return ""
    try:
        path = typed_path(typed)
        folder, begun = (path, "") if typed.endswith("/") else (path.parent, path.name)
        names = sorted(each.name for each in folder.iterdir() if each.name.startswith(begun))
    except (OSError, ValueError, KmError):
        return ""
    found = [name for name in names if name.lower().endswith(tuple(endings))]
    shown = ", ".join(found[:_SHOWN])
    return f"แฟ้มในโฟลเดอร์: {shown}" if found and found != [begun] else ""
