# make run: everything to see the product.  make test: everything to test it.  Each sets up what it needs.

.PHONY: install run test test-all test-core test-browser test-databases screens lint bench peers extension lock clean system
.NOTPARALLEL:
.DEFAULT_GOAL := install

# Commands come from .venv first, except where .venv is made and the system's python3 is meant.
SYSTEM := PATH="$(subst $(CURDIR)/.venv/bin:,,$(PATH))"
export PATH := $(CURDIR)/.venv/bin:$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Tests and commands use a process a core; BLAS threads beside them slow both.
export OPENBLAS_NUM_THREADS := 1

# Each step of the set-up leaves a stamp named after what it was made from, so it is repeated when that changes.
key = $(shell { echo $(CURDIR); $(SYSTEM) python3 -V; cat $(1); } 2>&1 | sha256sum | cut -c1-16)
PACKAGES := .venv/.packages-$(call key,requirements.txt)
COMMAND := .venv/.command-$(call key,requirements.txt pyproject.toml)
NODE := node_modules/.checked-$(call key,requirements.txt requirements-node.txt package-lock.json)
PIP_INSTALL := pip install --quiet --no-deps
LOCKED := --require-hashes --only-binary=:all:

install: $(COMMAND) $(NODE)

run: $(COMMAND)
	@reelmark demo

# A process more than cores: a third of what browsers are tested for is waiting.
PROCESSES = --numprocesses $$(($$(getconf _NPROCESSORS_ONLN) + 1))

# All parts run even when one fails. pytest comes last: its closing line is the summary.
test test-all test-core test-browser: install
	@failed=0; \
	case $@ in test) kind="and not thorough";; test-all) kind="";; \
		test-core) kind="and not browser";; *) kind="and browser";; esac; \
	[ $@ = test-browser ] || $(MAKE) --no-print-directory lint || failed=1; \
	[ $@ = test-browser ] || node --test --test-reporter=spec tests/js/*.test.js || failed=1; \
	[ $@ = test-core ] || pytest -m quiet -rP || failed=1; \
	pytest -m "not quiet $$kind" $(PROCESSES) --dist loadfile --no-loadscope-reorder || failed=1; \
	exit $$failed

# All that touches a database, with SQLite and PostgreSQL each.
test-databases: install
	TEST_ALL_DATABASES=1 pytest --numprocesses auto --dist loadfile tests/ledger tests/registry tests/publishing tests/api tests/cli

# The pictures in docs/screens, made anew.
screens: install
	SCREENS=docs/screens pytest tests/extension/test_screens.py

ANY_KEY := AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
lint: $(COMMAND) $(NODE)
	ruff check
	ruff format --check
	mypy --num-workers auto
	lint-imports --no-logo
	node_modules/.bin/tsc
	node_modules/.bin/eslint
	@python scripts/assemble_extension.py --server https://registry.example --key $(ANY_KEY) --to dist/lint/extension >/dev/null
	node_modules/.bin/addons-linter --boring --warnings-as-errors dist/lint/reelmark-*.zip

bench: $(COMMAND) $(NODE)
	@for file in benchmarks/[!_]*.py; do python -m "benchmarks.$$(basename "$$file" .py)" || exit; done
	@python -m benchmarks.density --save
	@python -m benchmarks.extension --save
	@python -m benchmarks.accuracy --final --peers --save
	@for file in benchmarks/*.mjs; do node "$$file" || exit; done

# What benchmarks/accuracy compares with. vpdq is built from source: there is no wheel of it.
peers: $(COMMAND)
	@pip install --quiet --require-hashes -r requirements-peers.txt

# The browser extension for one registry: make extension SERVER=https://… KEY=… (`reelmark serve` prints the key).
extension: $(COMMAND)
	@python scripts/assemble_extension.py --server "$(SERVER)" --key "$(KEY)"

# Needs uv (https://docs.astral.sh/uv/) and npm on the PATH. `make lock UPGRADE=--upgrade` takes newer versions.
COMPILE := uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
	--custom-compile-command "make lock" $(UPGRADE)
lock:
	$(COMPILE) pyproject.toml --group dev -o requirements.txt
	$(COMPILE) --group pyproject.toml:node -o requirements-node.txt
	$(COMPILE) --group pyproject.toml:peers -c requirements.txt -o requirements-peers.txt
	npm install --package-lock-only --omit-lockfile-registry-resolved --no-audit --no-fund

clean:
	rm -rf .venv node_modules dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

system:
	@$(SYSTEM) scripts/check-system $(or $(MAKECMDGOALS),install)

$(PACKAGES): | system
	@echo "python packages: .venv"
	@$(SYSTEM) python3 -m venv --clear .venv
	@$(PIP_INSTALL) $(LOCKED) -r requirements.txt
	@touch $@

$(COMMAND): $(PACKAGES)
	@echo "reelmark: .venv/bin/reelmark"
	@$(PIP_INSTALL) --no-build-isolation --editable .
	@rm -f .venv/.command-*
	@touch $@

# eslint 10 asks for Node 20.19.
$(NODE): $(PACKAGES)
	@node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' \
		2>/dev/null && npm --version >/dev/null 2>&1 || \
		{ echo "node from PyPI: .venv/bin/node"; $(PIP_INSTALL) $(LOCKED) -r requirements-node.txt; }
	@echo "node packages: node_modules"
	@npm ci --loglevel=error --ignore-scripts --no-audit --no-fund --no-update-notifier >/dev/null
	@touch $@
