import io

import pytest
from manim import config
from rich.console import Console

from netviz.render import progress
from netviz.render.film import Film, Span
from netviz.render.progress import RenderProgress, describe


@pytest.fixture
def spans():
    settings = config.copy()
    settings.frame_rate = 60
    film = Film("film.py", "Film", settings)
    return [Span(0, film, 0, 120, False), Span(1, film, 120, 600, True)]


def test_plain_lines_where_nobody_watches(spans, monkeypatch):
    monkeypatch.setattr(progress, "LINE_EVERY", 0.0)
    output = io.StringIO()
    with RenderProgress(Console(file=output, width=40)) as shown:
        shown.expect(spans)
        shown.report((0, 60))
        shown.report((1, 30))
        shown.finish(spans[0], 120)
    lines = output.getvalue().splitlines()
    assert [line.split(",")[0] for line in lines] == [f"{n} of 600 frames" for n in (60, 90, 150)]
    assert lines[1].endswith("left (Film 0–2 s, Film 2–10 s)")
    assert shown.frames == 150


def test_one_display_in_a_terminal(spans):
    output = io.StringIO()
    with RenderProgress(Console(file=output, width=100, force_terminal=True)) as shown:
        shown.expect(spans)
        shown.report((0, 60))
    assert "Film 0–2 s" in output.getvalue()
    assert "60/600" in output.getvalue()


def test_a_span_filmed_anew_is_counted_once(spans):
    shown = RenderProgress(Console(file=io.StringIO()))
    shown.expect(spans)
    for frames in (10, 100, 5, 120):
        shown.report((0, frames))
    assert shown.frames == 120


def test_a_film_of_unknown_length(spans):
    span = Span(0, spans[0].film, 0, None, True)
    shown = RenderProgress(Console(file=io.StringIO()))
    shown.expect([span])
    shown.finish(span, 7)
    assert (shown.frames, describe(span)) == (7, "Film")
