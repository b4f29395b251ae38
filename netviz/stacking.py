"""What lies over what: the z-indices of everything a film shows, in one table."""

EDGES = 0
"""A wave is one above the edges that it runs along."""
GLOWS = 3
NEURONS = 4
NOTES = 6
"""Numbers beside neurons and edges."""
VEIL = 20
"""Dims what lies below; what is lifted over it goes up by VEIL + 1, in its own order."""
ASIDE = 30
"""What stands beside the network and is never dimmed: graphs, bars, labels of what is lifted."""
SHEET = 50
"""A panel laid over a part of the stage; what stands on it is one above."""
WORDS = 90
"""The sentence that is said."""
