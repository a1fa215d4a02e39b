# Everything a new machine needs: Python 3.11 or later, pip, make and git.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DOCS := .venv-docs
BENCH := .venv-bench
APPS := .venv-apps
TABLES := .venv-tables
FHIR := .venv-fhir
CHROMIUM := /usr/bin/chromium
APT := $(if $(filter 0,$(shell id -u)),,sudo) env DEBIAN_FRONTEND=noninteractive apt-get
# An interpreter is never downloaded, and bytecode is compiled once here and not at every first import.
export UV_PYTHON_DOWNLOADS := never
export UV_COMPILE_BYTECODE := 1
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo test deep mutation check build docs docs-serve docs-files test-docs test-apps test-tables test-fhir test-wheel prove bench bench-tables dist lock clean

help:
	@echo "make demo    set up, then triage a few real people"
	@echo "make test    set up, then all Python tests"
	@echo "make deep    the same tests with a long search"
	@echo "make mutation  break the engine and the proofs in every small way, and see that a test fails; long"
	@echo "make check   formatting, types, import contract, rule files, proofs, generated files"
	@echo "make build   compile rules/ into the package"
	@echo "make docs    build the documentation into site/; make docs-serve shows it while you write"
	@echo "make docs PACK='FOLDER ...'  the same for a pack of your own, into build/pack/site, with Try it"
	@echo "make test-docs  fetch Chromium and npm packages, then test the site in the browser"
	@echo "make test-tables  data frames, DuckDB and SQL beside evaluate, on hundreds of random rule sets"
	@echo "make test-fhir  everything that becomes FHIR, held against HL7's JSON Schemas and fhir.resources"
	@echo "make test-apps  the library inside web apps, under thousands of requests; the example app in Chromium"
	@echo "make test-wheel  the tutorial and the guides, with the built wheel alone, in an empty folder"
	@echo "make prove   fetch Coq and OCaml, prove the laws for every rule set, and hold the library against what was proved"
	@echo "make bench   time evaluate and import beside what a user would pick instead; a few minutes"
	@echo "make bench-tables  time whole tables beside a loop over evaluate"
	@echo "make dist    build wheel and sdist twice, and see that they are the same; bill of materials, licences, sha256"
	@echo "make lock    pin the development tools again"

# A tool folder of our own: works where the system's Python is externally managed, and touches nothing else.
.tools/bin/uv: requirements/uv.txt
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --upgrade --target .tools --require-hashes -r requirements/uv.txt
	@touch $@

$(VENV)/.ready: .tools/bin/uv requirements/dev.txt pyproject.toml src/triage/__init__.py
	.tools/bin/uv venv --quiet --clear --python $(PYTHON) $(VENV)
	.tools/bin/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/dev.txt
	.tools/bin/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

demo: $(VENV)/.ready
	@$(BIN)/python demo/demo.py

test: $(VENV)/.ready
	$(BIN)/pytest -n 2

deep: $(VENV)/.ready
	$(BIN)/pytest -n 2 --deep

# From the beginning: mutmut lets survivors of earlier runs stand, whatever tests were added.
mutation: $(VENV)/.ready
	rm -rf mutants
	$(BIN)/mutmut run
	$(BIN)/python tests/mutation.py

check: $(VENV)/.ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	git ls-files 'rules/*.yaml' ':!rules/released' | $(BIN)/triage check rules --listing -
	$(BIN)/triage build --check
	$(BIN)/triage pages --check
	$(BIN)/triage safety-case --check
	$(BIN)/triage schema --to docs/reference/schema --check
	$(BIN)/triage verify
	$(BIN)/triage mutants
	$(BIN)/triage release --check

build: $(VENV)/.ready
	$(BIN)/triage build
	$(BIN)/triage pages
	$(BIN)/triage safety-case
	$(BIN)/triage schema --to docs/reference/schema

$(DOCS)/.ready: .tools/bin/uv requirements/docs.txt pyproject.toml src/triage/__init__.py
	.tools/bin/uv venv --quiet --clear --python $(PYTHON) $(DOCS)
	.tools/bin/uv pip install --quiet --python $(DOCS)/bin/python --require-hashes -r requirements/docs.txt
	.tools/bin/uv pip install --quiet --python $(DOCS)/bin/python --no-deps --no-build-isolation -e .
	@touch $@

