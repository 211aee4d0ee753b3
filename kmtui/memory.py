"""Memory that the program can do without: ten secretaries may share one machine."""

import contextlib
import sys


def without_openssl() -> None:
    """Have asyncio and hashlib do without OpenSSL, unless it is loaded already.

    It takes 5 MB and 10 ms of the start. The program opens no connections, and the digests of
    hashlib's own modules are as fast on texts as short as its records.
    """
    for module in ("ssl", "_hashlib"):
        # An import of it raises ModuleNotFoundError, as in a Python built without OpenSSL.
        sys.modules.setdefault(module, None)  # type: ignore[arg-type]


def return_free_memory() -> None:
    """Return memory that was needed at start only to the system, where the C library can."""
    with contextlib.suppress(ImportError, OSError, AttributeError):
        import ctypes

        ctypes.CDLL(None).malloc_trim(0)
