"""The networks that the scenes are about: numpy only, no drawing."""

from netviz.model.activations import ACTIVATIONS, Activation, get_activation
from netviz.model.by_layer import ByLayer
from netviz.model.forward_trace import ForwardTrace
from netviz.model.gradients import Gradients
from netviz.model.losses import LOSSES, Loss, get_loss
from netviz.model.network import Network
from netviz.model.training import Training, train

__all__ = [
    "ACTIVATIONS",
    "LOSSES",
    "Activation",
    "ByLayer",
    "ForwardTrace",
    "Gradients",
    "Loss",
    "Network",
    "Training",
    "get_activation",
    "get_loss",
    "train",
]
