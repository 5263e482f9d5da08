# Every target prepares what it needs by itself: a Debian or Ubuntu with make and python3 (3.11.5 or newer) is enough.

PYTHON ?= python3
PY := .venv/bin/python

# The address the pages and leaflets carry. This is its one place; a deployment sets it in the environment.
SITE_URL ?= http://127.0.0.1:8000/
export SITE_URL

# The theme announces its end of life, 5 May 2027, on ten lines at each build; this line is enough.
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.PHONY: help serve test test-fast build check leaflets release gallery bench requirements clean
.PHONY: setup-check setup-build setup-test

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 16

serve: setup-build ## serve at once with live reload on http://127.0.0.1:8000; leaflets when asked for
	$(PY) -m scripts serve

test: setup-test ## style, types, content checks, build and every test
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(PY) -m scripts check
	ICAM_DAY=$$($(PY) -m tests.days --content) $(PY) -m scripts build
	$(PY) -m scripts check --built
	$(PY) -m scripts budget
	$(PY) -m pytest -n 4 --dist worksteal
	$(PY) -m tests.days

test-fast: setup-test ## style, types, content checks and the tests that need no built site
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(PY) -m scripts check
	$(PY) -m pytest -n 4 --dist worksteal tests/unit

build: setup-build ## the folder to publish, in site/
	$(PY) -m scripts build

check: setup-check ## the content checks only
	$(PY) -m scripts check

leaflets: setup-build ## every leaflet of every language, in site/print/
	$(PY) -m scripts leaflets

release: setup-build ## make release SITE_URL=https://…: build, check with the clock, pack into dist/
	$(PY) -m scripts release

gallery: setup-test ## pictures of each kind of page on one sheet, in .build/gallery/
	$(PY) -m scripts gallery

bench: setup-test ## sizes, times, and every attack on the content
	$(PY) -m scripts bench
	$(PY) -m tests.mutations

# An entry that is there keeps its version; remove a .txt file to take the newest of all.
requirements: ## lock the packages named in requirements/*.in and requirements/npm (needs uv)
	for set in check build test; do \
		uv pip compile --quiet --universal --python-version 3.11.5 --generate-hashes --no-annotate \
			--custom-compile-command "make requirements" \
			--output-file requirements/$$set.txt requirements/$$set.in || exit 1; \
	done
	npm install --package-lock-only --ignore-scripts --prefix requirements/npm

clean: ## remove what was built, keep the environment
	rm -rf site .site.new .site.old dist .build .pytest_cache .mypy_cache .ruff_cache

setup-check setup-build setup-test:
	@command -v $(PYTHON) >/dev/null || { echo "python3 (3.11.5 or newer) is missing: apt-get install python3" >&2; exit 1; }
	@$(PYTHON) scripts/setup_environment.py $(@:setup-%=%)
