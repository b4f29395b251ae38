QUALITY ?= h
run = .venv/bin/manim -q$(QUALITY)
render-all:
	$(run) scenes/forward_pass.py ForwardPass
