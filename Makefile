# Every target sets up what it needs by itself, once: see .ci/setup.
QUALITY ?= h

# The films and the files they are in. `make ForwardPass` renders that one alone.
films := ForwardPass Backprop
ForwardPass := scenes/forward_pass.py
Backprop := scenes/backprop.py

ifneq ($(words $(QUALITY))$(filter-out l m h k,$(QUALITY)),1)
$(error QUALITY must be l (480p15), m (720p30), h (1080p60) or k (2160p60), got '$(QUALITY)')
endif
ifeq ($(filter preview,$(MAKECMDGOALS))$(SCENE),preview)
$(error preview needs a SCENE, as in: make preview SCENE=scenes/forward_pass.py PHASE="Layer 1 Forward")
endif

python := .venv/bin/python
workers := --numprocesses logical --dist worksteal
render = .venv/bin/netviz render -q$(QUALITY) --save_sections
unexport NETVIZ_PHASE # only preview films a part

.DEFAULT_GOAL := help
.PHONY: help setup render-all preview test test-latest golden words storyboards bench lint check lock clean $(films)

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' Makefile

setup: .venv/.ready ## Make the environment .venv (the other targets do it themselves)

render-all: .venv/.ready ## Render every film (QUALITY=l|m|h|k, default h: 1080p60) into media/
	$(render) $(foreach film,$(films),$($(film)))
$(films): .venv/.ready
	$(render) $($@) $@

preview: export NETVIZ_PHASE = $(PHASE)
preview: .venv/.ready ## Render one phase, small and quick (SCENE=scenes/forward_pass.py PHASE="Layer 1 Forward")
	@test -f "$$SCENE" || { echo "SCENE must be a scene's file, got '$$SCENE'" >&2; exit 2; }
	.venv/bin/netviz render -ql --phase "$$NETVIZ_PHASE" -o preview "$$SCENE"

test: .venv/.ready ## Run every test
	$(python) -m pytest $(workers)

test-latest: .venv-latest/.ready ## Run every test on the newest Manim, in .venv-latest
	.venv-latest/bin/python -m pytest $(workers)

golden: .venv/.ready ## Keep the films' pictures as they are now, after a look at tests/golden/failed
	$(python) -m tests.golden

words: .venv/.ready ## Measure how long the films' sentences take to say, into scenes/*.words.json
	$(foreach film,$(films),.venv/bin/netviz words $($(film)) $(film) &&) true

storyboards: .venv/.ready ## Write the films' contact sheets, posters and previews into media/
	.venv/bin/netviz storyboard $(ForwardPass) --poster media/forward_pass_poster.png --at 30.6 \
		--preview media/forward_pass_preview.webp --seconds "Layer 1 Forward"
	.venv/bin/netviz storyboard $(Backprop) --poster media/backprop_poster.png --at 33.6 \
		--preview media/backprop_preview.webp --seconds "Backward Pass"

bench: .venv/.ready ## Measure netviz against stock Manim (BENCH="--quick" takes minutes), into media/bench.*
	$(python) -W ignore -m tests.benchmarks $(BENCH)

lint: .venv/.ready ## Check style, format and types
	$(python) -m ruff check
	$(python) -m ruff format --check
	$(python) -m mypy

check: lint ## Run lint and the fast tests
	$(python) -m pytest $(workers) -m "not slow"

compile = UV_CUSTOM_COMPILE_COMMAND="make lock" PATH="$$PWD/.uv/bin:$$PATH" \
	uv pip compile --quiet --group dev --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --constraints - --output-file

lock: .uv/.ready ## Write both lock files anew after a change of pyproject.toml
	@# The PyAV that Manim 0.19 wants has no build for Python 3.14.
	@printf '%s\n' 'manim==0.19.1; python_version < "3.14"' 'manim==0.22.0; python_version >= "3.14"' | \
		$(compile) requirements.lock pyproject.toml
	@echo 'manim==0.22.0' | $(compile) requirements-latest.lock pyproject.toml

clean: ## Remove films, caches and builds (the environments stay)
	rm -rf media/*/ dist build *.egg-info .pytest_cache .hypothesis .mypy_cache .ruff_cache
	find netviz scenes tests -name __pycache__ -prune -exec rm -rf {} +

# .ready is written last, so an interrupted set-up is made anew.
.venv/.ready: requirements.lock
.venv-latest/.ready: requirements-latest.lock
.venv/.ready .venv-latest/.ready: pyproject.toml .ci/setup | .uv/.ready
	sh .ci/setup $(@D) $(filter %.lock,$^)

.uv/.ready:
	sh .ci/setup