# npm brings the Python runtime of the Try it page. Without npm everything else is built, and the page says what is missing.
node_modules/.ready: package-lock.json
	@if command -v npm > /dev/null; then npm ci --ignore-scripts --no-audit --no-fund && touch $@; else echo "npm not found"; fi

docs-files: $(DOCS)/.ready node_modules/.ready
	$(DOCS)/bin/python docs_build/runtime.py

# With PACK the site of another pack, in build/pack/site: its pages, and Try it with its rules.
docs: docs-files
ifdef PACK
	$(DOCS)/bin/python docs_build/pack.py $(PACK)
	NO_MKDOCS_2_WARNING=1 $(DOCS)/bin/mkdocs build --strict --quiet --config-file build/pack/mkdocs.yml
else
	NO_MKDOCS_2_WARNING=1 $(DOCS)/bin/mkdocs build --strict --quiet
endif

docs-serve: docs-files
	NO_MKDOCS_2_WARNING=1 $(DOCS)/bin/mkdocs serve

# What only the browser tests need is taken from Debian where it isn't there already.
$(CHROMIUM):
	$(APT) update -qq && $(APT) install -y -qq --no-install-recommends chromium < /dev/null

# Somebody else's renderer of FHIR questionnaires. Installed as a package it would bring the Angular that it was built with; all that runs is
# in its archive.
LFORMS := lforms-40.1.3.tgz
LFORMS_SHA512 := 58baee4e6f817159da7c2d2b480437fdc36a871bdc941531c811baf1ab9bfee85ad8d68af47f1965c1174d3b8e46e1b3cc2b74c1aedfbe1ba2799b5c0c874fcd
.lforms/.ready: Makefile
	command -v npm > /dev/null || { $(APT) update -qq && $(APT) install -y -qq --no-install-recommends npm < /dev/null; }
	rm -rf .lforms && mkdir .lforms
	cd .lforms && npm pack --silent lforms@$(patsubst lforms-%.tgz,%,$(LFORMS)) > /dev/null
	cd .lforms && echo "$(LFORMS_SHA512)  $(LFORMS)" | sha512sum --check --quiet
	cd .lforms && tar xzf $(LFORMS) --strip-components=1 package/dist/lforms && rm $(LFORMS)
	@touch $@

test-docs: $(CHROMIUM) .lforms/.ready
	$(MAKE) --no-print-directory docs
	$(DOCS)/bin/pytest -c tests_browser/pytest.ini tests_browser -n 2 --dist loadgroup

# Coq and OCaml come from Debian, where they aren't there already.
prove: $(VENV)/.ready
	command -v coqc > /dev/null && ocamlfind query yojson > /dev/null 2>&1 || { $(APT) update -qq && \
		$(APT) install -y -qq --no-install-recommends coq ocaml ocaml-findlib libyojson-ocaml-dev < /dev/null; }
	$(MAKE) --no-print-directory -C proofs
	$(BIN)/pytest -c tests/proofs/pytest.ini tests/proofs -n 2

$(APPS)/.ready: .tools/bin/uv requirements/apps.txt pyproject.toml src/triage/__init__.py
	.tools/bin/uv venv --quiet --clear --python $(PYTHON) $(APPS)
	.tools/bin/uv pip install --quiet --python $(APPS)/bin/python --require-hashes -r requirements/apps.txt
	.tools/bin/uv pip install --quiet --python $(APPS)/bin/python --no-deps --no-build-isolation -e .
	@touch $@

test-apps: $(APPS)/.ready $(CHROMIUM)
	$(APPS)/bin/pytest -c tests_apps/pytest.ini tests_apps -n 2

$(TABLES)/.ready: .tools/bin/uv requirements/tables.txt pyproject.toml src/triage/__init__.py
	.tools/bin/uv venv --quiet --clear --python $(PYTHON) $(TABLES)
	.tools/bin/uv pip install --quiet --python $(TABLES)/bin/python --require-hashes -r requirements/tables.txt
	.tools/bin/uv pip install --quiet --python $(TABLES)/bin/python --no-deps --no-build-isolation -e .
	@touch $@

