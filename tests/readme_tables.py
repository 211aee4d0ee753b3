"""The tables of the README, made from the code (`python -m tests.readme_tables` writes them)."""

import argparse
from pathlib import Path

from exports.catalogue import documents
from kmtui.__main__ import command_parser
from screens.commands import PAGES
from screens.commands.command import keys_label

README = Path(__file__).parents[1] / "README.md"


def keys_table() -> str:
    """Every command of every screen with its keys."""
    lines = []
    for page in PAGES:
        lines += [f"**{page.title}**", "", "| ปุ่ม | คำสั่ง | ทำอะไร |", "| --- | --- | --- |"]
        seen = dict.fromkeys((keys_label(c), c.label, c.help) for c in page.commands)
        lines += [f"| {keys} | {label} | {purpose} |" for keys, label, purpose in seen]
        lines.append("")
    return "\n".join(lines).rstrip()


def documents_table() -> str:
    """Every document of the catalogue."""
    lines = ["| id | document | options |", "| --- | --- | --- |"]
    for each in documents():
        options = " ".join(f"`{option}`" for option in each.options)
        lines.append(f"| `{each.id} {each.key}` | {each.title} | {options} |")
    return "\n".join(lines)


def commands_table() -> str:
    """Every word of the command line, with what it takes and what its own help says."""
    lines = ["| command | what it does |", "| --- | --- |"]
    lines.append("| `kmtui` | เปิดหน้าจอ |")
    for name, parser in words().items():
        usage = " ".join(parser.format_usage().split()[3:]).replace("[-h] ", "")
        usage = usage.replace("[-h]", "").replace("[--home DIR]", "").strip()
        taken = f" {' '.join(usage.split())}".rstrip().replace("|", "\\|")
        lines.append(f"| `kmtui {name}{taken}` | {parser.description} |")
    lines.append("| `kmtui --where`, `--version`, `--help` | บอกที่เก็บข้อมูล รุ่น และวิธีใช้ |")
    return "\n".join(lines)


def words() -> dict[str, argparse.ArgumentParser]:
    """The parser of each word."""
    for action in command_parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    raise AssertionError("the command line has no words")


TABLES = {"keys": keys_table, "documents": documents_table, "commands": commands_table}


def with_tables(readme: str) -> str:
    """The README with every table between its two marks made anew."""
    for name, table in TABLES.items():
        start, end = f"<!-- {name} -->\n", f"\n<!-- end of {name} -->"
        before, _, rest = readme.partition(start)
        after = rest.partition(end)[2]
        readme = before + start + table() + end + after
    return readme


if __name__ == "__main__":
    README.write_text(with_tables(README.read_text(encoding="utf-8")), encoding="utf-8")
