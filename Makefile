# make site    build the site and serve it on http://localhost:8000
# make test    everything that CI runs
# The rest: `make lock`, `make notebooks`, `make pictures MNIST=path/to/mnist.npz`, `make bench`.

PYTHON ?= python3
BIN := .venv/bin
MNIST ?= auto
# An example's pictures are those that its pages show.
PICTURED := data train solutions/data

.PHONY: site test lock notebooks pictures bench clean

site: .venv/site
	$(BIN)/mkdocs serve

test: .venv/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest --cov=examples --cov-report=term-missing:skip-covered --cov-fail-under=100

notebooks: .venv/site
	$(BIN)/python -m docs.plugins.notebooks

pictures: .venv/test
	for name in $(PICTURED); do $(BIN)/python -m examples run $$name --data $(MNIST) || exit; done
	cp $(foreach name,$(PICTURED),outputs/$(name)/*.png) docs/assets/images/

bench: .venv/test
	$(BIN)/python -m tests.bench --data $(MNIST)

lock: .venv/site
	$(BIN)/pip install --quiet uv==0.13.9
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --quiet --output-file docs/requirements.txt docs/requirements.in
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --quiet --output-file requirements.txt requirements.in

clean:
	rm -rf .venv .cache site outputs

# --no-compile: bytecode is made at the first import, of just what is imported.
.venv/site: docs/requirements.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --no-compile --require-hashes --requirement docs/requirements.txt
	touch $@

.venv/test: requirements.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --require-hashes --requirement requirements.txt
	touch $@ .venv/site
