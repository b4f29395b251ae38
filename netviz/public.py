"""The names of `netviz` itself, imported all together when the first of them is asked for."""

from netviz import formulas
from netviz.animations.activate import Activate
from netviz.animations.count_to import CountTo
from netviz.animations.exchange import Exchange
from netviz.animations.fill_in import FillIn
from netviz.animations.flow_wave import FlowWave
from netviz.animations.grow_bar import GrowBar
from netviz.animations.grow_network import GrowNetwork
from netviz.animations.pass_layer import PassLayer, PassLayers
from netviz.animations.rewrite import Rewrite
from netviz.animations.set_bars import SetBars
from netviz.animations.single_out import SingleOut
from netviz.animations.spread import Spread
from netviz.animations.strike import Strike
from netviz.animations.sweep import Sweep
from netviz.animations.through_graph import EnterGraph, ThroughGraph
from netviz.animations.travel import Travel, travel_parts
from netviz.animations.update_weights import UpdateWeights
from netviz.animations.write_from import WriteFrom
from netviz.audit.allow import allow
from netviz.explainer import Explainer
from netviz.layout import Box, Frame
from netviz.mobjects.activation_graph import ActivationGraph
from netviz.mobjects.class_probabilities import ClassProbabilities
from netviz.mobjects.formula_panel import FormulaPanel
from netviz.mobjects.gradient_edges import ErrorWires, GradientEdges
from netviz.mobjects.gradient_marks import GradientMarks
from netviz.mobjects.gradient_rings import GradientRings
from netviz.mobjects.layer_product import LayerProduct
from netviz.mobjects.loss_box import LossBox
from netviz.mobjects.loss_curve import LossCurve
from netviz.mobjects.matrix_panel import MatrixPanel
from netviz.mobjects.network_diagram import NetworkDiagram
from netviz.mobjects.neuron_layer import Neuron, NeuronLayer
from netviz.mobjects.neuron_notes import NeuronNotes
from netviz.mobjects.neuron_sum import NeuronSum
from netviz.mobjects.number import Number
from netviz.mobjects.softmax_bars import SoftmaxBars
from netviz.mobjects.tangent import Tangent
from netviz.mobjects.title_bar import TitleBar
from netviz.mobjects.training_loop import TrainingLoop
from netviz.mobjects.veil import Veil
from netviz.mobjects.weight_changes import WeightChanges
from netviz.mobjects.weighted_edges import WeightedEdges
from netviz.mobjects.wire_notes import WireNotes
from netviz.mobjects.worked_formula import WorkedFormula
from netviz.model import ForwardTrace, Gradients, Network, Training, get_activation, train
from netviz.observer import Observer, watch
from netviz.theme import Theme, current_theme, use_theme
from netviz.timeline import Phase, PhasedScene, PhaseOverrun
from netviz.typeset import formula, text
from netviz.words.recordings import Recordings
from netviz.words.sentence import Sentence
from netviz.words.spoken import Spoken
from netviz.words.voice import Voice

__all__ = [
    "Activate",
    "ActivationGraph",
    "Box",
    "ClassProbabilities",
    "CountTo",
    "EnterGraph",
    "ErrorWires",
    "Exchange",
    "Explainer",
    "FillIn",
    "FlowWave",
    "FormulaPanel",
    "ForwardTrace",
    "Frame",
    "GradientEdges",
    "GradientMarks",
    "GradientRings",
    "Gradients",
    "GrowBar",
    "GrowNetwork",
    "LayerProduct",
    "LossBox",
    "LossCurve",
    "MatrixPanel",
    "Network",
    "NetworkDiagram",
    "Neuron",
    "NeuronLayer",
    "NeuronNotes",
    "NeuronSum",
    "Number",
    "Observer",
    "PassLayer",
    "PassLayers",
    "Phase",
    "PhaseOverrun",
    "PhasedScene",
    "Recordings",
    "Rewrite",
    "Sentence",
    "SetBars",
    "SingleOut",
    "SoftmaxBars",
    "Spoken",
    "Spread",
    "Strike",
    "Sweep",
    "Tangent",
    "Theme",
    "ThroughGraph",
    "TitleBar",
    "Training",
    "TrainingLoop",
    "Travel",
    "UpdateWeights",
    "Veil",
    "Voice",
    "WeightChanges",
    "WeightedEdges",
    "WireNotes",
    "WorkedFormula",
    "WriteFrom",
    "allow",
    "current_theme",
    "formula",
    "formulas",
    "get_activation",
    "text",
    "train",
    "travel_parts",
    "use_theme",
    "watch",
]
