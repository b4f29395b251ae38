import pytest
from manim import RIGHT, Circle, ManimColor, Square, VGroup

from netviz import FormulaPanel, Theme, formula, text
from netviz.layout import Box

RULE = "z {{ = : eq }} {{ W x : Wx }} + b"
WORK = "{{ = : eq }} {{ 0.45 : p0 }} + 0.1"


def left(group) -> float:
    return float(group.get_left()[0])


@pytest.fixture
def panel() -> FormulaPanel:
    return FormulaPanel(rows=3)


def test_rows_are_spread_over_the_panel():
    panel = FormulaPanel()
    top, bottom = panel.row_height(0), panel.row_height(1)
    middle_of_capitals = (top + bottom) / 2 + 0.12
    assert middle_of_capitals == pytest.approx(panel.frame.get_y())
    assert panel.frame.get_top()[1] > top > bottom > panel.frame.get_bottom()[1]
    with pytest.raises(ValueError, match=r"^row must be 0 to 1, got 2$"):
        panel.row_height(2)


def test_equals_signs_stand_under_each_other(panel):
    lines = [panel.work(WORK, 0), panel.work("z_1 {{ = : eq }} 1", 1)]
    rules = [panel.rule(RULE, 0), panel.rule("a {{ = : eq }} f(z)", 2)]
    for pair in (lines, rules):
        assert left(pair[0].part("eq")) == pytest.approx(left(pair[1].part("eq")))
    assert lines[0].baseline == pytest.approx(rules[0].baseline)
    assert lines[0].baseline > lines[1].baseline > rules[1].baseline


def test_rules_are_left_and_work_is_right_of_the_divider(panel):
    rule, work = panel.rule(RULE, 1), panel.work("x + y", 1)
    x = panel.divider.get_x()
    assert rule.get_right()[0] < x < left(work)
    assert left(panel.frame) < left(rule)
    assert work.get_right()[0] < panel.frame.get_right()[0]


def test_any_shape_can_be_content(panel):
    circle = Circle(0.1)
    assert panel.work(circle, 1) is circle
    assert circle.get_y() == pytest.approx(panel.row_height(1) + 0.12)
    words = panel.work(text("the sum"), 2)
    assert words.baseline == pytest.approx(panel.row_height(2))


def test_parts_come_from_the_newest_line_first_the_worked_ones(panel):
    rule = panel.rule(RULE, 0)
    assert list(panel.part("Wx")) == list(rule.part("Wx"))
    first, second = panel.work("{{ x : Wx }}", 0), panel.work("{{ y : Wx }}", 1)
    assert list(panel.part("Wx")) == list(second.part("Wx"))
    assert list(panel.clear_lines()) == [first, second]
    assert list(panel.part("Wx")) == list(rule.part("Wx"))
    assert list(panel.clear_rules()) == [rule]
    with pytest.raises(ValueError, match=r"^name must be a part of the panel \(\), got 'Wx'$"):
        panel.part("Wx")


@pytest.mark.parametrize("scale", [1.0, 0.5])
def test_lines_go_where_the_panel_is(scale):
    here, there = FormulaPanel(rows=3), FormulaPanel(rows=3)
    there.shift([0.3, 2.0, 0]).scale(scale)
    assert there.work_width == pytest.approx(here.work_width * scale)
    for row in range(3):
        for name in ("rule", "work"):
            line, moved = getattr(here, name)(RULE, row), getattr(there, name)(RULE, row)
            expected = VGroup(here.frame, line).copy().shift([0.3, 2.0, 0])
            expected.scale(scale, about_point=there.get_center())
            assert moved.get_center() == pytest.approx(expected[1].get_center())
            assert moved.width == pytest.approx(expected[1].width)


def test_whether_a_line_fits(panel):
    assert panel.fits(formula("{{ = : eq }} " + "x + " * 12 + "x"))
    long = formula("{{ = : eq }} " + "x + " * 20 + "x")
    assert not panel.fits(long)
    with pytest.raises(ValueError, match=r"^content must fit between .* shorten it, with …"):
        panel.work(long, 0)
    assert panel.lines == []
    assert not panel.fits(formula("x + x + x + x + x {{ = : eq }} x"))  # its left side is too long


