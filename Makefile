# Qalqan: the targets a newcomer runs are the ones that CI runs.
PYTHON ?= python3
VENV   ?= .venv
BIN     = $(VENV)/bin
HOME_DEMO ?= demo-home

.PHONY: help setup demo test check bench docs shots fuzz lock-file translations clean

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.ready  ## build .venv from requirements.lock and compile the translations

$(VENV)/.ready: requirements.lock pyproject.toml $(wildcard src/qalqan/locale/*/LC_MESSAGES/*.po)
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -c 'import sys; sys.exit("Qalqan needs Python 3.11 or later; name one with PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	@echo "installing what requirements.lock names (a few minutes the first time)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/pybabel --quiet compile --domain=django --directory=src/qalqan/locale
	@touch $@

demo: setup  ## take the samples through the whole flow and serve site and desk
	$(BIN)/qalqan demo

test: setup  ## every check and every test this machine can run, on SQLite and on PostgreSQL
	$(BIN)/python tests/run.py

check: setup  ## format, lint, types and contracts, without the tests
	$(BIN)/python tests/run.py --checks

bench: setup  ## measure speed beside named peers and write docs/reference/measured.md
	$(BIN)/python -m bench

fuzz: setup  ## fuzz the readers until stopped (needs atheris: pip install -e '.[fuzz]')
	$(BIN)/python tests/nightly/fuzz_readers.py

docs: setup  ## write the generated parts of docs/reference anew
	$(BIN)/python docs/generate.py

shots: setup  ## take the screenshots of README in a real Chromium
	$(BIN)/python docs/shots.py

translations: setup  ## gather new strings into the catalogues
	$(BIN)/pybabel --quiet extract --mapping=src/qalqan/locale/babel.cfg --sort-by-file --no-wrap --omit-header --add-location=file --keywords='gettext_lazy ngettext_lazy:1,2 pgettext:1c,2' --output=build-django.pot .
	$(BIN)/pybabel --quiet update --domain=django --no-wrap --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --input-file=build-django.pot --output-dir=src/qalqan/locale
	rm -f build-django.pot

lock-file:  ## make requirements.lock anew (needs uv)
	uv pip compile --quiet --extra postgresql --extra russian --extra cluster --extra develop --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header pyproject.toml -o requirements.lock

clean:  ## remove .venv and the demo workspace
	rm -rf $(VENV) $(HOME_DEMO)
