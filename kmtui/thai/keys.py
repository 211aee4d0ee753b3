"""The Kedmanee keyboard (TIS 820-2538): equal keys of both layouts, text in the wrong one."""

from collections.abc import Mapping
from types import MappingProxyType

from kmtui.thai.lexicon import lexicon
from kmtui.thai.words import segment

_US = "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./"
_US_SHIFTED = '~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>?'
_THAI = "_ๅ/-ภถุึคตจขชๆไำพะัีรนยบลฃฟหกดเ้่าสวงผปแอิืทมใฝ"
_THAI_SHIFTED = '%+๑๒๓๔ู฿๕๖๗๘๙๐"ฎฑธํ๊ณฯญฐ,ฅฤฆฏโฌ็๋ษศซ.()ฉฮฺ์?ฒฬฦ'

KEDMANEE: Mapping[str, str] = MappingProxyType(
    dict(zip(_US + _US_SHIFTED, _THAI + _THAI_SHIFTED, strict=True))
)
"""The characters of the 94 printing keys: from the US layout to the Kedmanee layout."""

_BACK = {thai: us for us, thai in KEDMANEE.items()}
_TO_THAI = str.maketrans(dict(KEDMANEE))
_TO_US = str.maketrans(_BACK)

_SHORTEST_SUGGESTION = 4
_COVERAGE = 0.8
_SHORTEST_WORD = 3


def twin(key: str) -> str | None:
    """Return the character of the same key in the other layout; `ctrl+p` gives `ctrl+ย`.

    A character in both layouts is taken as one of the US layout. None for keys without a character,
    such as `enter` and `f2`.
    """
    head, plus, last = key.rpartition("+") if len(key) > 1 else ("", "", key)
    other = KEDMANEE.get(last) or _BACK.get(last)
    return f"{head}{plus}{other}" if other else None


def to_kedmanee(text: str) -> str:
    """Convert text typed in the US layout to the characters of the Kedmanee layout."""
    return text.translate(_TO_THAI)


def from_kedmanee(text: str) -> str:
    """Convert text typed in the Kedmanee layout to the characters of the US layout."""
    return text.translate(_TO_US)


def suggest_layout(text: str) -> str | None:
    """Return the intended Thai text if text typed in the US layout turns out to be Thai words.

    At least four fifths of the letters must be in known words of three letters or more. It is a
    suggestion for the user, never applied automatically.
    """
    typed = text.strip()
    if len(typed) < _SHORTEST_SUGGESTION or not typed.isascii() or typed.isdigit():
        return None
    thai = to_kedmanee(text)
    letters = sum(not char.isspace() for char in thai)
    known = sum(
        len(word) for word in segment(thai) if len(word) >= _SHORTEST_WORD and word in lexicon()
    )
    return thai if known >= _COVERAGE * letters else None
