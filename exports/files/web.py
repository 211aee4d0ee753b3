"""A list of files as an HTML page without scripts, pictures or external resources."""

from collections.abc import Sequence
from html import escape

from msgspec import Struct

_STYLE = (
    "body{font-family:'TH Sarabun New',Sarabun,sans-serif;max-width:60rem;margin:2rem auto;"
    "padding:0 1rem;line-height:1.6}table{border-collapse:collapse;width:100%}"
    "th,td{border:1px solid #999;padding:.4rem .6rem;text-align:left;vertical-align:top}"
)


class Link(Struct, frozen=True):
    """A file in the list: its title, its date as printed, and its file name."""

    title: str
    dated: str
    file: str


def web_page(title: str, office: str, heads: Sequence[str], links: Sequence[Link]) -> bytes:
    """Return the page in UTF-8; the same values give the same bytes.

    Args:
        heads: the titles of the columns number, title, day and file.
    """
    cells = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    rows = "\n".join(
        f"<tr><td>{number}</td><td>{escape(link.title)}</td><td>{escape(link.dated)}</td>"
        f'<td><a href="{escape(link.file)}">{escape(link.file)}</a></td></tr>'
        for number, link in enumerate(links, 1)
    )
    return (
        '<!DOCTYPE html>\n<html lang="th">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)} {escape(office)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n<h1>{escape(title)}</h1>\n<p>{escape(office)}</p>\n"
        f"<table>\n<thead><tr>{cells}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n"
        "</body>\n</html>\n"
    ).encode()
