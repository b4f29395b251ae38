"""A forward pass as one writes it in plain Manim, without netviz: 10 seconds."""

from __future__ import annotations

import numpy as np
from manim import (
    BLUE,
    DOWN,
    GREY,
    LEFT,
    PINK,
    UP,
    WHITE,
    YELLOW,
    AnimationGroup,
    ChangeDecimalToValue,
    Circle,
    Create,
    DecimalNumber,
    FadeIn,
    LaggedStart,
    Line,
    Scene,
    ShowPassingFlash,
    Text,
    VGroup,
    Write,
)

WEIGHTS = (
    ((-0.4, -0.9, -0.5), (0.9, 0.6, -0.4), (0.3, 0.3, -0.4), (-0.2, 0.2, 0.7)),
    ((-0.9, 0.4, -0.1, 0.5), (-0.6, 0.8, 0.4, -0.2), (0.1, 0.1, 0.3, 0.6), (0.1, -0.9, 0.4, -0.9)),
    ((-0.5, 0.9, -0.3, -0.3), (0.8, -0.5, -0.5, 0.3)),
)
BIASES = ((-0.1, 0.2, 0.3, 0.2), (-0.2, 0.2, -0.1, -0.1), (-0.1, 0.1))
INPUT = (0.5, 0.8, 0.3)
NAMES = ("Input (3)", "Hidden 1 (4)", "Hidden 2 (4)", "Output (2)")


def activations() -> list[np.ndarray]:
    """The values of each layer."""
    values = [np.array(INPUT)]
    for depth, (weights, biases) in enumerate(zip(WEIGHTS, BIASES, strict=True), start=1):
        z = np.array(weights) @ values[-1] + np.array(biases)
        is_last = depth == len(WEIGHTS)
        values.append(np.exp(z) / np.exp(z).sum() if is_last else np.maximum(z, 0))
    return values


class NaiveForwardPass(Scene):
    """The network of the film: circles, lines, numbers, and a flash along each line."""

    def construct(self) -> None:
        values = activations()
        title = Text("Neural Network Forward Pass", font_size=36).to_edge(UP)
        layers = VGroup(
            *(
                VGroup(*(Circle(0.36, color=WHITE) for _ in column)).arrange(DOWN, buff=0.5)
                for column in values
            )
        ).arrange(buff=1.8)
        names = VGroup(
            *(
                Text(name, font_size=20, color=GREY).next_to(layer, DOWN)
                for name, layer in zip(NAMES, layers, strict=True)
            )
        )
        numbers = [
            [DecimalNumber(0, mob_class=Text, font_size=22).move_to(circle) for circle in layer]
            for layer in layers
        ]
        edges = [
            [
                Line(
                    source.get_center(), target.get_center(), buff=0.36,
                    color=BLUE if weight > 0 else PINK, stroke_width=1 + 4 * abs(weight),
                )
                for target, row in zip(layers[index + 1], matrix, strict=True)
                for source, weight in zip(layers[index], row, strict=True)
            ]
            for index, matrix in enumerate(WEIGHTS)
        ]  # fmt: skip
        self.play(Write(title), LaggedStart(*(FadeIn(layer) for layer in layers)), run_time=1.5)
        self.play(*(Create(edge) for group in edges for edge in group), FadeIn(names), run_time=1.0)
        self.light_up(layers[0], numbers[0], values[0])
        for index, group in enumerate(edges, start=1):
            flashes = (
                ShowPassingFlash(edge.copy().set_color(YELLOW).set_stroke(width=8), time_width=0.6)
                for edge in group
            )
            self.play(AnimationGroup(*flashes), run_time=1.0)
            self.light_up(layers[index], numbers[index], values[index])
        winner = int(np.argmax(values[-1]))
        answer = Text(f"Class {winner}", font_size=36, color=YELLOW).to_edge(DOWN)
        self.play(FadeIn(answer, shift=LEFT), run_time=0.5)
        self.wait(1)

    def light_up(self, layer: VGroup, numbers: list[DecimalNumber], values: np.ndarray) -> None:
        """Fill the circles by their values while the numbers count up."""
        self.add(*numbers)
        self.play(
            *(
                circle.animate.set_fill(YELLOW, opacity=float(min(value, 1)) * 0.6)
                for circle, value in zip(layer, values, strict=True)
            ),
            *(
                ChangeDecimalToValue(number, value)
                for number, value in zip(numbers, values, strict=True)
            ),
            run_time=0.75,
        )
