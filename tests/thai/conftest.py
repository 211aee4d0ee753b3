"""The Thai core's tests: not timed (the first may read the lexicon), and with no names learnt."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from kmtui.thai import words
from kmtui.thai.lexicon import lexicon

settings.register_profile("thai", deadline=None)
settings.load_profile("thai")


@pytest.fixture(autouse=True, scope="module")
def no_name_is_learned() -> Iterator[None]:
    """Tests of other modules in this process may have taught names: begin and end without."""
    _forget_names()
    yield
    _forget_names()


def _forget_names() -> None:
    words._to_learn.clear()  # taught by another test, and not yet read
    lexicon.cache_clear()
    words._kept_chunk.cache_clear()
