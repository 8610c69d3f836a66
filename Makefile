# Two commands: `make run` and `make test`. The others are for those who change things.
.DEFAULT_GOAL := help
# A file of settings (newsroom.env) is the service's; tests and checks know none.
test both coverage proofs quick lint s3 nginx bench load transactions bench-gifts recovery: export NEWSROOM_ENV :=
.PHONY: help run install install-s3 sound test both coverage proofs quick format lint editor lock s3 nginx bench load transactions bench-gifts recovery clean
PYTHON ?= python3
BIN := .venv/bin

help: ## Say what there is
	@grep -E '^[a-z0-9-]+:.*##' Makefile | sed -E 's/:[^#]*## /\t/' | expand -t 14

run: .venv/.run ## Start the newsroom, with a demo paper the first time
	@$(BIN)/python manage.py serve

install: .venv/.run ## Install what the newsroom needs, and start nothing

install-s3: .venv/.run ## Install what the newsroom needs with pictures in a bucket (MEDIA_STORAGE)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r deploy/requirements-s3.txt

test: .venv/.test ## Run every check and test, on SQLite and PostgreSQL, and in a browser
	@tests/run.sh

both: .venv/.test ## Run every test on PostgreSQL as well (half an hour)
	@$(BIN)/python -m tests.postgres $(BIN)/pytest -n 2 --dist loadfile

proofs: .venv/.test ## Run the proofs of the books and of the desk in full size, on SQLite (hours); and that no kill loses text, on both
	@PROOFS=full $(BIN)/pytest tests/membership/giving/test_any_order.py tests/membership/books/reconciling/test_any_order_webhook.py tests/membership/books/reconciling/test_events.py tests/membership/giving/test_card_testing.py tests/articles/reading/test_many.py tests/articles/reading/test_widths.py tests/membership/books/closing/test_proof_books.py tests/membership/giving/test_status_reports_any_order.py tests/membership/books/reports/test_spans.py tests/membership/bank_imports/test_desk.py tests/rules/test_short_transactions.py tests/articles/editing/merging tests/articles/admin/test_story_form_two_people.py tests/articles/admin/killed_saves.py tests/articles/admin/two_at_forms.py
	@PROOFS=full $(BIN)/python -m tests.postgres $(BIN)/pytest tests/articles/admin/killed_saves.py

s3: .venv/.test ## Run the tests of pictures with all files in a bucket of S3
	@PICTURES=bucket $(BIN)/pytest tests/articles/pictures tests/articles/own_pages/test_pictures.py

nginx: .venv/.test ## Run the tests of pictures that nginx sends (it has to be installed)
	@$(BIN)/pytest tests/articles/pictures/behind_nginx.py

# The tests of them: without the proofs, the demo and the figures, which run through the same lines many times over.
TOUCHING = $(shell grep -rlE 'membership|gift|newsroom\.mail' tests --include='test_*.py' | grep -vE '/(reports|appeals|demo)/|/test_(any_order|webhook_kills|proof_|roles|house|looks)')
coverage: .venv/.test ## Show that every branch of money, giving, receipts and providers is tested
	@$(BIN)/coverage erase
	@$(BIN)/coverage run -m pytest -n 2 --dist loadfile -m "not browser" $(TOUCHING)
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report

quick: .venv/.test ## Run the tests of the rooms that were changed, on SQLite without a browser
	@$(BIN)/pytest -n 2 --dist loadfile -m "not browser" $$($(BIN)/python -m tests.tooling.changed)

format: .venv/.test ## Write Python, scripts and style sheets as they are to be
	@$(BIN)/ruff format --quiet .
	@DENO_NO_UPDATE_CHECK=1 $(BIN)/deno fmt --quiet -c tests/deno.json $$(find articles membership newsroom -name '*.js' ! -name '*.min.js')
	@$(BIN)/python -m tests.tooling.style_sheets --write

lint: .venv/.test ## Check formatting, lint, types, templates and dependencies
	@tests/lint.sh

editor: .venv/.test ## Cut the body editor anew out of its library (needs the network)
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m tests.tooling.editor

lock: ## Write both lock files anew from pyproject.toml
	@tests/lock.sh

bench: .venv/.test ## Measure CPU per request beside a Django hello
	@$(BIN)/python -m tests.bench

load: .venv/.test ## Measure how long readers wait while twenty editors save, on both databases
	@$(BIN)/python -m tests.bench.load
	@$(BIN)/python -m tests.postgres $(BIN)/python -m tests.bench.load

transactions: .venv/.test ## Measure the longest write transaction of each verb at 100,000 stories, on both databases
	@$(BIN)/python -m tests.bench.transactions
	@$(BIN)/python -m tests.postgres $(BIN)/python -m tests.bench.transactions

bench-gifts: .venv/.test ## Measure every page, round and file of the gift at 100,000 gifts, on both databases
	@$(BIN)/python -m tests.bench.gifts
	@$(BIN)/python -m tests.postgres $(BIN)/python -m tests.bench.gifts

recovery: .venv/.test ## Measure backup, restore and the first page after it at 100,000 stories, on both databases
	@$(BIN)/python -m tests.bench.recovery
	@$(BIN)/python -m tests.postgres $(BIN)/python -m tests.bench.recovery

clean: ## Remove .venv (what the newsroom wrote stays in var/)
	rm -rf .venv

# A .venv belongs to one Python and one folder.
sound:
	@[ ! -e .venv ] || { \
	  version=$$(.venv/bin/python -c 'import sys; print("%d.%d" % sys.version_info[:2]); sys.exit(sys.version_info < (3, 11))' 2>/dev/null) \
	  && [ -d ".venv/lib/python$$version" ] \
	  && where=$$(sed -n 's/^command = .* -m venv \(--[^ ]* \)*//p' .venv/pyvenv.cfg) && { [ -z "$$where" ] || [ "$$where" -ef .venv ]; }; } || { \
	  echo "The .venv here was made by another Python or in another folder, and does not work any more."; \
	  echo "Remove it and begin again (what the newsroom wrote stays): make clean $(or $(MAKECMDGOALS),run)"; exit 1; }

.venv/bin/python: | sound
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Python 3.11 or newer is needed. Install it, or name it: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv .venv || { \
	  echo "Python cannot make a virtual environment. On Debian: apt-get install python3-venv"; exit 1; }

.venv/.run: requirements.txt | sound .venv/bin/python
	@echo "Installing what the newsroom needs …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/.test: tests/requirements.txt .venv/.run | .venv/bin/python
	@echo "Installing what the tests need …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/requirements.txt
	@touch $@
