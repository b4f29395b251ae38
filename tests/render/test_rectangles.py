from hypothesis import given
from hypothesis import strategies as st

from netviz.render.rectangles import Rectangle, merged

edges = st.integers(0, 400)
rectangles = st.builds(Rectangle, edges, edges, edges, edges)


@given(st.lists(rectangles, max_size=12))
def test_merged_rectangles_are_few_apart_and_hold_all(given_ones):
    few = merged(given_ones)
    assert len(few) <= 4
    assert not any(a.meets(b) for i, a in enumerate(few) for b in few[:i])
    for rectangle in given_ones:
        if rectangle.area:
            assert any(one.around(rectangle) == one for one in few)


def test_far_apart_they_stay_apart():
    corners = [Rectangle(0, 0, 10, 10), Rectangle(990, 990, 1000, 1000)]
    assert sorted(merged(corners)) == corners


def test_what_lies_in_both():
    one, other = Rectangle(0, 0, 10, 10), Rectangle(5, 6, 20, 20)
    assert one.within(other) == Rectangle(5, 6, 10, 10)
    assert one.meets(other)
    assert not one.meets(Rectangle(10, 0, 20, 10))
    assert one.within(Rectangle(10, 0, 20, 10)).area == 0
