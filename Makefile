# Two commands: `make demo` opens the example, `make test` checks everything. Both set themselves up.
PYTHON ?= python3
VENV := .venv
TESTS := tests
BIN := $(VENV)/bin
READY := $(VENV)/.ready
READY_DEV := $(VENV)/.ready-dev
WAL := .venv-wal

# Where it is set, every test process would compile every module and every test anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test test-python test-wal suite check unit torture bench guide word-look wheel release clean

demo: $(READY)
	@$(BIN)/kmtui --home "$${KMTUI_DEMO_HOME:-.demo}" demo

test: check suite

suite: $(READY_DEV)
	@.ci/debian-packages
	$(BIN)/python -m pytest -n auto --dist worksteal $(TESTS)

# make test-python PYTHON=python3.13 [TESTS=tests/thai]: the suite on another Python, in a venv of its own.
test-python:
	@version=$$($(PYTHON) -c 'import sys; print("{}.{}".format(*sys.version_info))') && \
		$(MAKE) --no-print-directory suite VENV=.venv-$$version

check: $(READY_DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

unit: $(READY_DEV)
	$(BIN)/python -m pytest tests/thai tests/models tests/exports

# The data file with a log (WAL), which the SQLite of many machines is too old for.
test-wal: $(WAL)/.ready
	$(WAL)/bin/python -m pytest -n 2 tests/models tests/cli tests/journeys/test_maintenance_torture.py \
		tests/journeys/test_storage_failures.py tests/journeys/test_two_secretaries.py

torture: $(READY_DEV)
	$(BIN)/python -m pytest -m torture --timeout=3600 tests

# Pages of every paper of the example: those of the PDF, then the Word file as LibreOffice draws it.
word-look: $(READY_DEV)
	@.ci/word-look $(BIN)/python .word-look

# The pictures of the handbook, taken from the running program in a real terminal.
guide: $(READY_DEV)
	@.ci/debian-packages
	$(BIN)/python -m tests.guide

bench: $(READY_DEV)
	@$(BIN)/python -m pip install --quiet --editable '.[bench]'
	$(BIN)/python -m benchmarks

# In dist/: kmtui and everything it needs, as files for this kind of machine and this Python.
# setuptools builds over what an earlier build left, and would pack modules that are gone.
wheel:
	@rm -rf build dist
	@$(PYTHON) -m pip wheel --quiet --disable-pip-version-check --wheel-dir dist .
	@ls dist/kmtui-*.whl

# In dist/: the source archive and the wheel of kmtui alone, each tried in a fresh environment.
release:
	@.ci/release $(PYTHON)

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "ต้องใช้ Python 3.11 ขึ้นไป (make PYTHON=python3.11 …)"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || \
		{ echo "ติดตั้ง venv ก่อน: apt-get install python3-venv"; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(READY_DEV): pyproject.toml $(READY)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

$(WAL)/.ready: pyproject.toml .ci/newer-sqlite
	@$(PYTHON) -m venv --clear $(WAL)
	@$(WAL)/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@.ci/newer-sqlite $(WAL)
	@touch $@

clean:
	rm -rf .venv .venv-* .demo build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis *.egg-info
