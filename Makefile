# Readlevel: `make run` serves the samples, `make test` runs every test, `make help` lists the rest.

VENV   := .venv
BIN    := $(VENV)/bin
# Show only errors: pip's warnings are about the machine's settings, not about Readlevel.
PIP    := PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt \
          $(BIN)/pip --disable-pip-version-check -qq
STAMPS := $(VENV)/.installed
TEXTS  := $(wildcard src/readlevel/locale/*/LC_MESSAGES/messages.po)
HOST   ?= 127.0.0.1
PORT   ?= 8000
QUICK  := tests/core tests/storage tests/test_architecture.py tests/web/test_templates.py
# More processes than cores, because tests wait for servers and browsers.
PROCESSES := $${READLEVEL_TEST_PROCESSES:-$$(expr $$(getconf _NPROCESSORS_ONLN) + 2)}
# Files that try many or very long texts, which `make test` runs too.
LONG   := growth patterns fuzz changed_pairs durability

export PYTHON
# Keep compiled tests: compiling them takes each process that runs tests six seconds.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help run test thorough test-hosts quick check bench translations lock clean browser engines proxies FORCE

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(STAMPS)/run ## Set everything up and serve the samples (PORT= HOST=; PYTHON= chooses an interpreter)
	@$(BIN)/readlevel demo --host $(HOST) --port $(PORT)

test: $(STAMPS)/test browser engines proxies ## Set everything up and run every test (ARGS= goes to pytest; SLOWEST=1 lists slow ones)
	@$(BIN)/pytest --ignore=tests/hosts --numprocesses $(PROCESSES) $(if $(SLOWEST),--durations=20) $(ARGS)

thorough: ## Run every test on all samples, as CI does: `make test` takes a share of the longest lists
	@READLEVEL_TEST_THOROUGH=1 $(MAKE) --no-print-directory test

test-hosts: $(STAMPS)/test browser engines ## Run the tests in other sites' software: a real WordPress
	@.ci/hosts
	@$(BIN)/pytest -rs tests/hosts $(ARGS)

quick: $(STAMPS)/test ## Run the tests of core, storage (on SQLite) and templates, while you edit
	@$(BIN)/pytest --numprocesses $(PROCESSES) --quiet --sqlite-only \
		--hypothesis-profile quick $(LONG:%=--ignore-glob='*/test_%.py') $(QUICK) $(ARGS)

check: $(STAMPS)/test $(STAMPS)/check ## Run lint, types, the import law, templates and docs checks
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/pytest --quiet tests/test_architecture.py tests/test_readme.py tests/web/test_templates.py

bench: $(STAMPS)/test ## Measure, as ratios within one run (ARGS= names single benchmarks)
	@$(BIN)/python -m benchmarks $(ARGS)

translations: $(STAMPS)/run ## Take new texts into the catalogues (TAG=pt-BR begins a language)
	@tools/translations $(TAG)

lock: ## Take the newest versions for the oldest supported Python into constraints.txt, with hashes into deploy/
	@.ci/lock

clean: ## Remove the environment and caches; the database in instance/ stays
	rm -rf $(VENV) build dist .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis

browser: $(STAMPS)/test
	@.ci/browser

engines:
	@.ci/engines

proxies:
	@.ci/proxies

$(STAMPS)/environment: FORCE # recreated if PYTHON names another interpreter
	@.ci/environment $(VENV)

$(STAMPS)/run: pyproject.toml constraints.txt $(TEXTS) $(STAMPS)/environment
	@echo "Installing Readlevel into $(VENV) …"
	@$(PIP) install --editable .
	@touch $@

$(STAMPS)/test $(STAMPS)/check: $(STAMPS)/%: $(STAMPS)/run
	@echo "Installing what $* needs …"
	@$(PIP) install --group $*
	@touch $@
