# Two commands do everything: `make run` starts the app, `make test` checks it. Both set up what they need.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
TEST_ARGS ?=

.PHONY: run test lint types unit browser bench data chromium clean
.DEFAULT_GOAL := run

run: $(VENV)/app.ready
	$(BIN)/relos-atlas prepare
	$(BIN)/streamlit run app.py --server.port $(PORT)

test: lint types unit browser

lint: $(VENV)/dev.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/relos-atlas validate

types: $(VENV)/dev.ready
	$(BIN)/mypy

# Examples in docstrings run as tests; two files named conftest.py would be one module to the collector.
unit: $(VENV)/dev.ready
	$(BIN)/pytest -m "not browser" -n auto --dist worksteal --doctest-modules --ignore-glob "*/conftest.py" \
	    src tests $(TEST_ARGS)

browser: $(VENV)/dev.ready chromium
	$(BIN)/pytest -m browser -n auto --dist worksteal --reruns 1 tests/browser $(TEST_ARGS)

bench: $(VENV)/dev.ready chromium
	$(BIN)/python benchmarks/app_bench.py
	$(BIN)/python benchmarks/contradicted_rows.py
	$(BIN)/python benchmarks/corridors_bench.py
	$(BIN)/python benchmarks/narrow_straits.py
	$(BIN)/python benchmarks/near_ways.py
	$(BIN)/python benchmarks/picture_bench.py
	$(BIN)/python benchmarks/routing_bench.py
	$(BIN)/python benchmarks/snapshot_bench.py
	$(BIN)/python benchmarks/taut_ways.py
	$(BIN)/python benchmarks/timeline_bench.py

# Run after a change to a table: writes what is derived from the tables.
data: $(VENV)/app.ready
	$(BIN)/python -m relos_atlas.data.package geodata
	$(BIN)/python -m relos_atlas.data.dictionary docs/data-dictionary.md

# The browser that the tests drive: the system's, else Debian's package where we are root, else Playwright's own.
chromium: $(VENV)/dev.ready
	@command -v chromium || command -v chromium-browser || command -v google-chrome \
	|| { [ "$$(id -u)" = 0 ] && command -v apt-get && apt-get update -qq \
	     && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-core; } \
	|| $(BIN)/playwright install chromium

$(VENV)/app.ready: requirements.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/dev.ready: requirements-dev.txt $(VENV)/app.ready
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

# Debian leaves venv out of Python; as root it is fetched, otherwise the message says what is missing.
$(VENV)/bin/python:
	@$(PYTHON) -m venv $(VENV) \
	|| { [ "$$(id -u)" = 0 ] && command -v apt-get && apt-get update -qq \
	     && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv && $(PYTHON) -m venv $(VENV); } \
	|| { echo "A virtual environment could not be made: install the package python3-venv."; exit 1; }

clean:
	rm -rf $(VENV) static/vendor static/atlas static/geo static/data test-results
