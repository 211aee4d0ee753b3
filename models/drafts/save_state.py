"""The state of saving typed texts, as the screens show it."""

from msgspec import Struct

from models.drafts.rescue_folders import RescuePlace
from models.errors import StoreFault


class SaveState(Struct, frozen=True):
    """The result of saving typed text; `fault` is None if it is stored in the data file.

    Attributes:
        rescued: whether all texts that are not stored are in rescue files.
        unsaved_s: the age in seconds of the oldest character that is not stored; None if all are.
        place: the folder of the rescue files, of several one that does not last; None if there is
            none, or if not all texts are in rescue files.
        waiting: the number of operations besides typed texts that are not stored.
    """

    fault: StoreFault | None
    rescued: bool = False
    unsaved_s: float | None = None
    place: RescuePlace | None = None
    waiting: int = 0
