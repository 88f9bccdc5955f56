# Everything here needs only Python 3.11+, make and git. `make help` lists the commands.

PYTHON ?= python3
VENV := .venv/bin
INSTALL := $(PYTHON) config/bootstrap.py
WITH_DEV := $(INSTALL) --dev
# Tests run in as many processes as there are processors, but at least two.
JOBS ?= $(shell n=$$(nproc 2>/dev/null || echo 2); [ $$n -gt 2 ] && echo $$n || echo 2)
PYTEST := -m pytest -q --durations=10
CHECKED := config campaigns complaints surveys loyalty sales messaging customers core tests benchmarks manage.py

.PHONY: help run install dev test test-slow check bench screens format messages schema clean

help:  ## list the commands
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 14

run:  ## start everything and print READY with address and log-in (PORT=8000)
	@$(INSTALL) manage.py run

install:  ## make .venv with what runs
	@$(INSTALL)

dev:  ## make .venv with what runs, checks and tests
	@$(WITH_DEV)

test:  ## the suite, in parallel, on a real PostgreSQL and Valkey
	@$(WITH_DEV) $(PYTEST) -n $(JOBS) --dist worksteal -m "not slow" $(ARGS)

test-slow:  ## browser, faults, long searches
	@$(WITH_DEV) -m tests.browser.chromium
	@$(WITH_DEV) $(PYTEST) -n $(JOBS) --dist loadfile --no-loadscope-reorder -m slow $(ARGS)

check:  ## lint, types, layers, migrations, translations, templates, deploy check
	@$(WITH_DEV) -m tests.check $(ARGS)

bench:  ## measure and write benchmarks/RESULTS.md
	@$(WITH_DEV) -m benchmarks $(ARGS)

screens:  ## photograph every page of the demo into var/screens/
	@$(WITH_DEV) -m tests.browser.screens $(ARGS)

format: dev  ## let ruff and djlint lay out the code
	@$(VENV)/ruff check --fix --quiet $(CHECKED); $(VENV)/ruff format $(CHECKED)

messages: dev  ## bring the translation files to the texts of code and templates
	@$(VENV)/python -m config.translations update

schema: dev  ## write config/schema.sql anew, after the migrations changed
	@$(VENV)/python -m config.schema write

clean:  ## remove the virtual environment and caches; the data in var/ stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
