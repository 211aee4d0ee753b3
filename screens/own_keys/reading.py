"""Reads the user's `keys.toml`; the program starts whatever the file holds.

The folder is the user's own, but it can be anywhere: no link is followed, and a file of another
user is not read.
"""

from __future__ import annotations

import errno
import re
import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from kmtui.thai.digits import thai_digits
from models.errors import Refused
from models.office.rights import my_uid
from models.storage.own_files import LinkInTheWay, read_private_file
from screens.commands import PAGE_NAMES, PAGES
from screens.commands.command import Command, Page, key_label, written_keys
from screens.own_keys.checking import Chosen, checked
from screens.own_keys.chosen import OwnKeys
from screens.own_keys.key_names import key_of
from screens.widgets.sanitize import display_text

EVERYWHERE = "everywhere"
"""The table for all pages that have the command."""

LARGEST_FILE = 64 * 1024
"""The size limit of the file, in bytes: a thousand keys have room."""

_MOST_PROBLEMS = 20
_LONGEST_NAME = 40
_LINE = re.compile(r"at line (\d+)")


def read_own_keys(path: Path) -> OwnKeys:
    """Read own keys with the problems of the file; none if it is missing."""
    problems = list[str]()
    try:
        content = _parsed(path)
    except FileNotFoundError:
        return OwnKeys()
    except Refused as error:
        return OwnKeys(problems=(str(error),))
    pages, refused = checked(_lines(content, problems))
    problems += refused
    if len(problems) > _MOST_PROBLEMS:
        more = thai_digits(len(problems) - _MOST_PROBLEMS)
        problems[_MOST_PROBLEMS:] = [f"และอีก {more} ข้อใน {path} แก้ข้อข้างต้นก่อน"]
    return OwnKeys(pages, tuple(problems))


