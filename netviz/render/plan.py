"""A film, or several, divided into spans for so many processes that end at about the same time."""

from __future__ import annotations

from collections.abc import Sequence

from netviz.render.film import Facts, Film, Span

LEAST_SECONDS = 2
"""A span of less is not worth the start of its process."""

_COST_OF_SKIPPING = 0.055  # of a frame, in frames
_FINE = 0.25  # of a film: its beginning, divided finely
_FINE_SPANS = 3  # that a worker gets


def divide(films: Sequence[tuple[Film, Facts]], workers: int, sharing: bool = True) -> list[Span]:
    """Spans that cover each film once, the costliest first.

    A film whose length nobody knows is shared by as many spans as there are workers, or, without
    `sharing`, is a single one.

    There is a long span for each worker, and short ones even out what is not known before: how long
    it takes to draw a frame. What comes before a span is computed without being drawn, so the short
    ones are at the beginning of a film.
    """
    total = sum((facts.end or 0) - facts.first for _, facts in films)
    fine, coarse = _FINE * total / (_FINE_SPANS * workers), (1 - _FINE) * total / workers
    spans: list[Span] = []
    for film, facts in films:
        first, end = facts.first, facts.end
        if end is None:
            for closing in (True, *[False] * (workers - 1 if sharing else 0)):
                number = len(spans)
                spans.append(Span(number, film, 0, None, closing, sharing and workers > 1))
            continue
        least = LEAST_SECONDS * facts.settings.frame_rate
        start = first + round(_FINE * (end - first))
        if workers == 1 or start - first < least or end - start < least:
            start = first
        edges = [*_edges(first, start, fine, least), *_edges(start, end, coarse, least)]
        for each, following in zip(edges, [*edges[1:], end], strict=True):
            spans.append(Span(len(spans), film, each, following, closing=following == end))
    return sorted(spans, key=_cost, reverse=True)


def _edges(first: int, end: int, size: float, least: float) -> list[int]:
    """Where spans between two frames begin that are of about a size, and none below the least."""
    frames = end - first
    count = min(max(round(frames / size), 1), int(frames / least)) or int(frames > 0)
    return [first + frames * index // count for index in range(count)]


def _cost(span: Span) -> float:
    if span.end is None:
        return float("inf") if span.closing else 0  # the others help who is last
    return span.frames + _COST_OF_SKIPPING * span.first
