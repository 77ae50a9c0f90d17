# Two commands matter: `make workshop` and `make test`. Both set up what they need in .venv.
PYTHON ?= python3
# Set on make's command line (make workshop PORT=9000), never taken from the shell: many export HOST or LANGUAGE.
HOST := 127.0.0.1
PORT := 8866
DATA := kpi-workshop-data
LANGUAGE := en
AGENDA := taster
PEOPLE := 5
# Labelled statements to score, and the rule whose errors are listed.
FILE :=
ERRORS :=
bin := .venv/bin
stamp := .venv/.installed

.PHONY: workshop demo rehearse test check score bench lock docs clean

workshop: $(stamp) ## set everything up and serve the workshop's pages
	$(bin)/kpi-workshop serve --host $(HOST) --port $(PORT) --data-dir $(DATA) --language $(LANGUAGE) $(ARGS)

demo: $(stamp) ## the same, with simulated participants
	$(bin)/kpi-workshop demo --host $(HOST) --port $(PORT) --language $(LANGUAGE) $(ARGS)

rehearse: $(stamp) ## play a whole session with simulated people and print what was measured
	$(bin)/kpi-workshop rehearse $(AGENDA) --people $(PEOPLE) --speed 20 --format text

test: check ## set everything up, browser included, and run every test
	$(bin)/python tools/browser.py
	$(bin)/python -m pytest

check: $(stamp) ## format, lint, types, layers
	$(bin)/ruff format --check .
	$(bin)/ruff check .
	$(bin)/mypy
	$(bin)/lint-imports

score: $(stamp) ## how well the critic does on labelled statements, the project's own or FILE
	$(bin)/python -m kpi_workshop.critic.score $(if $(ERRORS),--errors $(ERRORS)) $(FILE)

$(stamp): requirements.lock pyproject.toml
	$(PYTHON) tools/python_version.py
	test -d .venv || $(PYTHON) -m venv .venv
	$(bin)/python -m pip install --quiet --require-hashes --requirement requirements.lock
	$(bin)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $(stamp)

lock: ## pin every dependency anew; needs uv
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --no-annotate --custom-compile-command "make lock" --extra test pyproject.toml --output-file requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --no-annotate --custom-compile-command "make lock" benchmarks/requirements.in \
	  --output-file benchmarks/requirements.lock

bench: $(stamp) ## how fast the critic is, beside its peers on the same lines
	test -d benchmarks/.venv || $(PYTHON) -m venv benchmarks/.venv
	benchmarks/.venv/bin/python -m pip install --quiet --require-hashes --requirement benchmarks/requirements.lock
	$(bin)/python benchmarks/critic.py $(ARGS)

docs: $(stamp) ## write the generated pages of docs/ anew
	$(bin)/python -m kpi_workshop.critic.catalogue
	$(bin)/python -m kpi_workshop.critic.score --markdown
	$(bin)/python tools/commands.py
	$(bin)/python -m tools.notebooks

clean: ## remove what the other targets made, but not your data
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
