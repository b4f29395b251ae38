"""Checks of what a user passes in: each returns the clean value or says what is wrong with it."""

import reprlib
from collections.abc import Iterable, Mapping
from dataclasses import fields
from itertools import pairwise
from numbers import Integral, Real
from typing import Any

import numpy as np
import numpy.typing as npt

_TRANSPOSED = ": transposed?"

FloatArray = npt.NDArray[np.float64]


def as_vector(value: object, name: str, length: int | None = None) -> FloatArray:
    """Return `value` as a read-only float64 copy of shape (length,); any length from 1 if None.

    Raises TypeError if it holds anything but real numbers, ValueError if a number is not finite,
    if it is empty, or if the shape is another: nothing is flattened or broadcast.

    >>> as_vector([1, 2.5], "x", length=2)
    array([1. , 2.5])
    >>> as_vector([1, 2.5], "x", length=3)
    Traceback (most recent call last):
    ValueError: x must be a vector of shape (3,), got shape (2,)
    """
    return _as_array(value, name, "vector", (length,))


def as_matrix(
    value: object, name: str, shape: tuple[int | None, int | None] = (None, None)
) -> FloatArray:
    """Return `value` as a read-only float64 copy of `shape` (rows, columns); None fits any size.

    Raises as `as_vector` does.

    >>> as_matrix([[1, 2], [3, 4]], "weights[0]", shape=(None, 2))
    array([[1., 2.],
           [3., 4.]])
    >>> as_matrix([[1, 2], [3, 4]], "weights[0]", shape=(None, 3))
    Traceback (most recent call last):
    ValueError: weights[0] must be a matrix of shape (any, 3), got shape (2, 2)
    """
    return _as_array(value, name, "matrix", shape)


def as_weights(value: object, name: str) -> tuple[FloatArray, ...]:
    """Return one matrix (n_out, n_in) a layer, as read-only float64 copies that fit each other.

    Raises as `as_matrix` does, and ValueError when there is no matrix.

    >>> as_weights([[[0.5, -1]], [[1], [2]]], "weights")[1].shape
    (2, 1)
    >>> as_weights([np.ones((3, 4)), np.ones((4, 2))], "weights")
    Traceback (most recent call last):
    ValueError: weights[1] must be a matrix of shape (any, 3), got shape (4, 2); they fit when \
transposed, as scikit-learn and Keras keep them: pass [W.T for W in weights]
    """
    items = as_items(value, name)
    if not items:
        raise ValueError(f"{name} must hold at least one matrix, got none")
    matrices: list[FloatArray] = []
    for index, item in enumerate(items):
        n_in = len(matrices[-1]) if matrices else None
        try:
            matrices.append(as_matrix(item, f"{name}[{index}]", shape=(None, n_in)))
        except ValueError as error:
            if n_in is None or shape_of(item)[1:] == (n_in,) or not _fit_transposed(items):
                raise
            raise ValueError(
                f"{str(error).removesuffix(_TRANSPOSED)}; they fit when transposed, as "
                f"scikit-learn and Keras keep them: pass [W.T for W in {name}]"
            ) from None
    return tuple(matrices)


def as_integer(value: object, name: str, minimum: int) -> int:
    """Return `value` as an int of at least `minimum`.

    Raises TypeError for anything but an integer (4.0 and True are none), ValueError for less.

    >>> as_integer(4, "sizes[0]", minimum=1)
    4
    """
    if not isinstance(value, Integral) or isinstance(value, bool):
        raise TypeError(f"{name} must be an int, got {describe(value)}")
    if value < minimum:
        raise ValueError(f"{name} must be at least {minimum}, got {value}")
    return int(value)


def as_number(value: object, name: str, minimum: float = -np.inf) -> float:
    """Return `value` as a finite float of at least `minimum`.

    Raises TypeError for anything but one real number (True, "1" and arrays are none), ValueError
    for NaN, infinities and less than `minimum`.

    >>> as_number(3, "full")
    3.0
    >>> as_number(float("nan"), "full")
    Traceback (most recent call last):
    ValueError: full must be finite, got nan
    """
    if not isinstance(value, Real) or isinstance(value, bool):
        raise TypeError(f"{name} must be a real number, got {describe(value)}")
    try:
        number = float(value)
    except OverflowError:
        raise ValueError(f"{name} must be finite, got {describe(value)}") from None
    if not np.isfinite(number):
        raise ValueError(f"{name} must be finite, got {number}")
    if number < minimum:
        raise ValueError(f"{name} must be at least {minimum:g}, got {number:g}")
    return number


def as_positive(value: object, name: str) -> float:
    """Return `value` as a finite float above 0. Raises as `as_number` does.

    >>> as_positive(0, "size")
    Traceback (most recent call last):
    ValueError: size must be positive, got 0
    """
    number = as_number(value, name)
    if number <= 0:
        raise ValueError(f"{name} must be positive, got {number:g}")
    return number


