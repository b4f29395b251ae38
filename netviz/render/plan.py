"""A film, or several, divided into spans for so many processes that end at about the same time."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from netviz.render.film import Facts, Film, Span

LEAST_SECONDS = 2
"""A span of less is not worth the start of its process."""

_COST_OF_SKIPPING = 0.1  # of a frame, in frames


def divide(films: Sequence[tuple[Film, Facts]], workers: int) -> list[Span]:
    """Spans that cover each film once, the costliest first.

    There are about twice as many as workers, half of them of a third of the others' length, to even
    out what is not known before: how long it takes to draw a frame. What comes before a span is
    computed without being drawn, so the short ones are the first of the film.
    """
    total = sum((facts.end or 0) - facts.first for _, facts in films)
    small = total / (4 * workers)
    cuts = list(accumulate([small] * workers + [3 * small] * (workers - 1))) if workers > 1 else []
    spans: list[Span] = []
    before = 0
    for film, facts in films:
        if facts.end is None:
            spans.append(Span(len(spans), film, 0, None, closing=True))
            continue
        least = LEAST_SECONDS * facts.settings.frame_rate
        edges = [facts.first]
        for cut in cuts:
            edge = round(cut) - before + facts.first
            if edge - edges[-1] >= least and facts.end - edge >= least:
                edges.append(edge)
        before += facts.end - facts.first
        for first, end in zip(edges, [*edges[1:], facts.end], strict=True):
            spans.append(Span(len(spans), film, first, end, closing=end == facts.end))
    return sorted(spans, key=_cost, reverse=True)


def _cost(span: Span) -> float:
    if span.end is None:
        return float("inf")
    return span.frames + _COST_OF_SKIPPING * span.first
