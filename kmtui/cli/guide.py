"""The sub-commands guide (the handbook or the card of keys as a PDF) and keys."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kmtui.cli.output import print_error

if TYPE_CHECKING:
    from exports.guide.keys import KeyGroup
    from exports.typesetting.drawn import RenderedPdf
    from kmtui.paths import DataPaths


Run = Callable[[argparse.Namespace], int]


def add_guide_command(word: Callable[..., argparse.ArgumentParser], run: Run) -> None:
    """Add the sub-command guide; `word` makes its parser, `run` carries it out."""
    guide = word("guide", run, "เขียนคู่มือการใช้งานเป็น PDF หรือบัตรปุ่มหนึ่งหน้า")
    part = guide.add_mutually_exclusive_group()
    part.add_argument("--chapter", metavar="NAME", default="", help="บทเดียว เช่น room")
    part.add_argument("--keys", action="store_true", help="บัตรปุ่มหนึ่งหน้า A4")
    guide.add_argument("--font", metavar="FILE", default="")
    guide.add_argument("-o", "--output", metavar="FILE", default="", help="- คือ stdout")


def add_keys_command(word: Callable[..., argparse.ArgumentParser], run: Run) -> None:
    """Add the sub-command keys; `word` makes its parser, `run` carries it out."""
    keys = word("keys", run, "คำสั่งทั้งหมดในจอพร้อมปุ่ม")
    way = keys.add_mutually_exclusive_group()
    way.add_argument("--toml", action="store_true", help="แฟ้ม keys.toml ของทุกคำสั่ง ไว้ตั้งปุ่มเอง")
    way.add_argument("--check", action="store_true", help="กดปุ่ม F ทีละปุ่ม ดูว่าปุ่มใดมาถึงโปรแกรม")


def write_chapters(options: argparse.Namespace, places: "DataPaths") -> int:
    """Run `kmtui guide`: write the handbook, or one chapter, as a PDF. Raises KmError."""
    from exports.guide.chapters import CHAPTERS, read_chapter
    from exports.guide.handbook import TITLE, write_handbook

    names = (options.chapter,) if options.chapter else CHAPTERS
    chapters = [read_chapter(name) for name in names]
    title = f"{TITLE} {chapters[0].heading}" if options.chapter else TITLE
    return _write(title, lambda font: write_handbook(chapters, font), options, places)


def write_card(
    groups: "Sequence[KeyGroup]", options: argparse.Namespace, places: "DataPaths"
) -> int:
    """Run `kmtui guide --keys`: write a PDF card of these keys. Raises KmError."""
    from exports.guide.key_card import TITLE, write_key_card

    return _write(TITLE, lambda font: write_key_card(groups, font), options, places)


def _write(
    title: str,
    draw: "Callable[[Path | None], RenderedPdf]",
    options: argparse.Namespace,
    places: "DataPaths",
) -> int:
    from exports.files.writing import safe_name
    from kmtui.cli.documents import write_out
    from kmtui.settings import read_settings

    settings = read_settings(places.settings)
    made = draw(Path(options.font) if options.font else settings.font_path)
    for sentence in made.warnings:
        print_error(sentence)
    return write_out(made.content, f"{safe_name(title)}.pdf", options.output, places)
