# Every target stands on a bare checkout: Python 3.11 or newer and make, nothing else.
PYTHON ?= python3
PORT ?= 8000
export PORT
ifdef DATA_DIR
export DATA_DIR
endif
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help demo test check deep release bench mutants manage requirements format messages

help: ## Say what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

demo: ## Run everything, with a demonstration's register (PORT, DATA_DIR)
	@$(PYTHON) -m dev demo

test: ## Run the tests (ARGS: arguments for pytest)
	@$(PYTHON) -m dev test $(ARGS)

check: ## Run everything that a change must pass
	@$(PYTHON) -m dev check

deep: ## Run the slower proofs
	@$(PYTHON) -m dev deep $(ARGS)

release: ## Run all proofs in full, with benchmarks and mutants
	@$(PYTHON) -m dev release

bench: ## Run the benchmarks
	@$(PYTHON) -m dev bench $(ARGS)

mutants: ## Change the law and the figures in every way, and see the tests notice
	@$(PYTHON) -m dev mutants $(ARGS)

manage: ## Run a management command on the data (ARGS="…", DATA_DIR)
	@$(PYTHON) -m dev manage $(ARGS)

format: ## Put the code in order
	@.venv/bin/ruff check --fix --quiet; .venv/bin/ruff format

messages: ## Collect the messages of the source, and compile the catalogue
	@.venv/bin/python -m dev.messages update; .venv/bin/python -m dev.messages compile

COMPILE = UV_CUSTOM_COMPILE_COMMAND="make requirements" uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links

requirements: ## Compile the pinned requirements anew (needs uv)
	$(COMPILE) requirements.in -o requirements.txt
	$(COMPILE) -c requirements.txt requirements-demo.in -o requirements-demo.txt
	$(COMPILE) -c requirements-demo.txt requirements-dev.in -o requirements-dev.txt
