"""Memory that the program can do without: ten secretaries may share one machine."""

import contextlib
import gc
import sys

_ARENA_MAX = -8  # M_ARENA_MAX of malloc.h


def without_openssl() -> None:
    """Have asyncio and hashlib do without OpenSSL, unless it is loaded already.

    It takes 5 MB and 10 ms of the start. The program opens no connections, and the digests of
    hashlib's own modules are as fast on texts as short as its records.
    """
    for module in ("ssl", "_hashlib"):
        # An import of it raises ModuleNotFoundError, as in a Python built without OpenSSL.
        sys.modules.setdefault(module, None)  # type: ignore[arg-type]


def use_one_heap() -> None:
    """Have all threads allocate from one heap, where the C library is glibc.

    Must be called before the first thread begins: each gets a heap of its own otherwise, 1 MB more.
    """
    with contextlib.suppress(ImportError, OSError, AttributeError):
        import ctypes

        ctypes.CDLL(None).mallopt(_ARENA_MAX, 1)


def return_free_memory() -> None:
    """Collect garbage, and return memory that only the start needed to the system.

    Garbage collection is off during the start; its cycles take 2 MB. Holds up all threads for about
    0.1 seconds.
    """
    gc.collect()
    with contextlib.suppress(ImportError, OSError, AttributeError):
        import ctypes

        ctypes.CDLL(None).malloc_trim(0)
