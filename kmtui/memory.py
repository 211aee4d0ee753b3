"""Memory that the program can do without: ten secretaries may share one machine."""

import contextlib
import gc
import sys
from importlib import import_module

_ARENA_MAX = -8  # M_ARENA_MAX of malloc.h


def import_without_openssl(*modules: str) -> None:
    """Import standard modules that use OpenSSL if there is one, such as asyncio, without it.

    It takes 5 MB and 10 ms of the start. The program opens no connections, and the digests of
    hashlib's own modules are as fast on texts as short as its records. Modules imported later have
    OpenSSL: fpdf2 needs it to be imported.
    """
    hidden = [name for name in ("ssl", "_hashlib") if name not in sys.modules]
    for name in hidden:
        # An import of it raises ModuleNotFoundError, as in a Python built without OpenSSL.
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        for name in modules:
            import_module(name)
    finally:
        for name in hidden:
            del sys.modules[name]


def use_one_heap() -> None:
    """Have all threads allocate from one heap, where the C library is glibc.

    Must be called before the first thread begins: each gets a heap of its own otherwise, 1 MB more.
    """
    with contextlib.suppress(ImportError, OSError, AttributeError):
        import ctypes

        ctypes.CDLL(None).mallopt(_ARENA_MAX, 1)


def return_free_memory() -> None:
    """Collect garbage, and return memory that only the start needed to the system.

    Garbage collection is off during the start; its cycles take 2 MB. Holds up all threads for
    0.05 seconds, as measured in the room.
    """
    gc.collect()
    with contextlib.suppress(ImportError, OSError, AttributeError):
        import ctypes

        ctypes.CDLL(None).malloc_trim(0)
