# Everything on a fresh machine with Python 3.11+ and make. Each target is safe to repeat.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: install demo gladi test check bench run audit

install: $(VENV)/.dev
demo: $(VENV)/.run
	$(BIN)/monev demo
gladi: $(VENV)/.run
	$(BIN)/monev gladi
run: $(VENV)/.run
	$(BIN)/monev run
test: $(VENV)/.dev
	nice -n 10 $(BIN)/python -m pytest -n 4 --dist loadgroup
check: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
# Known vulnerabilities of every pinned package; needs the network, and fails where one cannot be looked up.
audit: $(VENV)/.audit
	for pinned in run dev audit; do \
		$(VENV)/audit/bin/pip-audit --strict --disable-pip --require-hashes -r requirements/$$pinned.txt || exit 1; \
	done
bench: $(VENV)/.dev
	$(BIN)/python -m benchmarks

# What the bot needs to run; the developers' set below holds all of it and more.
$(VENV)/.run: requirements/run.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	test -e $(VENV)/.dev || $(BIN)/python -m pip install --quiet --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.dev: requirements/dev.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@ $(VENV)/.run

$(VENV)/.audit: requirements/audit.txt
	test -x $(VENV)/audit/bin/python || $(PYTHON) -m venv $(VENV)/audit
	$(VENV)/audit/bin/python -m pip install --quiet --require-hashes -r requirements/audit.txt
	touch $@