def as_text(value: object, name: str) -> str:
    """Return `value`, a str with at least one visible character.

    Raises TypeError for anything but a str, ValueError for an empty or blank one.

    >>> as_text("", "title")
    Traceback (most recent call last):
    ValueError: title must have a visible character, got ''
    """
    if not isinstance(value, str):
        raise TypeError(f"{name} must be a str, got {describe(value)}")
    if not value.strip():
        raise ValueError(f"{name} must have a visible character, got {value!r}")
    return value


def as_name(value: object, name: str) -> str:
    """Return a name, such as a class has: a str, or an integer as text.

    Raises as `as_text` does.

    >>> as_name("cat", "names[0]"), as_name(7, "names[1]")
    ('cat', '7')
    """
    if isinstance(value, Integral) and not isinstance(value, bool):
        return str(value)
    return as_text(value, name)


def as_items(value: object, name: str) -> tuple[Any, ...]:
    """Return the items of a list, tuple, array or other iterable; text and mappings are none.

    >>> as_items(["relu", "softmax"], "activations")
    ('relu', 'softmax')
    """
    try:
        if isinstance(value, (str, bytes, Mapping)) or not isinstance(value, Iterable):
            raise TypeError
        return tuple(value)
    except TypeError:  # an array without dimensions has __iter__ and yet refuses
        raise TypeError(f"{name} must be a sequence, got {describe(value)}") from None


def read_only(array: FloatArray) -> FloatArray:
    """Forbid writing to `array` and return it."""
    array.flags.writeable = False
    return array


def shape_of(value: object) -> tuple[int, ...]:
    """The shape of what numpy makes an array of; () for what has none, as ragged lists."""
    try:
        return np.asarray(value).shape
    except ValueError:
        return ()


def brief(vector: FloatArray) -> str:
    """A vector in a few words: its first numbers, rounded.

    >>> brief(np.array([0.689904, 0.310096])), brief(np.ones(9))
    ('[0.69, 0.31]', '[1, 1, 1, 1, …]')
    """
    shown = [f"{value:.3g}" for value in vector[:4]]
    return f"[{', '.join([*shown, *(['…'] if len(vector) > 4 else [])])}]"


def brief_fields(value: Any) -> str:
    """The call that makes a dataclass, without what is left at its default."""
    own = [(f.name, getattr(value, f.name)) for f in fields(value)]
    defaults = {f.name: f.default for f in fields(value)}
    given = (f"{name}={got!r}" for name, got in own if got != defaults[name])
    return f"{type(value).__name__}({', '.join(given)})"


def describe(value: object) -> str:
    """Say in a few words what came: the value, shortened, and its type.

    >>> describe("abc")
    "'abc' (str)"
    """
    return f"{' '.join(reprlib.repr(value).split())} ({type(value).__name__})"


def _as_array(value: object, name: str, kind: str, expected: tuple[int | None, ...]) -> FloatArray:
    try:
        raw = np.asarray(value)
    except ValueError:
        raise ValueError(f"{name} must be a {kind}, not ragged, got {describe(value)}") from None
    if raw.dtype.kind not in "iuf" or isinstance(value, np.ma.MaskedArray) or _hides_bool(value):
        raise TypeError(f"{name} must hold real numbers only, got {describe(value)}")

    with np.errstate(over="ignore"):  # a long double may become infinite here: caught below
        array = np.array(raw, dtype=np.float64, order="C")
    if array.size == 0:
        raise ValueError(f"{name} must not be empty, got shape {array.shape}")
    if not _fits(array, expected):
        raise ValueError(
            f"{name} must be a {kind} of shape {_format_shape(expected)}, got shape {array.shape}"
            f"{_TRANSPOSED if _fits(array.T, expected) else ''}"
        )
    finite = np.isfinite(array)
    if not finite.all():
        index = tuple(int(i) for i in np.argwhere(~finite)[0])
        raise ValueError(f"{name} must be finite, got {array[index]} at {list(index)}")
    return read_only(array)


def _fits(array: FloatArray, expected: tuple[int | None, ...]) -> bool:
    return array.ndim == len(expected) and all(
        want in (None, got) for want, got in zip(expected, array.shape, strict=True)
    )


def _fit_transposed(items: tuple[Any, ...]) -> bool:
    """Whether matrices (n_in, n_out) lead from each layer to the next."""
    shapes = [shape_of(item) for item in items]
    return all(len(shape) == 2 for shape in shapes) and all(
        before[1] == after[0] for before, after in pairwise(shapes)
    )


def _hides_bool(value: object) -> bool:
    """Whether a list mixes booleans into its numbers, which numpy would turn into 0.0 and 1.0."""
    return isinstance(value, (list, tuple)) and any(
        isinstance(item, (bool, np.bool_)) for item in np.asarray(value, dtype=object).flat
    )


def _format_shape(shape: tuple[int | None, ...]) -> str:
    sizes = ["any" if size is None else str(size) for size in shape]
    return f"({sizes[0]},)" if len(sizes) == 1 else f"({', '.join(sizes)})"
