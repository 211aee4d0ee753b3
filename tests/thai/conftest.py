"""Property tests of the Thai core are not timed: the first example may read the lexicon."""

from hypothesis import settings

settings.register_profile("thai", deadline=None)
settings.load_profile("thai")
