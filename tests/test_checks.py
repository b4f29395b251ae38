import re
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest

from netviz.checks import (
    as_integer,
    as_items,
    as_matrix,
    as_number,
    as_positive,
    as_text,
    as_vector,
    as_weights,
    describe,
)

NAN, INF = float("nan"), float("inf")

NOT_REAL_NUMBERS = [
    None,
    "abc",
    b"abc",
    {"a": 1.0},
    {1.0},
    object(),
    True,
    1j,
    [None, 1.0],
    ["1.0", 2.0],
    [b"1"],
    [1.0, 1j],
    [True, False],
    [0.5, True],
    [[0.5, np.True_]],
    [Fraction(1, 2)],
    [10**400],
    np.array([1.0], dtype=object),
    np.array(["2026-01-01"], dtype="datetime64[D]"),
    np.ma.masked_array([1.0, 2.0], mask=[False, True]),
    (v for v in [1.0, 2.0]),
]


@pytest.mark.parametrize(
    "value",
    [[1, 2], (1.0, 2.0), np.array([1, 2], dtype=np.uint8), np.array([1, 2], dtype=np.float16)],
)
def test_vector_of_any_real_numbers(value):
    vector = as_vector(value, "x", length=2)
    assert vector.dtype == np.float64
    assert vector.tolist() == [1.0, 2.0]


def test_matrix_fits_a_partly_given_shape():
    rows = [[1, 2, 3], [4, 5, 6]]
    for shape in [(2, 3), (None, 3), (2, None), (None, None)]:
        assert as_matrix(rows, "W", shape).tolist() == rows


def without_address(value):
    """The same name in each process that collects the tests."""
    return re.sub(" at 0x[0-9a-f]+", "", repr(value))


@pytest.mark.parametrize("check", [as_vector, as_matrix])
@pytest.mark.parametrize("value", NOT_REAL_NUMBERS, ids=without_address)
def test_anything_but_real_numbers(check, value):
    with pytest.raises(TypeError) as error:
        check(value, "weights[1]")
    assert str(error.value) == f"weights[1] must hold real numbers only, got {describe(value)}"


@pytest.mark.parametrize("value", [[[1], [1, 2]], [1, [2]], [[[1, 2]], [[1]]]], ids=repr)
@pytest.mark.parametrize(("check", "kind"), [(as_vector, "vector"), (as_matrix, "matrix")])
def test_ragged(check, kind, value):
    message = f"x must be a {kind}, not ragged, got {value!r} (list)"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        check(value, "x")


@pytest.mark.parametrize(
    ("check", "value", "came"),
    [
        (as_vector, [0.0, NAN], "nan at [1]"),
        (as_vector, [-INF], "-inf at [0]"),
        (as_matrix, [[0.0, 1.0], [INF, NAN]], "inf at [1, 0]"),
        (as_vector, np.array([np.finfo(np.longdouble).max]), "inf at [0]"),
    ],
)
@pytest.mark.filterwarnings("error")
def test_not_finite(check, value, came):
    if isinstance(value, np.ndarray) and value[0] <= np.finfo(np.float64).max:
        pytest.skip("this machine has no floats longer than float64")
    with pytest.raises(ValueError, match=f"^b must be finite, got {re.escape(came)}$"):
        check(value, "b")


