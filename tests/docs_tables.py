"""The tables of the pages in docs/, made from the code (`python -m tests.docs_tables` writes them).

A table stands between `<!-- name -->` and `<!-- end of name -->`; the rest of a page is written
by hand.
"""

import argparse
import re
from pathlib import Path

from exports.catalogue import DOCUMENTS
from kmtui.__main__ import command_parser
from screens.commands import PAGES
from screens.commands.command import keys_label
from tests.terminals import terminals_table

DOCS = Path(__file__).parents[1] / "docs"


def keys_table() -> str:
    """Every command of every screen with its keys, a heading a screen."""
    lines = []
    for page in PAGES:
        lines += [f"## {page.title}", "", "| ปุ่ม | คำสั่ง | ทำอะไร |", "| --- | --- | --- |"]
        seen = dict.fromkeys((keys_label(c), c.label, c.help) for c in page.commands)
        lines += [f"| {keys} | {label} | {purpose} |" for keys, label, purpose in seen]
        lines.append("")
    return "\n".join(lines).rstrip()


def documents_table() -> str:
    """Every document of the catalogue."""
    lines = ["| รหัสและตัวอย่าง | หนังสือ | ตัวเลือก | นอกจาก PDF |", "| --- | --- | --- | --- |"]
    for each in DOCUMENTS:
        options = " ".join(f"`{option}`" for option in each.known_options)
        forms = " ".join(("docx" * each.has_word, "csv xlsx" * each.is_table)).strip()
        lines.append(f"| `{each.id} {each.key}` | {each.title} | {options} | {forms} |")
    return "\n".join(lines)


def commands_table() -> str:
    """Every sub-command of the command line, with its arguments and its own help."""
    lines = ["| คำสั่ง | ทำอะไร |", "| --- | --- |", "| `kmtui` | เปิดหน้าจอ |"]
    for name, parser in subcommands().items():
        usage = " ".join(parser.format_usage().split()[3:]).replace("[-h] ", "")
        usage = usage.replace("[-h]", "").replace("[--home DIR]", "").strip()
        taken = f" {' '.join(usage.split())}".rstrip().replace("|", "\\|")
        lines.append(f"| `kmtui {name}{taken}` | {parser.description} |")
    lines.append("| `kmtui --where`, `--version`, `--help` | บอกที่เก็บข้อมูล รุ่น และวิธีใช้ |")
    return "\n".join(lines)


def subcommands() -> dict[str, argparse.ArgumentParser]:
    """The parser of each sub-command."""
    for action in command_parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    raise AssertionError("the command line has no sub-commands")


TABLES = {
    "keys.md": {"keys": keys_table},
    "terminals.md": {"terminals": terminals_table},
    "commands.md": {"documents": documents_table, "commands": commands_table},
}


def with_tables(page: str) -> str:
    """Return the page of docs/ with every table between its two marks made again.

    Raises ValueError if a table does not have its marks exactly once.
    """
    text = (DOCS / page).read_text(encoding="utf-8")
    for name, table in TABLES[page].items():
        start, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
        between = re.compile(f"{re.escape(start)}.*?{re.escape(end)}", re.DOTALL)
        made = f"{start}{table()}\n{end}"
        text, count = between.subn(lambda _, made=made: made, text)  # type: ignore[misc]
        if count != 1:
            raise ValueError(f"{page} has the marks of {name!r} {count} times")
    return text


if __name__ == "__main__":
    for page in TABLES:
        (DOCS / page).write_text(with_tables(page), encoding="utf-8")
