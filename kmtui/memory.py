"""Memory that the program can do without: ten secretaries may share one machine."""

import contextlib
import gc
import sys
from importlib import import_module

_ARENA_MAX = -8  # M_ARENA_MAX of malloc.h


def import_without_openssl(*modules: str) -> None:
    """Import standard modules such as asyncio without OpenSSL, which they use only if it exists.

    OpenSSL would add 5 MB of memory and 10 ms to the start. The program opens no network
    connection, and for texts as short as its records hashlib's built-in digests are as fast.
    Modules imported later find OpenSSL again: fpdf2 needs it to be imported.
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
    """Make all threads allocate from one heap, if the C library is glibc.

    Must be called before the first thread begins: each gets a heap of its own otherwise, 1 MB more.
    """
    with contextlib.suppress(ImportError, OSError, AttributeError):
        import ctypes

        ctypes.CDLL(None).mallopt(_ARENA_MAX, 1)


def return_free_memory() -> None:
    """Collect garbage, and return memory that only the start needed to the system.

    Garbage collection is off during the start, which leaves 2 MB in reference cycles. Holds up all
    threads for 0.05 seconds, as measured in the meeting room.
    """
    gc.collect()
    with contextlib.suppress(ImportError, OSError, AttributeError):
        import ctypes

        ctypes.CDLL(None).malloc_trim(0)
