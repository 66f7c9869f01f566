# make demo and make test are all a newcomer needs; `make help` lists the rest.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3.14 python3 python; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
EXTRAS ?= dev
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
export PIP_NO_PYTHON_VERSION_WARNING := 1

.PHONY: help demo serve test fix lint bench clean

help: ## lists what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' Makefile

demo: setup ## reads corpus/ and answers three questions from it
	@$(BIN)/policy-qa sync --yes
	@$(BIN)/policy-qa ask "how many rural care services"
	@$(BIN)/policy-qa ask "how many women obtained property titles in 2023"
	@$(BIN)/policy-qa ask "what percentage of the applicants were women"
	@echo "Next:  $(BIN)/policy-qa ask \"…\"   ·   make serve   ·   $(BIN)/policy-qa add FILE   ·   $(BIN)/policy-qa --help"

serve: setup ## serves the web page and the API on http://127.0.0.1:8000
	@$(BIN)/policy-qa serve

test: setup ## runs every gate: lint, types, floors, tests with coverage
	@$(MAKE) --no-print-directory lint
	$(BIN)/python -m pytest --cov --cov-report=term --cov-fail-under=90

lint: setup ## checks style, types and floors
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: setup ## mends what style checks can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: setup ## measures speed and quality; results go to benchmarks/README.md
	$(BIN)/python -m benchmarks

clean: ## takes away the environment and all that was built
	rm -rf $(VENV) .policy-qa build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .coverage

# The stamp says where and from what the environment was made: in a moved folder, after a change of pyproject.toml or
# constraints.txt, or where it is broken, it is made anew.
.PHONY: setup
setup:
	@made="$(CURDIR) $(EXTRAS) $$(cat pyproject.toml constraints.txt | cksum)"; \
	if [ "$$(cat $(STAMP) 2>/dev/null)" = "$$made" ] && $(BIN)/python -c 'import policy_qa, spacy' 2>/dev/null; then exit 0; fi; \
	if [ -z "$(PYTHON)" ]; then \
		echo "policy-qa needs Python 3.11 to 3.14 and found none. Install one (Debian: apt install python3 python3-venv), or name it: make $(or $(MAKECMDGOALS),demo) PYTHON=/path/to/python" >&2; exit 1; fi; \
	if ! $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null; then \
		echo "$(PYTHON) lacks venv. Install it (Debian, Ubuntu: apt install python3-venv), then say make again." >&2; exit 1; fi; \
	echo "Setting up $(VENV) with $(PYTHON); this happens once and takes about a minute …"; \
	rm -rf $(VENV) && $(PYTHON) -m venv $(VENV) || exit 1; \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[$(EXTRAS)]' || { \
		echo "The packages could not be installed; the lines above say why." >&2; rm -rf $(VENV); exit 1; }; \
	printf '%s' "$$made" > $(STAMP)
