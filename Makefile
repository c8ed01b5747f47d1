# The jobs that README promises. On Windows, README gives the same as one-line commands.
PYTHON ?= python3
BIN := .venv/bin
# Hundreds of processes of the tests would each compile the sources anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help report test test-lowest mutants bench lint types docs pictures master dist
help:     ## this list
	@grep -E '^[a-z-]+: ' Makefile | sed 's/:[^#]*## /\t/'

.venv/ready: requirements.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@$(BIN)/python -m compileall -q reporter   # the first run, or every one where Python may not write here: 0.9 s
	@touch $@

.venv/ready-test: .venv/ready requirements-test.txt requirements/test.txt requirements/pdf.txt requirements/web.txt requirements/dask.txt \
		requirements/lint.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-test.txt
	@touch $@

# Every library at the lowest version that its line allows, so that the lines are true; TESTS narrows what is run there.
.venv-lowest/ready: requirements.txt requirements/test.txt requirements/pdf.txt requirements/web.txt
	$(PYTHON) -m venv .venv-lowest
	sed -E 's/>=([0-9.]+),[^ ]*/==\1/' requirements.txt requirements/test.txt requirements/pdf.txt requirements/web.txt >.venv-lowest/lowest.txt
	.venv-lowest/bin/python -m pip install --quiet --disable-pip-version-check -r .venv-lowest/lowest.txt
	@touch $@

# Exit status 1 means that something put in needs a person, which is no failure of the run; 2 is one.
report: .venv/ready   ## the monthly run on input/, into output/
	@$(BIN)/python generate.py || [ $$? -eq 1 ]

test: .venv/ready-test   ## every test, on all cores
	$(BIN)/python -m pytest -n auto --dist worksteal
	$(BIN)/ruff check .

test-lowest: .venv-lowest/ready   ## every test, with the lowest versions of all libraries
	.venv-lowest/bin/python -m pytest -n auto $(TESTS)

mutants: .venv/ready-test   ## faults put into the rules one at a time; those that no test notices are named
	$(BIN)/python -m tests.mutants

bench: .venv/ready-test   ## the measurements of benchmarks/, with their peers
	for each in benchmarks/[a-z]*.py; do echo "== $$each"; $(BIN)/python $$each || exit 1; done

lint: .venv/ready-test   ## the linter alone
	$(BIN)/ruff check .

types: .venv/ready-test   ## the types, strictly
	$(BIN)/mypy --strict reporter

docs: .venv/ready-test   ## write what is rendered from the code
	$(BIN)/python -m tests.render_docs

pictures: .venv/ready-test   ## draw the pictures of README and manual again (needs LibreOffice, Chromium)
	$(BIN)/python -m tests.gallery
	$(BIN)/python -m tests.page_gallery

dist: .venv/ready-test   ## folders that run on a double click, for Windows and Linux, in dist/ (bundle/README.md)
	$(BIN)/python bundle/make_bundle.py build

master: .venv/ready-test   ## write the shipped master list again, with the rows that it has
	$(BIN)/python -m tests.masters
