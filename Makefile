# One command for each thing one does with the tree; `make` alone lists them.
# Everything is installed into .venv, once, and again only where something has changed.

PYTHON ?=
ARGS ?=
JOBS ?= logical

VENV := .venv
PY := $(VENV)/bin/python
# Asked for by name, since a user's own pip settings could switch compiling off: uncompiled
# libraries start two to four times as slowly.
INSTALL := $(PY) -m pip --disable-pip-version-check --no-input install --quiet --compile \
	--constraint constraints.txt

SOURCES := $(shell find infraday data -type f ! -name '*.pyc' ! -name '.*' 2>/dev/null | LC_ALL=C sort)
SCRIPTS := $(wildcard bench docs/*.py hatch_build.py)

# An environment that was copied or moved here would run the code of the place it came from, and
# one whose Python has been removed runs nothing.
VENV_IS_OURS := $(shell [ "$$(cat $(VENV)/made 2>/dev/null)" = '$(CURDIR)' ] && $(PY) -c '' 2>/dev/null && echo yes)
# A file that has gone changes no time stamp: the list of names shows it.
SOURCES_ARE_LISTED := $(shell [ "$$(cat $(VENV)/sources 2>/dev/null)" = '$(SOURCES)' ] && echo yes)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help run test check format bench screenshots wheel clean again

help: ## Say what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1@\2/p' Makefile | while IFS=@ read -r name text; \
		do printf 'make %-12s %s\n' "$$name" "$$text"; done
	@echo 'What stands in ARGS is handed on: make run ARGS="--db plan.db", make test ARGS="-k undo".'

run: $(VENV)/program ## Open the planner on your own plan
	@$(VENV)/bin/infraday $(ARGS)

test: $(VENV)/program $(VENV)/tools ## Run the tests
	$(PY) -m pytest --numprocesses $(JOBS) --maxprocesses 8 $(ARGS)

check: $(VENV)/tools ## Look for mistakes of style and of type, and change nothing
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy --strict infraday tests $(SCRIPTS)

format: $(VENV)/tools ## Lay out the code, and put right what ruff can put right
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

bench: $(VENV)/program $(VENV)/tools ## Measure the installed program against a bare one
	$(PY) bench/bench.py $(ARGS)

screenshots: $(VENV)/program $(VENV)/tools ## Draw the pictures of the README anew
	$(PY) docs/screenshots.py $(ARGS)

wheel: $(VENV)/libraries ## Build dist/infraday-*.whl
	$(PY) -m hatchling build --target wheel --directory dist

clean: ## Remove what was installed and built, never a plan
	rm -rf $(VENV) dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find infraday tests bench docs -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

# The first Python of 3.11 or later. One without ensurepip (Debian keeps it in a package of its
# own) is passed over as long as another can do it, and so is a pyenv shim that leads nowhere.
PROBE := import sys; sys.version_info < (3, 11) and sys.exit(1); import sqlite3, venv
$(VENV)/made: $(if $(VENV_IS_OURS),,again)
	@lacking=; chosen=; \
	for python in "$(PYTHON)" python3.11 python3.12 python3.13 python3.14 python3; do \
		[ -n "$$python" ] && "$$python" -c '$(PROBE)' </dev/null >/dev/null 2>&1 || continue; \
		if "$$python" -c 'import ensurepip; ensurepip.version()' </dev/null >/dev/null 2>&1; \
		then chosen=$$python; break; fi; \
		lacking=$${lacking:-$$python}; \
	done; \
	if [ -z "$$chosen" ] && [ -n "$$lacking" ]; then \
		name=$$("$$lacking" -c 'import sys; print("python%d.%d" % sys.version_info[:2])'); \
		echo "$$name cannot make a virtual environment: install the package $$name-venv (on Debian and Ubuntu: sudo apt install $$name-venv), then call make again." >&2; \
		exit 1; \
	elif [ -z "$$chosen" ]; then \
		echo "infraday needs Python 3.11 or later and none was found: install one, or say where it is with make PYTHON=/path/to/python3." >&2; \
		exit 1; \
	fi; \
	echo "Setting up $(VENV) with $$("$$chosen" -V). The first time takes a minute or two."; \
	"$$chosen" -m venv --clear $(VENV)
	@printf '%s\n' '$(CURDIR)' >$@

# Hatchling stands beside the libraries so that building our own code asks no registry.
$(VENV)/libraries: $(VENV)/made pyproject.toml constraints.txt
	@echo 'Installing the libraries.'
	@$(PY) -c 'import tomllib; it = tomllib.load(open("pyproject.toml", "rb")); print(*it["build-system"]["requires"], *it["project"]["dependencies"], sep="\n")' >$(VENV)/requirements
	@$(INSTALL) --requirement $(VENV)/requirements
	@touch $@

$(VENV)/tools: $(VENV)/libraries
	@echo 'Installing what the tests need.'
	@$(PY) -c 'import tomllib; it = tomllib.load(open("pyproject.toml", "rb")); print(*it["project"]["optional-dependencies"]["test"], sep="\n")' >$(VENV)/requirements
	@$(INSTALL) --requirement $(VENV)/requirements
	@touch $@

# The stamp bears the time of the beginning: what was edited during the installation comes next time.
$(VENV)/program: $(VENV)/libraries hatch_build.py $(SOURCES) $(if $(SOURCES_ARE_LISTED),,again)
	@echo 'Installing infraday.'
	@touch $@.began
	@$(INSTALL) --no-deps --force-reinstall --no-build-isolation .
	@printf '%s\n' '$(SOURCES)' >$(VENV)/sources
	@mv $@.began $@

again: ;
