"""What each phase of the films is to show, worked out from the networks' numbers alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from netviz import PhasedScene
from scenes.backprop import Backprop
from scenes.forward_pass import ForwardPass
from tests.films.outside import Color


@dataclass(frozen=True)
class Story:
    """A film's title, and by phase: its seconds, the waves at least, and what is written."""

    title: str
    seconds: Mapping[str, float]
    waves: Mapping[str, tuple[Color, str, int]]
    """Colour, direction and how many at least."""
    written: Mapping[str, Sequence[str]]

    def span(self, phase: str) -> tuple[float, float]:
        """Where a phase begins and ends, in seconds."""
        names = list(self.seconds)
        start = sum(self.seconds[name] for name in names[: names.index(phase)])
        return start, start + self.seconds[phase]


def seconds(film: type[PhasedScene]) -> dict[str, float]:
    return {phase.name: phase.seconds for phase in film.phases}


def forward_pass() -> Story:
    x, W, b = _data(ForwardPass)
    z1 = W[0] @ x + b[0]
    a1 = z1.clip(0)
    a2 = (W[1] @ a1 + b[1]).clip(0)
    z3 = W[2] @ a2 + b[2]
    powers = np.exp(z3)
    total, p = powers.sum(), powers / powers.sum()
    j, winner = int(z1.argmax()), int(p.argmax())
    terms = W[2][winner] * a2
    k = int(terms.argmax())

    shares = [f"{share:.2f}" for share in p]
    classes = [f"Class {i}: {share}" for i, share in enumerate(shares)]
    return Story(
        title="Neural Network Forward Pass",
        seconds=seconds(ForwardPass),
        waves={
            "Layer 1 Forward": ("cyan", "right", 2),
            "Layer 2 Forward": ("cyan", "right", 1),
            "Output Layer": ("cyan", "right", 1),
            "Weight Matrix": ("cyan", "right", 1),
            "Outro": ("cyan", "right", 1),
        },
        written={
            "Intro": ["input (3)", "hidden 1 (4)", "hidden 2 (4)", "output (2)"],
            "Input Layer": [_line([x.max()], 1)],
            "Layer 1 Forward": [
                f"{_line(W[0][j] * x)} {_line([b[0][j]], 1)} {_line([z1[j]])}",
                *(_line([value], 1) for value in x if value < x.max()),
            ],
            "Layer 2 Forward": [_line([np.sort(a2)[-2]])],
            "Output Layer": [_line([*powers, total]), _line([powers[winner], total, p[winner]])],
            "Prediction": [*classes, _line([terms[k]])],
            "Weight Matrix": [_line([z1.min()])],
            "Outro": ["Class 0", "Class 1", shares[winner]],
        },
    )


def backprop() -> Story:
    x, W, b = _data(Backprop)
    y, rate = np.array(Backprop.y), float(Backprop.learning_rate)

    def forward() -> tuple[np.ndarray, np.ndarray, float]:
        hidden = _sigmoid(W[0] @ x + b[0])
        output = _sigmoid(W[1] @ hidden + b[1])
        return hidden, output, float(((output - y) ** 2).sum() / 2)

    def step() -> tuple[np.ndarray, ...]:
        hidden, output, _ = forward()
        error = output - y
        delta_2 = error * output * (1 - output)
        blame = W[1].T @ delta_2
        delta_1 = blame * hidden * (1 - hidden)
        return error, delta_2, blame, delta_1, np.outer(delta_2, hidden), np.outer(delta_1, x)

    hidden, output, loss = forward()
    error, delta_2, blame, delta_1, dW_2, dW_1 = step()
    j, k, i = 0, 0, 0  # the weights worked in the film
    slope_1, slope_2 = hidden * (1 - hidden), output * (1 - output)
    paths = [f"{abs(w):.1f} {abs(d):.3f}" for w, d in zip(W[1][:, k], delta_2, strict=True)]
    old = W[1][j, k]

    losses = [loss]
    for _ in range(Backprop.training_steps):
        *_, delta_2_now, _, delta_1_now, dW_2_now, dW_1_now = step()
        W[1] -= rate * dW_2_now
        b[1] -= rate * delta_2_now
        W[0] -= rate * dW_1_now
        b[0] -= rate * delta_1_now
        losses.append(forward()[2])
        if len(losses) == 2:
            new, better = W[1][j, k], forward()[1]
    return Story(
        title="Backpropagation — Gradient Flow",
        seconds=seconds(Backprop),
        waves={
            "Forward Pass": ("cyan", "right", 2),
            "Backward Pass": ("orange", "left", 1),
            "Chain Rule": ("cyan", "right", 1),
            "Weight Update": ("cyan", "right", 2),
        },
        written={
            "Intro": ["Loss", "input (2)", "hidden (3)", "output (2)"],
            "Forward Pass": [*(f"{a:.2f}" for a in [*hidden, *output]), _line([slope_1[k]])],
            "Loss Computation": [*(_line([value]) for value in error), f"{loss:.3f}"],
            "Backward Pass": [
                f"{_line([delta_2[j]], 3)} {_line([error[j], slope_2[j]])}",
                " ".join([_line([blame[k]], 3), *paths]),
                f"{_line([delta_1[k], blame[k]], 3)} {_line([slope_1[k]])}",
                *(_line([value], 3) for value in [*dW_2[:, k], *delta_2, *dW_1[k]]),
            ],
            "Chain Rule": [
                _line([dW_2[j, k]], 3),  # the factors are underlined, which is not read as print
                _line([dW_1[k, i]], 3),
            ],
            "Weight Update": [
                f"{_line([new], 3)} {_line([old], 1)} {rate:g} {_line([dW_2[j, k]], 3)}",
                *(_line([value]) for value in [*better, *(better - y)]),
                f"{losses[1]:.3f}",
            ],
            "Outro": [f"{losses[0]:.3f}", f"{losses[1]:.3f}", f"{len(losses) - 1} steps"],
        },
    )


def _data(
    film: type[ForwardPass] | type[Backprop],
) -> tuple[np.ndarray, list[np.ndarray], list[np.ndarray]]:
    """The input, and copies of the weights and biases, the first layer's at 0."""
    network = film.network
    layers = range(1, network.depth + 1)
    return (
        np.array(film.x, dtype=float),
        [np.array(network.W[layer]) for layer in layers],
        [np.array(network.b[layer]) for layer in layers],
    )


def _line(values: Iterable[float], decimals: int = 2) -> str:
    """Numbers as they follow each other in a line, without their signs."""
    return " ".join(f"{abs(value):.{decimals}f}" for value in values)


def _sigmoid(z: np.ndarray) -> np.ndarray:
    return np.asarray(1 / (1 + np.exp(-z)))