def _parsed(path: Path) -> dict[str, Any]:
    named, usual = f"แฟ้มปุ่ม {path}", "จึงใช้ปุ่มเดิม"
    try:
        content = read_private_file(path, my_uid(), LARGEST_FILE).decode("utf-8-sig")
        return tomllib.loads(content)
    except FileNotFoundError:
        raise
    except LinkInTheWay as error:
        raise Refused(f"{named} เป็นลิงก์ จึงไม่อ่านและใช้ปุ่มเดิม วางเป็นแฟ้มธรรมดาแทน") from error
    except UnicodeDecodeError as error:
        raise Refused(f"{named} ไม่ใช่ UTF-8 {usual} บันทึกแฟ้มใหม่เป็น UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        line = _LINE.search(str(error))
        where = f"บรรทัดที่ {thai_digits(line[1])}" if line else "ท้ายแฟ้ม"
        raise Refused(f"{named} เขียนผิดรูปแบบที่{where} {usual} แก้ที่นั้น") from error
    except RecursionError as error:
        raise Refused(f"{named} ซ้อนวงเล็บลึกเกินไป {usual} แก้หรือย้ายแฟ้มออก") from error
    except OSError as error:
        raise Refused(f"{named} {_why(error)}") from error


def _why(error: OSError) -> str:
    if error.errno == errno.EPERM:
        return "เป็นของผู้ใช้อื่น จึงไม่อ่านและใช้ปุ่มเดิม คัดลอกเป็นแฟ้มของท่านเอง"
    if error.errno == errno.EFBIG:
        kib = thai_digits(LARGEST_FILE // 1024)
        return f"ใหญ่เกิน {kib} กิโลไบต์ จึงใช้ปุ่มเดิม ให้เหลือเฉพาะปุ่มที่เปลี่ยน"
    if error.errno in (errno.EINVAL, errno.EISDIR):
        return "ไม่ใช่แฟ้มธรรมดา จึงใช้ปุ่มเดิม ย้ายออก"
    return "อ่านไม่ได้ จึงใช้ปุ่มเดิม ตรวจสิทธิ์ของแฟ้ม"


def _lines(content: Mapping[str, Any], problems: list[str]) -> Iterator[Chosen]:
    """Yield the lines for existing commands: those for all pages first, then those for one."""
    tables = sorted(content.items(), key=lambda item: item[0] != EVERYWHERE)
    for name, table in tables:
        pages = PAGES if name == EVERYWHERE else tuple(filter(None, [PAGE_NAMES.get(name)]))
        if not isinstance(table, dict):
            problems.append(
                f"“{_short(name)}” อยู่นอกจอ จึงไม่ใช้ วางใต้ [{EVERYWHERE}] หรือใต้ชื่อจอ เช่น [room]"
            )
        elif not pages:
            near = _nearest(name, (EVERYWHERE, *PAGE_NAMES))
            problems.append(f"ไม่มีจอ [{_short(name)}] จึงไม่ใช้ {near}")
        else:
            for command, keys in table.items():
                yield from _line(command, keys, pages, problems)


def _line(name: str, keys: Any, pages: tuple[Page, ...], problems: list[str]) -> Iterator[Chosen]:
    having = tuple(page for page in pages if any(each.name == name for each in page.commands))
    if not having:
        known = {each.name for page in pages for each in page.commands}
        where = "ในจอใด" if len(pages) > 1 else f"ในจอ{pages[0].title}"
        near = _nearest(name, known)
        problems.append(f"ไม่มีคำสั่ง “{_short(name)}” {where} จึงไม่ใช้ {near}")
        return
    written = [keys] if isinstance(keys, str) and keys.strip() else keys
    if isinstance(keys, str) and not keys.strip():
        written = []
    if not isinstance(written, list) or not all(isinstance(each, str) for each in written):
        problems.append(f'ปุ่มของ {name} ผิดชนิด จึงใช้ปุ่มเดิม เขียนเช่น {name} = ["F5", "Ctrl+L"]')
        return
    found = [key_of(each) for each in written]
    if None in found:
        wrong = _short(written[found.index(None)])
        problems.append(
            f"ไม่รู้จักปุ่ม “{wrong}” ของ {name} จึงใช้ปุ่มเดิม เขียนเช่น F5, Ctrl+L, Shift+F2 หรืออักษรเดียว"
        )
        return
    yield Chosen(name, tuple(dict.fromkeys(key for key in found if key)), having)


def _nearest(name: str, known: Any) -> str:
    near = get_close_matches(name[:_LONGEST_NAME], list(known), n=1)
    return f"หมายถึง {near[0]} หรือไม่" if near else "ดูชื่อจอและคำสั่งด้วย kmtui keys --toml"


def _short(text: str) -> str:
    """Return a text of the file, sanitized and shortened for a sentence."""
    shown = " ".join(display_text(text[: 2 * _LONGEST_NAME]).split())
    return shown if len(shown) <= _LONGEST_NAME else f"{shown[: _LONGEST_NAME - 1]}…"


def keys_file() -> str:
    """Return the text of a `keys.toml` with all commands and default keys, commented out."""
    lines = [
        "# ปุ่มของท่านเอง วางแฟ้มนี้ที่ ~/.config/kmtui/keys.toml แล้วเอา # หน้าบรรทัดที่จะเปลี่ยนออก",
        '# ปุ่มเดียว "F5" หลายปุ่ม ["F5", "Ctrl+L"] ไม่ใช้ปุ่ม [] ปุ่มตัวอักษรใช้ได้ทั้งสองแป้นพิมพ์',
        "",
        f"[{EVERYWHERE}]",
        "# ทุกจอที่มีคำสั่งนั้น",
        '# search_all = ["Ctrl+F"]',
    ]
    for name, page in PAGE_NAMES.items():
        lines += ["", f"[{name}]", f"# {page.title}"]
        lines += [
            f"# {_key_name(each.name)} = [{_keys_text(each)}]  # {each.label}"
            for each in page.commands
        ]
    return "\n".join(lines)


def _key_name(name: str) -> str:
    return f'"{name}"' if "." in name else name


def _keys_text(command: Command) -> str:
    return ", ".join(_quoted(key_label(key)) for key in written_keys(command))


def _quoted(label: str) -> str:
    escaped = label.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
