"""What films write: rules and worked lines as Typst source with named parts, one file a subject.

A part is named by what it stands for, and has the colour of that in the picture (`role_color`). A
relation is `=` only when the digits on screen make it true: what is shown counts as it is shown,
what an ellipsis leaves out counts with its value.
"""

from netviz.formulas.backward import delta_terms, gradient_terms, loss_rule, paths_terms
from netviz.formulas.chain_rule import chain_follows, chain_terms
from netviz.formulas.forward import (
    ACTIVATION_SYMBOLS,
    activation_rule,
    any_layer_rule,
    factors,
    layer_rule,
    product,
    sum_of_products,
    sum_rule,
    weighted_sum,
)
from netviz.formulas.numbers import number, relation, rounding, vector
from netviz.formulas.parts import part, role_color
from netviz.formulas.softmax import power, share, softmax_rule
from netviz.formulas.terms import Term, symbols
from netviz.formulas.update import update_terms

__all__ = [
    "ACTIVATION_SYMBOLS",
    "Term",
    "activation_rule",
    "any_layer_rule",
    "chain_follows",
    "chain_terms",
    "delta_terms",
    "factors",
    "gradient_terms",
    "layer_rule",
    "loss_rule",
    "number",
    "part",
    "paths_terms",
    "power",
    "product",
    "relation",
    "role_color",
    "rounding",
    "share",
    "softmax_rule",
    "sum_of_products",
    "sum_rule",
    "symbols",
    "update_terms",
    "vector",
    "weighted_sum",
]
