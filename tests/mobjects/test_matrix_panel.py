import numpy as np
import pytest

from netviz import MatrixPanel

W = [[0.9, 0.6, -0.4], [0.3, 0.25, -0.4]]


def strings(group) -> list[str]:
    return [number.string for number in group]


def test_rows_columns_and_entries():
    panel = MatrixPanel(W)
    assert panel.values.tolist() == W
    assert strings(panel.row(1)) == ["0.30", "0.25", "−0.40"]
    assert strings(panel.column(2)) == ["−0.40", "−0.40"]
    assert panel.entry(0, 1) is panel.row(0)[1]
    assert panel.entry(0, 1).get_y() > panel.entry(1, 1).get_y()
    assert panel.entry(0, 1).get_x() < panel.entry(0, 2).get_x()
    assert (panel.rows, panel.columns) == ((0, 1), (0, 1, 2))


def test_a_vector_stands():
    panel = MatrixPanel([0.5, 0.8, 0.3])
    assert panel.values.shape == (3, 1)
    assert strings(panel.column(0)) == ["0.5", "0.8", "0.3"]
    assert MatrixPanel(np.array([[1.0, 2.0]])).values.shape == (1, 2)


def test_large_matrices_are_collapsed_with_dots():
    panel = MatrixPanel(np.arange(200.0).reshape(10, 20), decimals=0, most_rows=5, most_columns=3)
    assert (panel.rows, panel.columns) == ((0, 1, 8, 9), (0, 19))
    assert strings(panel.row(9)) == ["180", "199"]
    assert len(panel.dots) == 4 + 2
    with pytest.raises(ValueError, match=r"^\(row, column\) must be shown, .* got \(5, 0\)$"):
        panel.row(5)


def test_dots_stay_between_the_brackets():
    panel = MatrixPanel(range(9), row_places=(0, None), most_rows=9)
    left, right = panel.brackets
    assert panel.dots.get_bottom()[1] > left.get_bottom()[1]
    assert left.get_right()[0] < panel.entries.get_left()[0]
    assert right.get_left()[0] > panel.entries.get_right()[0]


def test_wide_numbers_do_not_touch():
    panel = MatrixPanel([[-123.45, -678.9], [-123.45, -678.9]], decimals=2, column_spacing=0.1)
    assert panel.entry(0, 0).get_right()[0] + 0.09 < panel.entry(0, 1).get_left()[0]


def test_rows_stand_at_the_heights_given():
    panel = MatrixPanel([1, 2, 3, 4], heights=[2.0, 0.5, -1.0], row_places=(0, None, 3))
    assert panel.entry(0).get_y() == pytest.approx(2.0)
    assert panel.dots.get_y() == pytest.approx(0.5)
    assert panel.entry(3).get_y() == pytest.approx(-1.0)


@pytest.mark.parametrize(
    "change", [lambda p: p, lambda p: p.shift([2, 1, 0]), lambda p: p.scale(2)]
)
def test_markers_cover_a_row_or_a_column_also_when_it_has_moved(change, draw):
    panel = change(MatrixPanel(W))
    row, column = panel.row_marker(1), panel.column_marker(0)
    assert np.allclose(row.get_center()[:2], [panel.entries.get_x(), panel.row(1).get_y()])
    assert row.width > panel.row(1).width
    assert panel.row(1).height < row.height < panel.entries.height
    assert column.height > panel.entries.height
    assert np.allclose(column.get_center()[:2], [panel.column(0).get_x(), panel.entries.get_y()])
    for marker in (row, column):
        assert draw(marker).any()
        assert 0 < marker.get_fill_opacity() < 0.3  # the numbers stay readable through it
        assert marker.get_stroke_width() == 0


@pytest.mark.parametrize(
    ("values", "error", "message"),
    [
        (
            [[1, 2], [3]],
            ValueError,
            "values must be a matrix, not ragged, got [[1, 2], [3]] (list)",
        ),
        ("12", TypeError, "values must hold real numbers only, got '12' (str)"),
        (["a", "b"], TypeError, "values must hold real numbers only, got ['a', 'b'] (list)"),
        ([1, True], TypeError, "values must hold real numbers only, got [1, True] (list)"),
        ([[1j]], TypeError, "values must hold real numbers only, got [[1j]] (list)"),
        ([1, float("nan")], ValueError, "values must be finite, got nan at [1]"),
        ([[1, 2], [3, float("inf")]], ValueError, "values must be finite, got inf at [1, 1]"),
        ([], ValueError, "values must not be empty, got shape (0,)"),
        (1.0, ValueError, "values must be a matrix of shape (any, any), got shape ()"),
        (np.zeros((1, 1, 1)), ValueError, "values must be a matrix of shape (any, any), got shape"),
        (None, TypeError, "values must hold real numbers only, got None (NoneType)"),
    ],
)
def test_wrong_values(values, error, message):
    with pytest.raises(error) as raised:
        MatrixPanel(values)
    assert str(raised.value).startswith(message)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"decimals": -1}, "decimals must be at least 0"),
        ({"row_spacing": 0}, "row_spacing must be positive"),
        ({"column_spacing": float("nan")}, "column_spacing must be finite"),
        ({"most_rows": 2}, "most_rows must be at least 3"),
        ({"heights": [1.0]}, "heights must be a vector of shape (2,), got shape (1,)"),
        ({"heights": [1.0, float("inf")]}, "heights must be finite"),
        ({"row_places": (0,)}, "row_places must be rising indices of 2 items"),
        ({"column_places": (0, None, 7)}, "column_places must be rising indices of 3 items"),
    ],
)
def test_wrong_arguments(arguments, message):
    with pytest.raises(ValueError, match=r"must") as raised:
        MatrixPanel(W, **arguments)
    assert str(raised.value).startswith(message)


def test_entries_keep_their_places_in_copies():
    panel = MatrixPanel(W)
    copy = panel.copy()
    copy.entry(1, 1).set_value(0.99)
    assert (panel.entry(1, 1).string, copy.entry(1, 1).string) == ("0.25", "0.99")
