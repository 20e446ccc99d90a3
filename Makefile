# Two commands do everything, their own set-up included: `make run` and `make test`.
# All that is installed goes into .venv; remove that folder to start afresh.

PYTHON ?= python3
UV ?= uv
VENV := .venv
BIN := $(VENV)/bin

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_REQUIRE_VIRTUALENV := 1

.DEFAULT_GOAL := help
.PHONY: help run test format lock clean

help:
	@echo "make run     start the bot, or without a DISCORD_TOKEN a preview of it in your browser"
	@echo "make test    check everything: format, lint, types, layers, content, tests"
	@echo "make format  put the code into its standard format"
	@echo "make lock    pin all dependencies anew (needs uv)"
	@echo "make clean   remove what these commands installed and cached; your data stays"

run: $(VENV)/.for-run
	@exec $(BIN)/python -m bot run --or-preview

test: $(VENV)/.for-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	MYPYPATH=bot/demos/workloads $(BIN)/mypy bot/demos/workloads/*.py
	$(BIN)/lint-imports
	$(BIN)/python -m bot check
	$(BIN)/pytest --cov --numprocesses auto --dist worksteal

format: $(VENV)/.for-test
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf $(VENV) build dist *.egg-info .coverage* .hypothesis .import_linter_cache .mypy_cache \
	  .pytest_cache .ruff_cache

# A stamp says which pinned set is installed, so that a second run starts at once.
$(VENV)/.for-run: requirements-preview.txt pyproject.toml | $(BIN)/python
	@echo "Installing what the bot needs into $(VENV), this once ..."
	@$(call install,requirements-preview.txt)

$(VENV)/.for-test: requirements-dev.txt pyproject.toml | $(BIN)/python
	@echo "Installing what the tests need into $(VENV), this once ..."
	@$(call install,requirements-dev.txt)

install = $(BIN)/python -m pip install --quiet --require-hashes -r $(1) \
  && $(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --no-index -e . \
  && touch $@

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "GIL Coach needs Python 3.11 or newer. If you have one under another name:" \
	    "make $(or $(MAKECMDGOALS),run) PYTHON=python3.13" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

# The test set is pinned first and the others take their versions from it. Extras stay in the names:
# asked for "coverage[toml]", pip takes the newest coverage for it and finds no hash of that.
LOCK = $(UV) pip compile --quiet --generate-hashes --universal --python-version 3.11 \
  --no-strip-extras --no-emit-index-url --no-header pyproject.toml
PINNED = for file in requirements-dev.txt requirements-preview.txt requirements.txt; do \
  sed -i '1i \# Every package with its hashes. Written by "make lock" from pyproject.toml.' $$file; done

lock:
	$(LOCK) --upgrade --extra preview --group dev -o requirements-dev.txt
	$(LOCK) --extra preview --group build -c requirements-dev.txt -o requirements-preview.txt
	$(LOCK) --group build -c requirements-dev.txt -o requirements.txt
	@$(PINNED)
