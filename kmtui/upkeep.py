"""Background upkeep of the data: the daily backup, and a check of the folder's permissions."""

from datetime import date

from kmtui.paths import DataPaths
from kmtui.settings import Settings
from models.maintenance.shared_folder import permission_faults
from models.storage.backup import back_up_if_due, backup_folders
from models.storage.private_copy import remove_left_folders


def look_after(places: DataPaths, settings: Settings) -> tuple[str, ...]:
    """Make today's backup if it is due, and check permissions; return Thai warnings for the user.

    What killed processes left in the temporary folder and among the backups is removed.

    Does no more for the copy of an archive. For a thread of its own: reads the whole data file.
    """
    remove_left_folders()
    if places.read_from is not None:
        return ()
    file = places.database
    folders = backup_folders(file, settings.backup_path)
    return (*back_up_if_due(file, date.today(), folders).warnings, *permission_faults(places.home))
