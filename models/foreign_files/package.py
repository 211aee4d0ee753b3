"""The parts of an Office Open XML file (.docx), each bounded before it is inflated.

Nothing is extracted to disk, no relationship is followed and no macro is read: callers ask for
parts by name.
"""

import errno
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree.ElementTree import Element

from models.errors import NotFound, Refused
from models.foreign_files.xml_tree import UnsafeXml, read_xml
from models.storage.own_files import LARGEST_FILE, read_file

LARGEST_PART = 40_000_000
"""The largest part that is inflated, in bytes."""

LARGEST_PACKAGE = 200_000_000
"""The largest sum of all parts uncompressed, in bytes; pictures are counted, not read."""

MOST_PARTS = 5_000
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # the head of .doc, .xls, and of files with a password
_LONGEST_NAME = 60
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    KeyError,
    OSError,
)


class Package:
    """An opened Office Open XML file; `name` is its name for error messages."""

    def __init__(self, name: str, parts: zipfile.ZipFile) -> None:
        self.name = name
        self._parts = parts
        self._names = frozenset(parts.namelist())

    @property
    def part_names(self) -> tuple[str, ...]:
        """The names of all parts, sorted."""
        return tuple(sorted(self._names))

    def xml(self, part: str) -> Element | None:
        """Parse a part into a tree with local names; None if there is no such part.

        Raises:
            Refused: the part is too large, broken, or has a document type or entities.
        """
        if part not in self._names:
            return None
        try:
            if self._parts.getinfo(part).file_size > LARGEST_PART:
                raise Refused(too_large(self.name))
            # The directory may lie about sizes: what is inflated is bounded, too.
            with self._parts.open(part) as opened:
                content = opened.read(LARGEST_PART + 1)
        except _BROKEN as error:
            raise Refused(broken(self.name)) from error
        if len(content) > LARGEST_PART:
            raise Refused(too_large(self.name))
        try:
            return read_xml(content)
        except UnsafeXml as error:
            raise Refused(f"แฟ้ม {self.name} {error}") from error


@contextmanager
def opened_package(path: Path, suffix: str) -> Iterator[Package]:
    """Open an Office Open XML file; error messages ask to save it as a `suffix` file.

    Raises:
        NotFound: the file does not exist.
        Refused: the file is unreadable, no such package, has a password or macros, or is too large.
    """
    name = short_name(path)
    content = _content(path, name)
    if content.startswith(_OLD_OFFICE):
        raise Refused(f"แฟ้ม {name} มีรหัสผ่านหรือเป็นรุ่นเก่า เอารหัสผ่านออก แล้วบันทึกเป็น {suffix} ใหม่")
    try:
        parts = zipfile.ZipFile(io.BytesIO(content))
    except _BROKEN as error:
        raise Refused(broken(name, suffix)) from error
    with parts:
        listed = parts.infolist()
        if len(listed) > MOST_PARTS or sum(part.file_size for part in listed) > LARGEST_PACKAGE:
            raise Refused(too_large(name))
        if any(part.filename.lower().endswith("vbaproject.bin") for part in listed):
            raise Refused(f"แฟ้ม {name} มีแมโคร บันทึกเป็น {suffix} ที่ไม่มีแมโคร แล้วนำเข้าใหม่")
        yield Package(name, parts)


def _content(path: Path, name: str) -> bytes:
    try:
        return read_file(path, LARGEST_FILE)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NotFound(f"ไม่พบแฟ้ม {name} ตรวจชื่อแฟ้มและโฟลเดอร์") from error
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and error.errno == errno.EFBIG:
            raise Refused(too_large(name)) from error
        raise Refused(f"เปิดแฟ้ม {name} ไม่ได้ ตรวจชื่อและสิทธิ์อ่านแฟ้ม") from error


def short_name(path: Path) -> str:
    """Return the first 60 characters of a file's name, for use in a sentence."""
    return path.name[:_LONGEST_NAME]


def too_large(name: str) -> str:
    """Return the Thai sentence for a file beyond the size limits."""
    return f"แฟ้ม {name} ใหญ่ผิดปกติ คัดเฉพาะส่วนที่จะนำเข้าไปไว้ในแฟ้มใหม่ แล้วนำเข้าแฟ้มนั้น"


def broken(name: str, suffix: str = ".docx") -> str:
    """Return the Thai sentence for a file that cannot be read."""
    return f"เปิดแฟ้ม {name} ไม่ได้ แฟ้มเสียหรือไม่ใช่แฟ้ม {suffix} บันทึกเป็น {suffix} ใหม่"