# Spark runs on Java, which comes from Debian where there is none.
test-tables: $(TABLES)/.ready
	command -v java > /dev/null || { $(APT) update -qq && $(APT) install -y -qq --no-install-recommends openjdk-17-jre-headless < /dev/null; }
	$(TABLES)/bin/pytest -c tests_tables/pytest.ini tests_tables -n 2 --dist loadgroup

$(FHIR)/.ready: .tools/bin/uv requirements/fhir.txt pyproject.toml src/triage/__init__.py
	.tools/bin/uv venv --quiet --clear --python $(PYTHON) $(FHIR)
	.tools/bin/uv pip install --quiet --python $(FHIR)/bin/python --require-hashes -r requirements/fhir.txt
	.tools/bin/uv pip install --quiet --python $(FHIR)/bin/python --no-deps --no-build-isolation -e .
	@touch $@

# HL7's JSON Schemas come from npm, in a folder of their own: the documentation needs none of them.
tests_fhir/node_modules/.ready: tests_fhir/package-lock.json
	command -v npm > /dev/null || { $(APT) update -qq && $(APT) install -y -qq --no-install-recommends npm < /dev/null; }
	cd tests_fhir && npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

test-fhir: $(FHIR)/.ready tests_fhir/node_modules/.ready
	$(FHIR)/bin/pytest -c tests_fhir/pytest.ini tests_fhir -n 2

# One worker: each set of extras is installed once.
test-wheel: $(VENV)/.ready
	$(BIN)/pytest -c tests_wheel/pytest.ini tests_wheel

$(BENCH)/.ready: .tools/bin/uv requirements/bench.txt pyproject.toml src/triage/__init__.py
	.tools/bin/uv venv --quiet --clear --python $(PYTHON) $(BENCH)
	.tools/bin/uv pip install --quiet --python $(BENCH)/bin/python --require-hashes -r requirements/bench.txt
	.tools/bin/uv pip install --quiet --python $(BENCH)/bin/python --no-deps --no-build-isolation -e .
	@touch $@

bench: $(BENCH)/.ready
	$(BENCH)/bin/python -u benchmarks/evaluate.py
	$(BENCH)/bin/python -u benchmarks/importing.py

bench-tables: $(TABLES)/.ready
	$(TABLES)/bin/python -u benchmarks/tables.py
	$(BENCH)/bin/python -u benchmarks/questionnaire.py

.venv-dist/.ready: .tools/bin/uv requirements/dist.txt
	.tools/bin/uv venv --quiet --clear --python $(PYTHON) .venv-dist
	.tools/bin/uv pip install --quiet --python .venv-dist/bin/python --require-hashes -r requirements/dist.txt
	@touch $@

dist: $(VENV)/.ready .venv-dist/.ready
	.ci/dist

lock: .tools/bin/uv
	echo "uv==0.13.9" | .tools/bin/uv pip compile --quiet --universal --generate-hashes --no-header - -o requirements/uv.txt
	.tools/bin/uv pip compile --quiet --universal --generate-hashes --no-header --group dev --extra authoring --extra cli pyproject.toml -o requirements/dev.txt
	.tools/bin/uv pip compile --quiet --universal --generate-hashes --no-header --group docs --group browser pyproject.toml -o requirements/docs.txt
	.tools/bin/uv pip compile --quiet --universal --generate-hashes --no-header --group bench pyproject.toml -o requirements/bench.txt
	.tools/bin/uv pip compile --quiet --universal --generate-hashes --no-header --group dist pyproject.toml -o requirements/dist.txt
	.tools/bin/uv pip compile --quiet --universal --generate-hashes --no-header --group tables --extra frames --extra tables pyproject.toml -o requirements/tables.txt
	.tools/bin/uv pip compile --quiet --universal --generate-hashes --no-header --group fhir pyproject.toml -o requirements/fhir.txt
	.tools/bin/uv pip compile --quiet --universal --generate-hashes --no-header --group apps --extra mcp pyproject.toml -o requirements/apps.txt

clean:
	rm -rf .lforms .venv .venv-docs .venv-apps .venv-tables .venv-fhir .venv-bench .venv-dist .tools node_modules tests_fhir/node_modules build dist site .pytest_cache .mypy_cache .ruff_cache .hypothesis mutants
