# make site    build the site and serve it on http://localhost:8000
# make test    the linters, the types and every test; CI also runs `lighthouse`, `verify`, and the scripts on PyTorch
# make check-translations    what translators need of it, in seconds
# make check-lesson NAME=train    what there is to say of one lesson, in two minutes
# make lighthouse    what Lighthouse says of a page of each kind: a minute or two, and needs npm
# make nu      what the W3C's checker says of every page's HTML: seconds, and needs npm and Java
# make pdf     build the site, and make a PDF of all lessons of each language in site/
# make faults   put faults into copies of the project, and see that tests notice: half an hour at the most
# make properdocs    build the site with MkDocs and with its fork ProperDocs, and compare: a minute at the most
# make canary    run the tests and `verify` on the newest packages, whatever the locks hold: ten minutes or more
# make upgrade    bring the locks up to date, or with PACKAGE=keras that package alone, and print what has moved
# The rest: `make lock`, `make bench`. With MNIST=path/to/mnist.npz, `make records` draws the photos that scripts read, runs
# the examples and records what the pages show as output, and packs the digits on which pages train a network;
# `make verify` runs the examples again and compares. With SINCE=auto, or a revision, it runs only those that have been
# touched since.

PYTHON ?= python3
BIN := .venv/bin
# --python, because uv would take an environment that is active before this one.
INSTALL := $(BIN)/uv pip install --python $(BIN)/python --quiet --require-hashes --compile-bytecode --requirement
MNIST ?= auto

LIGHTHOUSE := tests/measuring/lighthouse/node_modules
NU := tests/measuring/nu/node_modules
FIREFOX := tests/browser/node_modules

# In a container, a user may have no home. Jupyter's packages, which build the site, would stop without one.
ifeq ($(HOME),)
export HOME := $(or $(shell getent passwd "$$(id -u)" | cut -d: -f6),$(CURDIR)/.cache/home)
endif

# Containers often set it, and then each of a hundred processes compiles the same modules again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: site test pdf check-translations check-lesson lighthouse nu properdocs canary faults records verify lock upgrade bench clean

site: .venv/site
	$(BIN)/mkdocs serve

# Without npm, the test in Firefox is skipped.
test: .venv/test $(if $(shell command -v npm),$(FIREFOX))
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --num-workers auto
	$(BIN)/pytest -n auto --dist loadgroup --no-loadscope-reorder \
		--cov=examples --cov-report=term-missing:skip-covered --cov-fail-under=100

pdf: .venv/site
	WITH_PDF=true $(BIN)/mkdocs build --strict
	$(BIN)/python -m docs.plugins pdf site

check-translations: .venv/site
	$(BIN)/python -m docs.plugins check

check-lesson: .venv/test
	$(if $(NAME),,$(error no lesson named; write: make check-lesson NAME=train))
	$(if $(wildcard docs/vi/$(NAME).md),,$(error no lesson docs/vi/$(NAME).md))
	$(BIN)/python -m docs.plugins check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --num-workers auto
	$(BIN)/pytest --quiet --lesson $(NAME)

lighthouse: .venv/test $(LIGHTHOUSE)
	$(BIN)/python -m tests.measuring.lighthouse

nu: .venv/site $(NU)
	$(BIN)/mkdocs build --strict --quiet --site-dir .cache/nu
	java -Xss4m -jar $(NU)/vnu-jar/build/dist/vnu.jar --errors-only --skip-non-html .cache/nu

properdocs: .venv/site
	$(BIN)/python -m tests.properdocs

canary: .venv/site $(if $(shell command -v npm),$(FIREFOX))
	$(BIN)/python -m tests.canary --data $(MNIST)

faults: .venv/test
	$(BIN)/python -m tests.faults

records: .venv/test
	$(BIN)/python -m examples photos
	$(BIN)/python -m examples record --data $(MNIST)
	$(BIN)/python -m examples digits --data $(MNIST)

verify: .venv/test
	$(BIN)/python -m examples verify --data $(MNIST) $(if $(SINCE),--since $(SINCE))
	$(BIN)/pytest --quiet --no-cov tests/browser/test_trainer_script.py --trainings 20

bench: .venv/test $(LIGHTHOUSE) $(FIREFOX)
	$(BIN)/python -m tests.measuring.bench --data $(MNIST)

lock: .venv/uv
	$(BIN)/python -m tests.locking

upgrade: .venv/uv
	$(BIN)/python -m tests.locking --upgrade $(PACKAGE)

clean:
	rm -rf .venv .cache site outputs $(LIGHTHOUSE) $(NU) $(FIREFOX)

.venv/uv: docs/uv.txt
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null || { echo \
		"error: $(PYTHON) is missing, or is not Python 3.11, 3.12 or 3.13; name one that is:" \
		"make $(or $(MAKECMDGOALS),site) PYTHON=python3.13" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --require-hashes --requirement docs/uv.txt
	touch $@

.venv/site: .venv/uv docs/requirements.txt
	$(INSTALL) docs/requirements.txt
	touch $@

.venv/test: .venv/uv requirements.txt examples/requirements-extra.txt
	$(INSTALL) requirements.txt
	$(INSTALL) examples/requirements-extra.txt
	touch $@ .venv/site

%/node_modules: %/package.json %/package-lock.json
	cd $* && npm ci --ignore-scripts --no-audit --no-fund --silent
	touch $@
