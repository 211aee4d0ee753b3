"""The choice of a theme, with a live preview."""

from __future__ import annotations

from rich.cells import cell_len
from textual import on, work
from textual.widgets import OptionList

from kmtui.setting_table import THEME_WORDS
from screens.dialogs.choices import ListDialog
from screens.terminal.background import use_theme
from screens.widgets.label import LabelLine, ThaiLabel, lines

_DESCRIPTIONS = {
    "dark": "พื้นเข้ม สบายตาในห้องทั่วไป",
    "light": "พื้นขาว สำหรับห้องที่สว่าง",
    "contrast": "อักษรเด่นที่สุด สำหรับผู้ที่มองเห็นไม่ชัด",
    "16": "เทอร์มินัลเก่า หรือสีเพี้ยนผ่าน SSH",
    "auto": "มืดหรือสว่างตามพื้นของเทอร์มินัล",
}


def sample() -> list[LabelLine]:
    """Return a line with every style of text, in the colours of the present theme."""
    return lines(
        ("หัวเรื่อง", "bold $accent"),
        ("  ข้อความ  ", "$foreground"),
        ("ข้อความรอง", "$text-muted"),
        "  ",
        ("✗ ผิด", "$text-error"),
        "  ",
        ("! เตือน", "$warning"),
        "  ",
        (" แถวที่เลือก ", "bold $background on $primary"),
    )


class ThemeDialog(ListDialog):
    """A choice of a theme; the selected one is applied at once as a preview.

    Returns the index in THEME_WORDS; None for Escape, which restores the former theme.
    """

    def __init__(self, setting: str) -> None:
        """Initialize the dialog; `setting` is the present one."""
        names = list(THEME_WORDS)
        width = max(map(cell_len, THEME_WORDS.values()))
        rows = [
            f"{word}{' ' * (width - cell_len(word))}  {_DESCRIPTIONS[name]}"
            for name, word in THEME_WORDS.items()
        ]
        super().__init__("สีของจอ", rows, current=names.index(setting) if setting in names else 0)
        self._before = ""

    def on_mount(self) -> None:
        """Store the theme that Escape restores, and show a sample of the styles."""
        self._before = self.app.theme
        super().on_mount()
        self.query_one(".dialog").mount(ThaiLabel(*sample(), id="theme-sample"))

    @on(OptionList.OptionHighlighted)
    def _look(self, event: OptionList.OptionHighlighted) -> None:
        self._show(list(THEME_WORDS)[event.option_index])

    @work(exclusive=True, group="look")
    async def _show(self, setting: str) -> None:
        await use_theme(self.app, setting)

    def action_cancel(self) -> None:
        """Restore the former theme, and return None."""
        self.workers.cancel_node(self)
        self.app.theme = self._before
        super().action_cancel()
