# Needs python3 (3.11 or later, with venv), make and, the first time, a network.
# Another Python: PYTHON=python3.12 make test

PYTHON  ?= python3
VERSION := $(shell "$(PYTHON)" -c 'import platform; print(platform.python_version())' 2>/dev/null)
# Last thing written by an installation: without it, the environment is made anew.
STAMP   := .venv/installed-$(VERSION)
PIP     := .venv/bin/python -m pip --disable-pip-version-check install --quiet

# What lies in the user's own Python folders must not leak into the environment. Without its caches, each of the many
# processes that tests and notebooks start would compile all modules anew.
unexport PYTHONHOME PYTHONPATH PYTHONDONTWRITEBYTECODE
export PIP_USER := 0

.PHONY: help reproduce expected test check test-lab fuzz mutants structure bench docs lab lock clean

help: ## list these targets
	@awk -F':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

reproduce: $(STAMP) ## execute all notebooks from clean into results/
	@.venv/bin/discourse reproduce

expected: reproduce ## keep the results as the record of the study: its small tables, and the sums of all files
	@rm -rf expected; mkdir -p expected/tables
	@find results/tables -name '*.csv' -size -100k -exec cp {} expected/tables ';'
	@cp results/provenance.json expected

test: $(STAMP) ## run the tests, on all cores
	@.venv/bin/python -m pytest -n auto

check: $(STAMP) ## a first answer: style, types and the fast tests
	@.venv/bin/ruff format --check --quiet
	@.venv/bin/ruff check --quiet
	@.venv/bin/mypy & types=$$!; .venv/bin/python -m pytest -n auto -m "not slow"; tests=$$?; wait $$types && exit $$tests

fuzz: $(STAMP) ## steep lines to every pattern; random and mutated inputs to every format, and to alignment (SEED=0, MINUTES=10, or INPUTS= a format)
	@.venv/bin/python benchmarks/patterns.py --seed $(or $(SEED),0) --minutes 2
	@.venv/bin/python benchmarks/fuzz.py --seed $(or $(SEED),0) --minutes $(or $(MINUTES),10) --inputs $(or $(INPUTS),0)

mutants: $(STAMP) ## break the code at the places of tests/mutants.toml, and see for each that a test fails
	@.venv/bin/python tests/mutants.py

structure: $(STAMP) ## how the code is cut: functions called once, names defined twice, branches, lengths
	@.venv/bin/python benchmarks/code_structure.py

test-lab: $(STAMP) ## open every notebook in JupyterLab, in a browser, and run all its cells
	@.venv/bin/python -m pytest tests/jupyterlab.py

bench: $(STAMP) ## the library beside a notebook written by hand, in a table of ratios (TEXTS=folder adds texts)
	@.venv/bin/python benchmarks/scale_speed.py $(if $(TEXTS),--texts "$(TEXTS)")

docs: $(STAMP) ## write the documentation site into build/site, without a network; a warning or a dead link is an error
	@.venv/bin/python -m sphinx -W --quiet -d build/doctrees docs build/site
	@.venv/bin/python -m pytest tests/docs

lab: $(STAMP) ## open the notebooks in JupyterLab
	@.venv/bin/jupyter lab notebooks

lock: ## pin what pyproject.toml asks for (delete requirements.lock first to take newer versions)
	@set -e; tools=$$(mktemp -d); trap 'rm -rf "$$tools"' EXIT; \
	"$(PYTHON)" -m venv "$$tools"; \
	"$$tools/bin/python" -m pip --disable-pip-version-check install --quiet uv; \
	"$$tools/bin/uv" pip compile pyproject.toml --extra build --extra test --extra docs --extra dev --extra scale --extra lab --universal --python-version 3.11 \
	    --generate-hashes --no-annotate --custom-compile-command "make lock" --quiet --output-file requirements.lock

clean: ## remove the environment, the results and all caches
	rm -rf .venv results build dist .pytest_cache .hypothesis .mypy_cache .ruff_cache src/*.egg-info
	find src tests notebooks -name __pycache__ -o -name .ipynb_checkpoints | xargs rm -rf

# setuptools first: jieba comes as source only, and is built with the pinned one.
$(STAMP): requirements.lock pyproject.toml
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo >&2 \
	    "discourse needs Python 3.11 or later; $(PYTHON) is $(or $(VERSION),not there)." \
	    "Install it, or name another: PYTHON=python3.12 make $(MAKECMDGOALS)"; exit 1; }
	@"$(PYTHON)" -c 'import venv, ensurepip' 2>/dev/null || { echo >&2 \
	    "discourse needs venv; $(PYTHON) $(VERSION) comes without it." \
	    "On Debian and Ubuntu, install the package python3-venv"; exit 1; }
	@echo "Making .venv with Python $(VERSION), once; this takes a minute or two …"
	@"$(PYTHON)" -m venv --clear .venv
	@sed -n '/^setuptools==/,/[^\\]$$/p' requirements.lock > .venv/setuptools.lock
	@$(PIP) --require-hashes -r .venv/setuptools.lock
	@$(PIP) --require-hashes --no-build-isolation --use-pep517 -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@.venv/bin/python -m compileall -q src
	@touch $@
