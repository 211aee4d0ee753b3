"""What terminals and multiplexers send for the keys of the room, and what is pressed instead.

The codes are those of terminfo and of the manuals, compared with what xterm 379, pterm 0.78 (the
terminal of PuTTY), kitty 0.26, tmux 3.3a, screen 4.9, byobu 5.133 and mosh 1.4 sent for pressed
keys. The table of `docs/terminals.md` is made of them, and `test_terminal_keys.py` presses them.
"""

from __future__ import annotations

from msgspec import Struct

UP, RIGHT = "\x1b[A", "\x1b[C"


class Key(Struct, frozen=True):
    """A key of the room: as people call it, as Textual does, what it does, what xterm sends."""

    label: str
    name: str
    purpose: str
    xterm: str


class Instead(Struct, frozen=True):
    """What is pressed where a key does not arrive as itself.

    `sent` is what the terminal sends for the key, empty for nothing; `codes` and `name` are those
    of the key that is pressed instead, empty if it is no key.
    """

    label: str
    sent: str = ""
    codes: str = ""
    name: str = ""


KEYS = (
    Key("F1", "f1", "วิธีใช้", "\x1bOP"),
    Key("F2", "f2", "ผู้มา", "\x1bOQ"),
    Key("F3", "f3", "วาระ", "\x1bOR"),
    Key("F4", "f4", "มติ", "\x1bOS"),
    Key("F5", "f5", "คำพูด", "\x1b[15~"),
    Key("F6", "f6", "เริ่ม/เลิก", "\x1b[17~"),
    Key("F7", "f7", "ย่อหน้า", "\x1b[18~"),
    Key("F8", "f8", "พิมพ์", "\x1b[19~"),
    Key("F9", "f9", "มอบหมาย", "\x1b[20~"),
    Key("F12", "f12", "วาดจอใหม่", "\x1b[24~"),
    Key("Enter", "enter", "จบคำพูด", "\r"),
    Key("Tab", "tab", "สลับช่อง", "\t"),
    Key("Del", "delete", "ลบ", "\x1b[3~"),
    Key("Shift+Enter", "shift+enter", "ย่อหน้า", "\r"),
    Key("Ctrl+↑", "ctrl+up", "เลื่อนขึ้น", "\x1b[1;5A"),
    Key("Ctrl+→", "ctrl+right", "ข้ามคำ", "\x1b[1;5C"),
    Key("Shift+→", "shift+right", "เลือกข้อความ", "\x1b[1;2C"),
    Key("Ctrl+G", "ctrl+g", "ตรวจสอบ", "\x07"),
)
_KEY = {key.label: key for key in KEYS}
# Enter with Shift is a byte of its own in terminals that speak the kitty protocol only.
_PARAGRAPH = {"Shift+Enter": Instead("F7", "\r", _KEY["F7"].xterm, "f7")}
_PLAIN_ARROWS = {
    "Ctrl+↑": Instead("U", UP, "u", "u"),
    "Ctrl+→": Instead("→", RIGHT, RIGHT, "right"),
}


def _led(number: int) -> Instead:
    return Instead(f"Ctrl+Space {number}", "", f"\x00{number}", f"f{number}")


CODES: dict[str, dict[str, str | Instead]] = {
    "xterm": _PARAGRAPH,
    "tmux": _PARAGRAPH,
    "screen": _PARAGRAPH,
    "คอนโซล Linux": {
        **{f"F{n}": f"\x1b[[{letter}" for n, letter in enumerate("ABCDE", 1)},
        **_PARAGRAPH,
        **_PLAIN_ARROWS,
        "Shift+→": Instead("ไม่มี", RIGHT),
    },
    "PuTTY": {
        **{f"F{n}": f"\x1b[{10 + n}~" for n in range(1, 6)},
        **_PARAGRAPH,
        "Ctrl+↑": Instead("U", "\x1bOA", "u", "u"),
        "Ctrl+→": Instead("→", "\x1bOC", RIGHT, "right"),
        "Shift+→": Instead("ดับเบิลคลิก", RIGHT),
    },
    "kitty": {
        **{f"F{n}": f"\x1b[{letter}" for n, letter in enumerate("PQRS", 1)},
        "Shift+Enter": "\x1b[13;2u",
        "Ctrl+G": "\x1b[103;5u",
    },
    "byobu": {
        **{f"F{n}": _led(n) for n in range(1, 10)},
        "F12": Instead("Ctrl+Space 1 แล้วเลือก", "", "\x001", "f1"),
        "Shift+Enter": Instead("Ctrl+Space 7", "\r", "\x007", "f7"),
        "Shift+→": Instead("Shift+End", "", "\x1b[1;2F", "shift+end"),
    },
    "mosh": _PARAGRAPH,
}
TERM = {
    "xterm": "xterm-256color",
    "tmux": "tmux-256color",
    "screen": "screen",
    "คอนโซล Linux": "linux",
    "PuTTY": "putty-256color",
    "kitty": "xterm-kitty",
    "byobu": "screen-256color",
    "mosh": "xterm-256color",
}


def sent_by(terminal: str, key: Key) -> str | Instead:
    """What a terminal sends for a key."""
    return CODES[terminal].get(key.label, key.xterm)


def terminals_table() -> str:
    """Every key of the room in every terminal: ✓ if it arrives, else what is pressed instead."""
    lines = [f"| ปุ่ม | คำสั่ง | {' | '.join(CODES)} |", f"| --- | --- {'| --- ' * len(CODES)}|"]
    for key in KEYS:
        sent = [sent_by(terminal, key) for terminal in CODES]
        cells = [each.label if isinstance(each, Instead) else "✓" for each in sent]
        lines.append(f"| {key.label} | {key.purpose} | {' | '.join(cells)} |")
    return "\n".join(lines)
