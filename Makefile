# Readlevel: `make run` serves the samples, `make test` runs every test, `make help` lists the rest.

VENV   := .venv
BIN    := $(VENV)/bin
PIP    := PIP_CONSTRAINT=constraints.txt $(BIN)/pip --disable-pip-version-check --quiet
STAMPS := $(VENV)/.installed
TEXTS  := $(wildcard src/readlevel/locale/*/LC_MESSAGES/messages.po)
HOST   ?= 127.0.0.1
PORT   ?= 8000

.DEFAULT_GOAL := help
.PHONY: help run test check bench translations lock clean browser proxy

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(STAMPS)/run ## Set everything up and serve the samples on http://127.0.0.1:8000
	@$(BIN)/readlevel demo --host $(HOST) --port $(PORT)

test: $(STAMPS)/test browser proxy ## Set everything up and run every test (ARGS= goes to pytest)
	@$(BIN)/pytest --numprocesses $${READLEVEL_TEST_PROCESSES:-auto} $(ARGS)

check: $(STAMPS)/test $(STAMPS)/check ## Run lint, types, the import law, templates and docs checks
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/pytest --quiet tests/test_architecture.py tests/test_readme.py tests/web/test_templates.py

bench: $(STAMPS)/test ## Measure, as ratios within one run (ARGS= names single benchmarks)
	@$(BIN)/python -m benchmarks $(ARGS)

translations: $(STAMPS)/run ## Take new texts into the catalogues (TAG=pt-BR begins a language)
	@tools/translations $(TAG)

lock: ## Take the newest versions of everything into constraints.txt
	@.ci/lock

clean: ## Remove the environment and caches; the database in instance/ stays
	rm -rf $(VENV) build dist .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis

browser: $(STAMPS)/test
	@.ci/browser

proxy:
	@.ci/nginx

$(STAMPS)/environment:
	@.ci/environment $(VENV)
	@mkdir -p $(@D) && touch $@

$(STAMPS)/run: pyproject.toml constraints.txt $(TEXTS) $(STAMPS)/environment
	@echo "Installing Readlevel into $(VENV) …"
	@$(PIP) install --editable .
	@touch $@

$(STAMPS)/test $(STAMPS)/check: $(STAMPS)/%: $(STAMPS)/run
	@echo "Installing what $* needs …"
	@$(PIP) install --group $*
	@touch $@
