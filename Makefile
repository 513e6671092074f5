# Two commands: `make run` and `make test`. `make help` lists the rest.
PYTHON ?= python3
BIN := .venv/bin
ARGS ?=
COMPILE := $(BIN)/uv pip compile pyproject.toml --extra embedded --universal --python-version 3.11 --upgrade \
	--quiet --generate-hashes --no-emit-index-url --no-annotate --no-header

.DEFAULT_GOAL := help
.PHONY: help setup run test check bench chaos pins

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: .venv/dev ## Install everything for development into .venv

run: .venv/run ## Start Olympus with its own servers and the demo restaurant
	$(BIN)/olympus up $(ARGS)

test: .venv/dev .venv/emulator ## Run the whole suite against real servers that it starts itself
	$(BIN)/python -m pytest $(ARGS)

check: .venv/dev ## Lint, types and import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/bench ## Print every figure that we promise, with its goal (ARGS="--quick" for a short run)
	$(BIN)/python -m bench $(ARGS)

chaos: .venv/dev ## Fail everything at once during an intake, and count afterwards
	$(BIN)/python -m bench.chaos $(ARGS)

pins: .venv/dev ## Renew the pinned requirements
	$(COMPILE) --group build --output-file requirements/run.txt
	$(COMPILE) --group dev --output-file requirements/dev.txt
	$(COMPILE) --group dev --group bench --output-file requirements/bench.txt
	$(BIN)/uv pip compile requirements/emulator.in --universal --python-version 3.11 --upgrade --quiet \
		--generate-hashes --no-emit-index-url --no-annotate --no-header --output-file requirements/emulator.txt

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/run: requirements/run.txt pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev: requirements/dev.txt .venv/run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

.venv/bench: requirements/bench.txt .venv/dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	@touch $@

# The BigQuery emulator of the tests has an environment of its own.
.venv/emulator: requirements/emulator.txt | .venv/dev
	$(PYTHON) -m venv --clear .venv-emulator
	.venv-emulator/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@
