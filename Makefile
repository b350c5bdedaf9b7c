# Every command of the project. `make` alone lists them.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet
SERVICES := $(BIN)/python tests/support/services.py run --
SOURCES := platform workflows migrations tests hatch_build.py
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard locales/*/LC_MESSAGES/*.po))
LOCKED := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

.PHONY: help
help: ## List the commands
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

# ---- run -------------------------------------------------------------------------------------

.PHONY: run
run: $(VENV)/run.stamp $(CATALOGUES) ## Serve the application on 127.0.0.1:8000 (PORT and BEFFROI_DATA move it)
	@exec $(BIN)/beffroi run

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Beffroi needs Python 3.11 or newer; $(PYTHON) is: $$($(PYTHON) --version 2>&1 || true)" >&2; \
	  echo "Install one, or name it: make run PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "This Python cannot make environments. On Debian or Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@echo "Making $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

# The lock first, whole and checked against its hashes (nothing is resolved again), then the project itself, editable and without network.
define install
	@echo "Installing $(1) (once, then only when it changes)"
	@$(PIP) install --no-deps --require-hashes --requirement $(1)
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@
endef

$(VENV)/run.stamp: requirements/run.lock pyproject.toml hatch_build.py | $(BIN)/python
	$(call install,requirements/run.lock)

$(VENV)/dev.stamp: requirements/dev.lock pyproject.toml hatch_build.py | $(BIN)/python
	$(call install,requirements/dev.lock)
	@touch $(VENV)/run.stamp

%.mo: %.po | $(BIN)/python
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@

$(CATALOGUES): | $(VENV)/run.stamp

# ---- test ------------------------------------------------------------------------------------

.PHONY: test
test: $(VENV)/dev.stamp $(CATALOGUES) ## Lint, types, import contracts, catalogues, then every test but the slow ones
	@$(MAKE) --no-print-directory lint types imports catalogues
	@$(SERVICES) $(MAKE) --no-print-directory suites

.PHONY: sure
sure: test ## The same, then the slow tests
	@$(SERVICES) $(BIN)/pytest -m slow

.PHONY: lint
lint: $(VENV)/dev.stamp ## ruff: rules and format
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)

.PHONY: format
format: $(VENV)/dev.stamp ## Put the code in its one format
	$(BIN)/ruff check --fix $(SOURCES)
	$(BIN)/ruff format $(SOURCES)

.PHONY: types
types: $(VENV)/dev.stamp ## mypy, strict
	$(BIN)/mypy

.PHONY: imports
imports: $(VENV)/dev.stamp ## A floor imports only lower floors
	$(BIN)/lint-imports

.PHONY: catalogues
catalogues: $(VENV)/dev.stamp $(CATALOGUES) ## No message without its translation
	$(BIN)/beffroi i18n check

# Both parts run even when the first fails; services are there when `make test` calls this.
.PHONY: suites
suites: $(VENV)/dev.stamp $(CATALOGUES)
	@status=0; \
	$(BIN)/pytest -n 2 -m 'not browser and not slow' || status=$$?; \
	$(BIN)/pytest -m 'browser and not slow' || status=$$?; \
	exit $$status

.PHONY: coverage
coverage: $(VENV)/dev.stamp $(CATALOGUES) ## What the tests that need no browser cover
	@$(SERVICES) $(BIN)/pytest -n 2 -m 'not browser and not slow' --cov=beffroi --cov=workflows --cov-report=term-missing:skip-covered

.PHONY: bench
bench: $(VENV)/dev.stamp $(CATALOGUES) ## Measure the pages and the API on PostgreSQL
	@$(BIN)/python -m tests.bench

# ---- upkeep ----------------------------------------------------------------------------------

.PHONY: i18n
i18n: $(VENV)/dev.stamp ## Extract the messages and bring the catalogues up to date
	$(BIN)/beffroi i18n update

.PHONY: docs-pictures
docs-pictures: $(VENV)/dev.stamp $(CATALOGUES) ## Take the pictures of the documentation again
	@$(SERVICES) $(BIN)/python -m tests.pictures

.PHONY: lock
lock: | $(BIN)/python ## Compile requirements/*.lock again from pyproject.toml
	@$(PIP) install uv
	$(BIN)/uv pip compile pyproject.toml --quiet --extra build $(LOCKED) -o requirements/run.lock
	$(BIN)/uv pip compile pyproject.toml --quiet --extra production $(LOCKED) -o requirements/production.lock
	$(BIN)/uv pip compile pyproject.toml --quiet --extra dev $(LOCKED) -o requirements/dev.lock

.PHONY: clean
clean: ## Remove the environment, builds and caches; the data stay
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .schemathesis .coverage
	rm -f locales/*/LC_MESSAGES/*.mo
	find platform workflows migrations tests -name __pycache__ -type d -prune -exec rm -rf {} +
