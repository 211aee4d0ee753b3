"""A disk that grants no locks is reported as such, not as another program that uses the file."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from models.storage.file_locks import refuses_locks
from tests.conftest import ROOT

_SHIM = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
static int refused(int fd, int cmd, void *arg, const char *name) {
    if (cmd == F_SETLK || cmd == F_SETLKW) { errno = ENOLCK; return -1; }
    int (*real)(int, int, ...) = dlsym(RTLD_NEXT, name);
    return real(fd, cmd, arg);
}
int fcntl(int fd, int cmd, ...) {
    va_list a; va_start(a, cmd); void *arg = va_arg(a, void *); va_end(a);
    return refused(fd, cmd, arg, "fcntl");
}
int fcntl64(int fd, int cmd, ...) {
    va_list a; va_start(a, cmd); void *arg = va_arg(a, void *); va_end(a);
    return refused(fd, cmd, arg, "fcntl64");
}
"""


def test_a_disk_without_locks_is_reported(
    example_home: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        pytest.skip("no C compiler: locks cannot be refused here")
    source, shim = tmp_path / "shim.c", tmp_path / "shim.so"
    source.write_text(_SHIM)
    subprocess.run([compiler, "-shared", "-fPIC", "-o", shim, source, "-ldl"], check=True)
    done = subprocess.run(
        [sys.executable, "-m", "kmtui", "--home", str(example_home), "list", "people"],
        env={**environment, "LD_PRELOAD": str(shim), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert "ล็อกแฟ้มไม่ได้" in done.stderr
    assert "โปรแกรมอื่น" not in done.stderr


def test_a_disk_with_locks_is_not_reported_as_one_without(tmp_path: Path) -> None:
    assert not refuses_locks(tmp_path)
    assert not refuses_locks(tmp_path / "missing")
