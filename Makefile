# The commands of the project. Each does the set-up that it needs; CONTRIBUTING.md says what each is for.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV_COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header

# Material's note about its own end of life, at every build; docs/development/ says what follows from it.
export NO_MKDOCS_2_WARNING := 1

.PHONY: site pdf pictures serve check test test-forks generated lock browser edit-files clean

site: edit-files
	$(BIN)/mkdocs build --strict --quiet

pdf: site
	$(BIN)/explainer pdf explainer.pdf

# The pictures of the README.
pictures: site browser
	$(BIN)/python tests/browser/pictures.py

serve: $(VENV)/site-ready
	-@$(BIN)/python -m explainer.surfaces.packages
	$(BIN)/mkdocs serve

check: $(VENV)/test-ready
	$(BIN)/ruff format --check build_scripts tests
	$(BIN)/ruff check build_scripts tests
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/explainer check --strict
	$(BIN)/pytest -m "not browser and not site" --numprocesses 2 --dist worksteal

test: $(VENV)/test-ready browser edit-files
	$(BIN)/pytest --numprocesses 2 --dist worksteal

test-forks: $(VENV)/site-ready
	$(PYTHON) tests/forks.py

browser: $(VENV)/test-ready
	$(BIN)/python tests/browser/chromium.py

# What the page /edit/ is made of, from npm. EDIT_PAGE=no makes the site without that page.
edit-files: $(VENV)/site-ready
ifneq ($(EDIT_PAGE),no)
	@$(BIN)/python -m explainer.surfaces.packages
endif

# What is generated from the schema and committed; a test fails when it is old.
generated: $(VENV)/site-ready
	$(BIN)/explainer schema docs
	$(BIN)/python -m explainer.surfaces.generated

# The lock files, from pyproject.toml.
lock: $(VENV)/site-ready
	$(BIN)/pip install --quiet uv
	$(UV_COMPILE) pyproject.toml --group build --upgrade --output-file requirements/site.txt
	$(UV_COMPILE) pyproject.toml --group build --group test --upgrade --constraint requirements/site.txt \
		--output-file requirements/test.txt
	$(UV_COMPILE) pyproject.toml requirements/forks.in --group build --upgrade --constraint requirements/site.txt \
		--no-emit-package mkdocs-material --output-file requirements/forks.txt

clean:
	rm -rf site $(VENV) .venv-forks .cache .mypy_cache .ruff_cache .pytest_cache .import_linter_cache build_scripts/*.egg-info
	find build_scripts tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/site-ready: requirements/site.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ". Name another with make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/site.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/test-ready: $(VENV)/site-ready requirements/test.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/test.txt
	touch $@
