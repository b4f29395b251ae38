import pytest
from manim import Scene, Square, tempconfig

from netviz import Phase, PhasedScene, Spoken


class Said(PhasedScene):
    phases = (Phase("One", 3, "one"),)
    voice = None

    def one(self):
        self.add(Square())
        self.say("Zero < one & so on.", seconds=2.8)


class Both(Said):
    def one(self):
        super().one()
        self.add_subcaption("By hand.", duration=0.5)


class Plain(Spoken, Scene):
    voice = None

    def construct(self):
        self.say("Said.")


def files(scene_class, folder, **attributes):
    cls = type(scene_class.__name__, (scene_class,), attributes)
    settings = {"pixel_width": 64, "pixel_height": 36, "frame_rate": 10, "verbosity": "ERROR",
                "progress_bar": "none", "media_dir": str(folder)}  # fmt: skip
    with tempconfig(settings):
        cls().render()
    found = {path.suffix: path.read_text(encoding="utf-8") for path in folder.rglob("*.srt")}
    return found | {path.suffix: path.read_text("utf-8") for path in folder.rglob("*.vtt")}


@pytest.mark.parametrize("scene_class", [Said, Plain])
@pytest.mark.parametrize(
    ("captions", "suffixes"),
    [(None, set()), ("srt", {".srt"}), ("vtt", {".vtt"}), ("both", {".srt", ".vtt"})],
)
def test_files_are_written_when_a_scene_asks_for_them(tmp_path, scene_class, captions, suffixes):
    written = files(scene_class, tmp_path, captions=captions)
    assert set(written) == suffixes


def test_what_they_say(tmp_path):
    written = files(Said, tmp_path, captions="both")
    assert "00:00:00,000 --> 00:00:02,800\nZero < one & so on." in written[".srt"]
    assert "00:00:00.000 --> 00:00:02.800\nZero &lt; one &amp; so on." in written[".vtt"]
    assert written[".vtt"].startswith("WEBVTT\n\n")


def test_manims_own_subcaptions_are_written_as_ever(tmp_path):
    assert "By hand." in files(Both, tmp_path / "a")[".srt"]
    assert "Zero" not in files(Both, tmp_path / "a")[".srt"]
    assert "Zero" in files(Both, tmp_path / "b", captions="srt")[".srt"]


def test_files_of_an_earlier_film_go(tmp_path):
    assert files(Said, tmp_path, captions="both")
    assert files(Said, tmp_path) == {}


def test_other_kinds_are_refused(tmp_path):
    with pytest.raises(ValueError, match=r"captions must be None, .srt"):
        files(Said, tmp_path, captions="txt")
