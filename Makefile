# Two commands do everything on a machine with Python 3.11 or newer:
#   make demo   makes .venv, installs archpers and models the toolkit's team
#   make test   the same with the test tools, and every check
# Two more are for continuous integration, which runs them too (.ci/run):
#   make coverage   which lines the tests reach
#   make proofs     every case of the proofs by other engines and of the thorough tests, of which make test takes some

PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
# --no-build-isolation: what builds archpers is pinned with the rest
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: demo test lint types tests coverage proofs bench constraints clean

demo: $(VENV)/.demo
	$(BIN)/archpers model toolkit-team

test: lint types tests

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.test
	$(BIN)/mypy

PYTEST = -m pytest -n auto --dist worksteal --durations=25

tests: $(VENV)/.test
	$(BIN)/python $(PYTEST)
	$(BIN)/archpers check scenarios

# Measuring doubles the time of a test and more: the proofs and the thorough tests, which only repeat, run without
coverage: $(VENV)/.test
	$(BIN)/coverage erase
	$(BIN)/coverage run $(PYTEST) -m "not proof and not thorough"
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report --include='src/archpers/model/*,src/archpers/scenario/*' --fail-under=100
	$(BIN)/coverage report --include='src/archpers/*' --fail-under=98

proofs: $(VENV)/.test
	ARCHPERS_PROOFS=whole $(BIN)/python $(PYTEST) -m "proof or thorough"

bench: $(VENV)/.bench
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/what_if.py

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "archpers needs Python 3.11 or newer; say which with: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.demo: $(VENV)/bin/python pyproject.toml .ci/constraints.txt
	$(INSTALL) --require-hashes -r .ci/constraints.txt
	$(INSTALL) --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q src
	@touch $@

$(VENV)/.test: $(VENV)/.demo .ci/constraints-test.txt
	$(INSTALL) --require-hashes -r .ci/constraints-test.txt
	@touch $@

$(VENV)/.bench: $(VENV)/.test .ci/constraints-bench.txt
	$(INSTALL) --require-hashes -r .ci/constraints-bench.txt
	@touch $@

# The tested versions, with hashes and without addresses; needs uv. The lower bounds stand in pyproject.toml.
constraints:
	uv pip compile pyproject.toml .ci/build.in --universal --python-version 3.11 --generate-hashes --no-header \
	  --no-annotate --quiet --output-file .ci/constraints.txt
	uv pip compile pyproject.toml .ci/build.in --extra test --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-annotate --quiet --constraints .ci/constraints.txt --output-file .ci/constraints-test.txt
	uv pip compile benchmarks/requirements.txt --universal --python-version 3.11 --generate-hashes --no-header \
	  --no-annotate --quiet --constraints .ci/constraints-test.txt --output-file .ci/constraints-bench.txt

clean:
	rm -rf $(VENV) .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache dist
