# Two commands do all the set-up: `make run` and `make test`.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
PY := $(VENV)/bin/python
DEMO ?= 1
TEST_VAR := $(shell mktemp -d -u /tmp/coachapp-test.XXXXXX)
SERVICES_DATABASE_URL ?= postgres://postgres@127.0.0.1:5432/postgres
SERVICES_REDIS_URL ?= redis://127.0.0.1:6379/9

.PHONY: run test test-services lint types fresh lock bench bench-scale bench-phone faults screenshots mutants

run: export VAR_DIR := var/$(if $(filter 1,$(DEMO)),demo,own)
run: $(VENV)/.run-stamp
	@DEBUG=on DEMO=$(DEMO) PORT=$(PORT) exec $(PY) manage.py up

test: export VAR_DIR := $(TEST_VAR)
test: $(VENV)/.dev-stamp
	@trap 'rm -rf "$(TEST_VAR)"' EXIT; DEBUG=on $(PY) -m pytest -n auto --dist worksteal $(ARGS)

# The same suite on PostgreSQL and Redis.
test-services: export VAR_DIR := $(TEST_VAR)
test-services: $(VENV)/.dev-stamp
	@trap 'rm -rf "$(TEST_VAR)"' EXIT; DEBUG=on DATABASE_URL="$(SERVICES_DATABASE_URL)" \
	  CELERY_BROKER_URL="$(SERVICES_REDIS_URL)" CACHE_URL="$(SERVICES_REDIS_URL)" \
	  $(PY) -m pytest -n auto --dist worksteal $(ARGS)

lint: $(VENV)/.dev-stamp
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/djlint --quiet --lint templates
	$(VENV)/bin/lint-imports
	$(VENV)/bin/yamllint -d "{extends: relaxed, rules: {line-length: {max: 140}}}" docker-compose.yml

types: $(VENV)/.dev-stamp
	DEBUG=on VAR_DIR=/tmp/coachapp-types $(VENV)/bin/mypy $(shell cat .typed)

# What is generated is up to date: migrations, bundles, and every sentence can be collected for translation.
fresh: export VAR_DIR := $(TEST_VAR)
fresh: $(VENV)/.dev-stamp
	@trap 'rm -rf "$(TEST_VAR)" locale/xx' EXIT; export DEBUG=on; \
	$(PY) manage.py makemigrations --check --dry-run && $(PY) manage.py bundle --check \
	&& $(PY) manage.py makemessages -l xx --no-location --ignore $(VENV) --ignore tests -v 0

screenshots: $(VENV)/.dev-stamp
	$(PY) tests/screenshots.py

# uv reads only its own settings. Where it cannot reach an index, pip with the machine's configuration does the same job.
$(VENV)/.run-stamp: requirements/run.txt requirements/uv.txt
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "coachapp needs Python 3.11 or newer; found " + sys.version.split()[0] + ". Set PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv $(VENV)
	{ $(VENV)/bin/pip install -q --disable-pip-version-check --require-hashes -r requirements/uv.txt \
	  && $(VENV)/bin/uv pip install -q --python $(PY) --require-hashes -r requirements/run.txt; } \
	|| $(VENV)/bin/pip install -q --disable-pip-version-check --require-hashes -r requirements/run.txt
	touch $@

$(VENV)/.dev-stamp: $(VENV)/.run-stamp requirements/dev.txt
	$(VENV)/bin/uv pip install -q --python $(PY) --require-hashes -r requirements/dev.txt \
	|| $(VENV)/bin/pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
	touch $@

lock: $(VENV)/.run-stamp
	echo uv | $(VENV)/bin/uv pip compile -q - --universal --generate-hashes --no-header -o requirements/uv.txt
	$(VENV)/bin/uv pip compile -q pyproject.toml --universal --generate-hashes --no-header -o requirements/run.txt
	$(VENV)/bin/uv pip compile -q pyproject.toml --all-extras --group dev --universal --generate-hashes --no-header -c requirements/run.txt -o requirements/dev.txt

# Our pages and mail beside the limit app; needs PostgreSQL and Redis on this machine.
bench: $(VENV)/.dev-stamp
	PYTHONPATH=.:tests/bench $(PY) tests/bench/run.py

# Today and the log pages on a slow phone: paint, shift and blocking, cold and warm.
bench-phone: $(VENV)/.dev-stamp
	PYTHONPATH=.:tests/bench $(PY) tests/bench/slow_phone.py

# The same mail among ten thousand athletes and among a million; minutes, most of them for filling the tables.
bench-scale: $(VENV)/.dev-stamp
	PYTHONPATH=.:tests/bench $(PY) tests/bench/scale.py

# Workers, beat, Redis, database and mail server fail while reminders go out; needs PostgreSQL and redis-server.
faults: $(VENV)/.dev-stamp
	FAULTS_REPORT=docs/faults.md $(PY) tests/faults/run.py

# Small changes to the rules that no test notices; an hour for all, which rewrites docs/mutants.md.
# One module: make mutants ARGS='plans.rules.easy_days*'
mutants: export VAR_DIR := $(TEST_VAR)
mutants: $(VENV)/.dev-stamp
	@trap 'rm -rf "$(TEST_VAR)"' EXIT; export DEBUG=on PATH="$(CURDIR)/$(VENV)/bin:$$PATH"; \
	mutmut run $(ARGS); mutmut results; $(if $(ARGS),,$(PY) tests/mutants.py)
