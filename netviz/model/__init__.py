"""The networks that the scenes are about: numpy only, no drawing."""

from netviz.model.activations import ACTIVATIONS, Activation, get_activation
from netviz.model.by_layer import ByLayer
from netviz.model.forward_trace import ForwardTrace
from netviz.model.network import Network

__all__ = [
    "ACTIVATIONS",
    "Activation",
    "ByLayer",
    "ForwardTrace",
    "Network",
    "get_activation",
]