def test_a_rule_too_long(panel):
    with pytest.raises(ValueError, match=r"^content must fit between"):
        panel.rule(" + ".join("x" * 9), 0)


def test_content_too_high(panel):
    with pytest.raises(ValueError, match=r"^content must be inside the panel, .* in row 0"):
        panel.work(Square(1.2), 0)
    panel.work(Square(1.2), 1)


@pytest.mark.parametrize(
    ("row", "error"), [(3, ValueError), (-1, ValueError), (1.0, TypeError), ("0", TypeError)]
)
def test_wrong_rows(panel, row, error):
    for call in (panel.row_height, lambda row: panel.work(WORK, row)):
        with pytest.raises(error, match=r"^row must be "):
            call(row)
    assert panel.lines == []


@pytest.mark.parametrize("content", [None, 3, [3], RIGHT])
def test_wrong_content(panel, content):
    with pytest.raises(TypeError, match=r"^content must be a str or a VMobject, got "):
        panel.rule(content, 0)


def test_latex_is_refused(panel):
    with pytest.raises(ValueError, match=r"LaTeX"):
        panel.rule(r"\frac{a}{b}", 0)


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"rows": 0}, ValueError, "^rows must be at least 1"),
        ({"rows": 2.5}, TypeError, "^rows must be an int"),
        ({"work_at": 20.0}, ValueError, "^work_at must be in the panel, 13.4 wide, got 20"),
        ({"work_at": 1.0}, ValueError, "^work_at must be at least 1.78, got 1"),
        ({"rule_at": float("nan")}, ValueError, "^rule_at must be finite"),
        ({"box": "wide"}, TypeError, "^box must be a netviz.Box, got 'wide'"),
    ],
)
def test_wrong_arguments(arguments, error, message):
    with pytest.raises(error, match=message):
        FormulaPanel(**arguments)


def test_another_box_and_number_of_rows():
    panel = FormulaPanel(rows=1, box=Box(-3, -1, 5, 1), work_at=3.0)
    assert panel.frame.width == pytest.approx(8)
    assert panel.row_height(0) == pytest.approx(-0.12)


def test_copies_place_lines_of_their_own(panel):
    panel.work(WORK, 0)
    copy = panel.copy().shift([0, 1, 0])
    copy.clear_lines()
    assert len(panel.lines) == 1
    assert copy.row_height(0) == pytest.approx(panel.row_height(0) + 1)


def test_of_several_candidates_the_first_that_fits_is_taken(panel):
    long = "{{ = : eq }} " + " + ".join(["0.45"] * 30)
    assert panel.work([long, "{{ = : eq }} 0.45", "{{ = : eq }} 1"], 0).source.endswith("0.45")
    with pytest.raises(ValueError, match="content must fit"):
        panel.work([long, long], 0)
    with pytest.raises(ValueError, match="content must hold at least one candidate"):
        panel.work([], 0)


def test_rules_stand_side_by_side_in_columns_of_their_own():
    panel = FormulaPanel(rows=1, rule_at=(1.2, 4.2), work_at=7.5)
    first, second = (panel.rule("{{ z : z }} {{ = : eq }} W x", column=i) for i in (0, 1))
    assert second.part("eq").get_left()[0] - first.part("eq").get_left()[0] == pytest.approx(3.0)
    with pytest.raises(ValueError, match="column must be 0 to 1, got 2"):
        panel.rule("x", column=2)


def test_parts_have_the_colours_of_what_they_stand_for(panel):
    line = panel.rule("{{ z : z }} {{ = : eq }} W {{ x : x }}", 0)
    assert line.part("z")[0].get_color() == ManimColor(Theme().pre_activation)
    assert line.part("x")[0].get_color() == ManimColor(Theme().activation)
