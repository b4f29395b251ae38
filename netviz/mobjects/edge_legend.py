"""How to read the edges: sign and size of a weight."""

from __future__ import annotations

from manim import VGroup

from netviz.layout import Box, Frame
from netviz.mobjects.weighted_edges import Edge
from netviz.theme import current_theme
from netviz.typeset import text


class EdgeLegend(VGroup):
    """Three samples of edges with the words for them: positive, negative, strong.

    Example:
        >>> from netviz.mobjects.edge_legend import EdgeLegend
        >>> len(EdgeLegend())
        3
    """

    def __init__(self, box: Box | None = None) -> None:
        theme = current_theme()
        box = box or Frame().side
        rows = VGroup()
        middle = box.center[1]
        samples = (("positive weight", 0.7), ("negative weight", -0.7), ("weight near 0", 0.08))
        for place, (words, weight) in enumerate(samples):
            y = middle + 0.65 * (1 - place)
            label = text(words, color=theme.muted)
            label.shift([box.right - float(label.get_right()[0]), 0, 0]).align_baseline(y - 0.1)
            end = float(box.right - label.width - 0.2)
            edge = Edge([end - 0.75, y, 0], [end, y, 0], (0, 0)).set_weight(weight, 1.0)
            rows.add(VGroup(edge, label))
        # Samples stand under each other, left of the widest label.
        left = min(float(row[0].get_left()[0]) for row in rows)
        for row in rows:
            row[1].shift([left + 0.95 - float(row[1].get_left()[0]), 0, 0])
            row[0].shift([left - float(row[0].get_left()[0]), 0, 0])
        super().__init__(*rows)
