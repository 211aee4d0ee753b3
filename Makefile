# Two commands: `make demo` opens the example, `make test` checks everything. Both set themselves up.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
READY_DEV := .venv/.ready-dev
WAL := .venv-wal

# Where it is set, every test process would compile every module and every test anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test test-wal check unit torture bench clean

demo: $(READY)
	@$(BIN)/kmtui --home "$${KMTUI_DEMO_HOME:-.demo}" demo

test: $(READY_DEV) check
	@.ci/debian-packages
	@# Journeys share two cores with everything else: what failed is looked at once more, alone.
	$(BIN)/python -m pytest -n auto --dist worksteal || $(BIN)/python -m pytest --last-failed --last-failed-no-failures none

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

bench: $(READY_DEV)
	@$(BIN)/python -m pip install --quiet --editable '.[bench]'
	$(BIN)/python -m benchmarks

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "ต้องใช้ Python 3.11 ขึ้นไป (make PYTHON=python3.11 …)"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || \
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
	rm -rf .venv $(WAL) .demo .mypy_cache .ruff_cache .pytest_cache .hypothesis *.egg-info
