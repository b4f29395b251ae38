"""Random scenes whose films once differed from what Manim draws, as small as they were found."""

from __future__ import annotations

from tests.differential.random_scenes import Script

FOUND: list[tuple[str, int, Script]] = [
    # An updater that no still frame runs was run where another process filmed.
    (
        "netviz render",
        15,
        (
            "flat",
            "#ECE6E2",
            (
                ("gradient", 1.7, -0.5, "#83C167", 2),
                ("thick", 0.8, -0.7, "#FC6255", 0),
                ("dot", 1.2, -1.5, "#FFFFFF", 1),
            ),
            (
                ("play", 0, 0, 0, 0.13, (("scale", 0, 5, 1.3),)),
                ("section", 4, 4, -1.6, 0, ()),
                ("style", 5, 6, -1.5, 0, ()),
                ("wait", 0, 0, 0, 0.13, (("bend", 0, 9, -1.1),)),
                ("play", 0, 0, 0, 0.31, (("fade", 5, 3, -1.7), ("grow", 1, 3, 2.0))),
                ("following", 1, 6, -1.5, 0, ()),
                ("style", 7, 1, -2.0, 0, ()),
                ("still", 0, 0, 0, 0.13, (("uncreate", 3, 7, 1.5), ("indicate", 5, 7, -0.3))),
                ("rest", 8, 9, 0.5, 0, ()),
                ("rest", 0, 2, -1.7, 0, ()),
                ("wait", 0, 0, 0, 0.31, (("show", 0, 3, 1.5), ("out", 0, 1, -2.0))),
                ("wait", 0, 0, 0, 0.13, (("grow", 5, 4, -0.7),)),
            ),
        ),
    ),
    # A succession began its second animation while a group around the same arrow moved.
    (
        "netviz render, plain",
        60,
        (
            "flat",
            "#ECE6E2",
            (
                ("arrow", -1.4, -1.8, "#83C167", 1),
                ("nested", -2.0, -0.9, "#35D6F2", 2),
                ("tracker", -1.3, 1.2, "#83C167", 1),
                ("arrow", 0.1, -1.8, "#83C167", 1),
            ),
            (
                ("play", 0, 0, 0, 0.2, (("flash", 9, 3, 0.2),)),
                ("play", 0, 0, 0, 0.13, (("flash", 9, 3, 0.2), ("then", 4, 8, 0.9))),
                ("camera", 4, 8, 1.5, 0, ()),
                ("remove", 4, 9, 0.3, 0, ()),
                ("play", 0, 0, 0, 0.25, (("write", 5, 7, -1.4),)),
            ),
        ),
    ),
]