@pytest.mark.parametrize(
    ("value", "length", "message"),
    [
        ([], None, "x must not be empty, got shape (0,)"),
        ([[]], 2, "x must not be empty, got shape (1, 0)"),
        (1.5, None, "x must be a vector of shape (any,), got shape ()"),
        ([1, 2], 3, "x must be a vector of shape (3,), got shape (2,)"),
        ([1], 3, "x must be a vector of shape (3,), got shape (1,)"),
        ([[1], [2], [3]], 3, "x must be a vector of shape (3,), got shape (3, 1)"),
        ([[1, 2, 3]], None, "x must be a vector of shape (any,), got shape (1, 3)"),
    ],
)
def test_vector_of_wrong_shape(value, length, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        as_vector(value, "x", length)


@pytest.mark.parametrize(
    ("value", "shape", "message"),
    [
        (np.zeros((0, 3)), (None, None), "W must not be empty, got shape (0, 3)"),
        (np.zeros((3, 0)), (3, None), "W must not be empty, got shape (3, 0)"),
        ([1, 2], (None, None), "W must be a matrix of shape (any, any), got shape (2,)"),
        ([[1, 2]], (None, 3), "W must be a matrix of shape (any, 3), got shape (1, 2)"),
        (
            [[1, 2]],
            (2, None),
            "W must be a matrix of shape (2, any), got shape (1, 2): transposed?",
        ),
        ([[1, 2]], (2, 1), "W must be a matrix of shape (2, 1), got shape (1, 2): transposed?"),
        ([[[1, 2]]], (1, 2), "W must be a matrix of shape (1, 2), got shape (1, 1, 2)"),
    ],
)
def test_matrix_of_wrong_shape(value, shape, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        as_matrix(value, "W", shape)


def test_result_is_a_read_only_copy():
    given = np.array([1.0, 2.0])
    vector = as_vector(given, "x")
    given[0] = 9.0
    assert vector.tolist() == [1.0, 2.0]
    with pytest.raises(ValueError, match=r"read-only"):
        vector[0] = 9.0


@pytest.mark.parametrize("value", [3, np.int64(3), np.uint8(3)])
def test_integer(value):
    result = as_integer(value, "seed", 3)
    assert result == 3
    assert type(result) is int


@pytest.mark.parametrize("value", [3.0, "3", None, True, np.True_, 3j, [3], NAN], ids=repr)
def test_anything_but_an_integer(value):
    message = f"seed must be an int, got {describe(value)}"
    with pytest.raises(TypeError, match=f"^{re.escape(message)}$"):
        as_integer(value, "seed", 0)


def test_integer_too_small():
    with pytest.raises(ValueError, match=r"^sizes\[2\] must be at least 1, got 0$"):
        as_integer(0, "sizes[2]", 1)


@pytest.mark.parametrize("value", [2, 2.0, np.float32(2), np.int64(2), Fraction(2)])
def test_number(value):
    number = as_number(value, "full", minimum=2)
    assert number == as_positive(value, "full") == 2.0
    assert type(number) is float


@pytest.mark.parametrize("check", [as_number, as_positive])
@pytest.mark.parametrize(
    "value", [None, "2", b"2", 2j, True, np.True_, [2.0], np.array(2.0), np.complex128(2)], ids=repr
)
def test_anything_but_a_number(check, value):
    with pytest.raises(TypeError) as error:
        check(value, "full")
    assert str(error.value) == f"full must be a real number, got {describe(value)}"


@pytest.mark.parametrize("value", [NAN, INF, -INF, np.float32("nan"), 10**400])
def test_number_not_finite(value):
    with pytest.raises(ValueError, match=r"^full must be finite, got "):
        as_number(value, "full")


def test_number_too_small():
    with pytest.raises(ValueError, match=r"^full must be at least 0, got -1\.5$"):
        as_number(-1.5, "full", minimum=0)
    with pytest.raises(ValueError, match=r"^full must be positive, got 0$"):
        as_positive(0, "full")


def test_text():
    assert as_text(" a ", "title") == " a "
    with pytest.raises(TypeError, match=r"^title must be a str, got 3 \(int\)$"):
        as_text(3, "title")
    with pytest.raises(ValueError, match=r"^title must have a visible character, got ' '$"):
        as_text(" ", "title")


@pytest.mark.parametrize("value", [[1, 2], (1, 2), np.array([1, 2]), iter([1, 2]), range(1, 3)])
def test_items(value):
    assert as_items(value, "sizes") == (1, 2)


@pytest.mark.parametrize("value", ["relu", b"relu", None, 3, {"relu": 1}, np.array(3)], ids=repr)
def test_anything_but_a_sequence(value):
    message = f"sizes must be a sequence, got {describe(value)}"
    with pytest.raises(TypeError, match=f"^{re.escape(message)}$"):
        as_items(value, "sizes")


def test_description_is_short_and_on_one_line():
    text = describe(np.zeros((50, 50)))
    assert len(text) < 60
    assert "\n" not in text
    assert text.endswith("(ndarray)")


def test_weights_that_lead_from_layer_to_layer():
    first, second = as_weights([np.ones((4, 3)), np.ones((2, 4))], "weights")
    assert (first.shape, second.shape) == ((4, 3), (2, 4))
    assert not first.flags.writeable


@pytest.mark.parametrize("sizes", [(3, 4, 2), (2, 5, 5, 1), (4, 4, 2)], ids=str)
def test_transposed_weights_are_told(sizes):
    """As `MLPClassifier.coefs_` and Keras's `get_weights` hold them: (n_in, n_out)."""
    weights = [np.ones(pair) for pair in pairwise(sizes)]
    with pytest.raises(ValueError, match=r"transposed, .* pass \[W\.T for W in weights\]$"):
        as_weights(weights, "weights")
    assert len(as_weights([W.T for W in weights], "weights")) == len(sizes) - 1


@pytest.mark.parametrize(
    "weights",
    [
        [np.ones((3, 4)), np.ones((5, 2))],
        [np.ones((3, 4)), [[1, 2], [3]]],
        [np.ones((4, 3)), np.full((2, 4), NAN)],
        [np.ones((3, 4)), None],
    ],
)
def test_other_weights_that_do_not_fit_are_not_called_transposed(weights):
    with pytest.raises((TypeError, ValueError), match=r"^weights\[1\] (?!.*transposed)"):
        as_weights(weights, "weights")
