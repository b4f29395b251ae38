"""netviz: Manim scenes that show how neural networks compute and learn.

Every number on screen comes from a numpy model; everything here is an ordinary Manim mobject,
animation or scene.
"""

from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from netviz.public import *  # noqa: F403
    from netviz.public import __all__ as __all__

    __version__: str


def __getattr__(name: str) -> Any:
    """Import all public names, and Manim with them, when the first one is asked for."""
    if name == "__version__":
        return version("netviz")
    if not name.startswith("_") and find_spec(f"{__name__}.{name}"):
        return import_module(f"{__name__}.{name}")
    if name == "__all__" or not name.startswith("_"):
        public = import_module("netviz.public")
        names = {each: getattr(public, each) for each in public.__all__}
        globals().update(names, __all__=public.__all__)
        if name in globals():
            return globals()[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({"__version__", *globals(), *__getattr__("__all__")})
