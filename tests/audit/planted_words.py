"""Planted sentences about symbols that nobody has seen, and labels at strangers."""

from __future__ import annotations

from itertools import cycle

from manim import DOWN, LEFT, RIGHT, UP, Dot, FadeIn, Scene, Text, Write
from planted import Catalogue

from netviz import NetworkDiagram, NeuronNotes, Phase, PhasedScene, formula

CATALOGUE = Catalogue("words and labels", rules=("words", "stranger"))
fault, clean = CATALOGUE.fault, CATALOGUE.clean

WEIGHTS = [[[0.9, -0.6], [0.3, 0.8]], [[0.7, -0.5]]]


class Talk(PhasedScene):
    phases = (Phase("Only", 3, "only"),)

    def only(self):
        raise NotImplementedError


@fault("words", "δ")
class NamesADelta(Talk):
    def only(self):
        self.add(formula("L = (a - y)^2"))
        self.say("The error signal δ comes back.")
        self.play(FadeIn(Dot(DOWN)))


@fault("words", "w shrinks")
class NamesAWeight(Talk):
    def only(self):
        self.add(formula("z = 0.5"))
        self.say("Now w shrinks a little.")
        self.play(FadeIn(Dot(DOWN)))


@fault("words", "times η")
def a_subtitle_names_eta(scene):
    scene.add(Text("step by step", font_size=30))
    scene.add_subcaption("A step is the slope times η.", duration=3)
    scene.wait(3)


@fault("words", "x and y")
def a_symbol_that_comes_later(scene):
    scene.add_subcaption("Here are x and y.", duration=2)
    scene.wait(2.5)
    scene.play(Write(formula("x + y")))


@fault("stranger", "edge")
def a_weight_moved_to_another_edge(scene):
    diagram = NetworkDiagram(WEIGHTS)
    edges = diagram.edges_into(1)
    (label,) = edges.weight_labels([(0, 0)])
    scene.add(diagram, label)
    label.move_to(edges.edge(1, 1).get_center())
    scene.wait()


@fault("stranger", "edge (0, 0)")
def a_weight_on_the_neighbour(scene):
    diagram = NetworkDiagram(WEIGHTS)
    edges = diagram.edges_into(1)
    (label,) = edges.weight_labels([(0, 1)])
    scene.add(diagram, label.move_to(edges.edge(0, 0).get_center() + UP * 0.1))
    scene.wait()


@fault("stranger", "below")
def a_note_that_slides_to_the_next_neuron(scene):
    diagram = NetworkDiagram(WEIGHTS)
    notes = NeuronNotes(diagram.layers[1], [0.25, 0.5], UP)
    scene.add(diagram, notes)
    note = notes.note(0)
    below = diagram.layers[1].neuron(1)
    scene.play(note.animate.next_to(below, RIGHT, buff=0.1))


@fault("stranger", "neuron")
def notes_in_the_wrong_order(scene):
    diagram = NetworkDiagram(WEIGHTS)
    notes = NeuronNotes(diagram.layers[0], [0.25, 0.5], LEFT)
    first, second = notes.note(0), notes.note(1)
    places = first.get_center(), second.get_center()
    first.move_to(places[1])
    second.move_to(places[0])
    scene.add(diagram, notes)
    scene.wait()


PEAKS = {"Etna": (-4, -1), "Fuji": (-1, 2), "Olymp": (2, -2), "Ararat": (4, 1)}


def peaks(colors=("#FFFFFF",)):
    """Dots with their names on the right."""
    dots = [
        Dot([x, y, 0], color=color)
        for (x, y), color in zip(PEAKS.values(), cycle(colors), strict=False)
    ]
    names = [
        Text(name, font_size=30, color=dot.get_color()).next_to(dot, RIGHT, buff=0.15)
        for name, dot in zip(PEAKS, dots, strict=True)
    ]
    return dots, names


@fault("stranger", "Fuji", "dots[2]")
def a_name_in_its_dot_s_colour_at_another_dot(scene):
    dots, names = peaks(("#FFFFFF", "#FFFF00", "#58C4DD"))
    names[1].next_to(dots[2], LEFT, buff=0.15)
    scene.add(*dots, *names)
    scene.wait()


@fault("stranger", "Ararat", "dots[0]")
def a_name_at_a_dot_that_has_one(scene):
    dots, names = peaks()
    names[3].next_to(dots[0], UP, buff=0.2)
    scene.play(*map(FadeIn, dots))
    scene.play(*map(Write, names))
    scene.wait()


@clean
def names_each_at_its_own_dot(scene):
    dots, names = peaks()
    names[2].next_to(dots[2], UP, buff=0.2)
    scene.add(*dots, *names)
    scene.wait()


@clean
def a_dot_with_two_lines_and_one_without_a_name(scene):
    dots, names = peaks()
    names[1].next_to(names[0], DOWN, buff=0.1)
    scene.add(*dots, *names)
    scene.wait()


@clean
def a_dot_with_a_name_and_a_remark(scene):
    dots, names = peaks()
    remark = Text("we start here", font_size=30).next_to(dots[0], UP, buff=0.2)
    scene.add(*dots, names[0], *names[2:], remark)
    scene.wait()


@clean
class SaysWhatIsShown(Talk):
    def only(self):
        self.add(formula("delta = w x"))
        self.say("A share δ of w and x: I see it.")
        self.play(FadeIn(Dot(DOWN)))


@clean
class PlainWords(Talk):
    def only(self):
        self.say("On the x-axis, 2 s ago.")
        self.play(FadeIn(Dot(DOWN)))


@clean
def a_symbol_that_comes_with_its_sentence(scene):
    scene.add_subcaption("This is the weight w.", duration=2)
    scene.play(Write(formula("w = 0.5")))
    scene.wait(2)


@clean
def weights_beside_their_own_edges(scene):
    diagram = NetworkDiagram(WEIGHTS)
    scene.add(diagram, *diagram.edges_into(1).strongest_labels(2))
    scene.wait()


@clean
def notes_beside_their_own_neurons(scene):
    diagram = NetworkDiagram(WEIGHTS)
    scene.add(diagram, NeuronNotes(diagram.layers[1], [0.25, 0.5], UP))
    scene.wait()


@clean
class NothingIsSaid(Scene):
    def construct(self):
        self.play(Write(formula("x + y = z")))
        self.wait()
