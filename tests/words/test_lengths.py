import json

import pytest
from manim import Scene
from manim.utils.module_ops import get_module

from netviz.words.lengths import Lengths, file_of
from netviz.words.sentence import Sentence


def test_an_unmeasured_sentence_takes_13_characters_a_second():
    assert Lengths().of(Sentence("x" * 26)) == 2
    assert Lengths().of(Sentence("x" * 26, spoken="x" * 13)) == 1


def test_measured_ones_are_kept_in_a_file(tmp_path):
    Lengths("me", {"Hello.": 0.75}).write(tmp_path / "a.words.json")
    lengths = Lengths.read(tmp_path / "a.words.json")
    assert lengths == Lengths("me", {"Hello.": 0.75})
    assert float(lengths.of(Sentence("Hello."))) == 0.75
    assert [path.name for path in tmp_path.iterdir()] == ["a.words.json"]


@pytest.mark.parametrize("data", ["", "{}", '{"voice": 1, "seconds": {}}', '{"voice": "me"}',
                                  '{"voice": "me", "seconds": {"Hello.": -1}}',
                                  '{"voice": "me", "seconds": {"Hello.": NaN}}'])  # fmt: skip
def test_any_other_file_is_refused(tmp_path, data):
    (tmp_path / "a.words.json").write_text(data)
    with pytest.raises(ValueError, match=r"a.words.json must"):
        Lengths.read(tmp_path / "a.words.json")


def test_they_lie_beside_the_scene_or_the_one_it_is_made_from(tmp_path):
    (tmp_path / "first_lengths.py").write_text("from manim import Scene\nclass A(Scene): pass\n")
    first = get_module(tmp_path / "first_lengths.py")
    path = tmp_path / "first_lengths.words.json"
    assert file_of(first.A) == path
    assert file_of(Scene) is None
    assert Lengths.of_scene(first.A) == Lengths()
    path.write_text(json.dumps({"voice": "me", "seconds": {"Hello.": 1}}))
    child = type("Child", (first.A,), {"__module__": __name__})
    assert Lengths.of_scene(child).voice == "me"
