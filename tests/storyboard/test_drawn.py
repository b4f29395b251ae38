from pathlib import Path

import numpy as np
import pytest
from manim import Scene, ThreeDScene, config, tempconfig
from manim.utils.module_ops import get_module

from netviz.scene_files import scene_in
from netviz.storyboard.drawn import DrawnFilm, in_words, theme_of, title_of
from netviz.storyboard.film import FilmError, Part, Subtitle, evenly
from netviz.theme import Theme
from netviz.timeline import PhasedScene

SIZE, RATE = (160, 90), 15
phased = get_module(Path(__file__).parents[1] / "films" / "phased.py")


def filmed(scene_class: type[Scene]) -> list[np.ndarray]:
    """Every frame that Manim hands to its encoder, in order."""
    settings = {"pixel_width": SIZE[0], "pixel_height": SIZE[1], "frame_rate": RATE}
    quiet = {"dry_run": True, "progress_bar": "none", "verbosity": "ERROR"}
    frames = []
    with tempconfig({**settings, **quiet, "disable_caching": True}):
        scene = scene_class()
        add_frame = scene.renderer.add_frame

        def keep(frame, num_frames=1):
            if not scene.renderer.skip_animations:
                frames.extend([frame[:, :, :3].astype(int)] * num_frames)
            add_frame(frame, num_frames)

        scene.renderer.add_frame = keep
        scene.renderer.file_writer.finish = lambda: None  # of which there is nothing
        scene.render()
    return frames


class Turning(ThreeDScene):
    """A camera that moves by itself."""

    def construct(self):
        from manim import Cube

        self.add(Cube())
        self.begin_ambient_camera_rotation(rate=2)
        self.wait(0.6)


@pytest.mark.parametrize("name", ["Awkward", "Captioned", "Zoomed", "Small", "Plain", "Turning"])
def test_wanted_frames_are_bit_for_bit_those_of_the_film(scenes, look, name):
    scene_class = Turning if name == "Turning" else getattr(scenes, name, None)
    scene_class = scene_class or getattr(phased, name)
    whole = filmed(scene_class)
    film = DrawnFilm(scene_class, SIZE, RATE)
    assert film.frames == len(whole)
    for wanted in (range(1, len(whole), 3), range(len(whole)), [len(whole) - 1]):
        seen = look(film, wanted)
        assert list(seen) == list(wanted)
        assert all((seen[frame] == whole[frame]).all() for frame in wanted)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["forward_pass", "backprop"])
def test_wanted_frames_are_those_of_our_films(look, name):
    scene_class = scene_in(Path(__file__).parents[2] / "scenes" / f"{name}.py")
    whole = filmed(scene_class)
    film = DrawnFilm(scene_class, SIZE, RATE)
    wanted = evenly(film.parts, 7, film.holds)
    seen = look(film, wanted)
    assert film.frames == len(whole)
    assert list(seen) == wanted
    assert all((seen[frame] == whole[frame]).all() for frame in wanted)


def test_a_phased_scene_has_its_phases(scenes):
    film = DrawnFilm(scenes.Small, SIZE, RATE)
    assert film.parts == (Part("Move / One", 0, 18), Part("Hold", 18, 45))
    assert (film.name, film.title, film.theme) == ("Small", "A Small Film", Theme())


def test_a_plain_scene_has_its_sections_without_those_left_out(scenes):
    film = DrawnFilm(scenes.Plain, SIZE, RATE)
    assert [part.name for part in film.parts] == ["Plain", "Second", "Last"]
    assert [part.frames for part in film.parts] == [8, 11, 7]


def test_subtitles_are_those_of_the_film(scenes):
    small = DrawnFilm(scenes.Small, SIZE, RATE).look_at([], lambda *_: None)
    assert small == (
        Subtitle("It moves.", 0.0, 1.2),
        Subtitle("A number stands.", 1.4, 3.0),
    )
    (plain,) = DrawnFilm(scenes.Plain, SIZE, RATE).look_at([], lambda *_: None)
    assert (plain.text, plain.start) == ("Plain words.", pytest.approx(8 / RATE))


def test_holds_are_the_still_waits(scenes):
    assert DrawnFilm(scenes.Small, SIZE, RATE).holds == ((25, 27), (33, 45))


def test_one_phase_alone_is_a_film(scenes, look, monkeypatch):
    whole = look(DrawnFilm(scenes.Small, SIZE, RATE), [18, 30])
    monkeypatch.setenv("NETVIZ_PHASE", "Hold")
    film = DrawnFilm(scenes.Small, SIZE, RATE)
    assert film.parts == (Part("Hold", 0, 27),)
    seen = look(film, [0, 12])
    assert (seen[0] == whole[18]).all()
    assert (seen[12] == whole[30]).all()


def test_the_configuration_says_size_and_rate_and_is_left_as_it_was(scenes):
    with tempconfig({"pixel_width": 64, "pixel_height": 36, "frame_rate": 10}):
        before = dict(config)
        film = DrawnFilm(scenes.Small)
        assert (film.size, film.rate, film.frames) == ((64, 36), 10, 30)
        film.look_at([3], lambda *_: None)
        assert dict(config) == before


def test_nothing_is_written(scenes, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    DrawnFilm(scenes.Small, SIZE, RATE).look_at([3], lambda *_: None)
    assert list(tmp_path.iterdir()) == []


def test_a_scene_that_fails_says_so_in_one_line(scenes):
    with pytest.raises(FilmError, match=r"^Fails fails at 0:00.53: RuntimeError: no network$"):
        DrawnFilm(scenes.Fails, SIZE, RATE).look_at([0], lambda *_: None)


def test_a_scene_that_plays_nothing_has_no_frames(scenes):
    with pytest.raises(FilmError, match=r"^Still plays nothing, so it has no frames$"):
        DrawnFilm(scenes.Still, SIZE, RATE)


def test_a_scene_that_is_another_the_second_time_is_noticed():
    class Fickle(Scene):
        lengths = iter((1, 2))

        def construct(self):
            self.wait(next(self.lengths))

    film = DrawnFilm(Fickle, SIZE, RATE)
    with pytest.raises(FilmError, match="Fickle has 30 frames, not 15 as before"):
        film.look_at([0], lambda *_: None)


@pytest.mark.parametrize("wrong", [{"size": (0, 90)}, {"rate": 0}, {"rate": float("nan")}])
def test_sizes_and_rates_that_are_none(scenes, wrong):
    with pytest.raises(ValueError, match=r"width|rate"):
        DrawnFilm(scenes.Small, **wrong)


def test_titles_and_themes():
    class BlueScene_2(PhasedScene):  # noqa: N801
        theme = Theme(background="#000022")

    assert title_of(BlueScene_2) == in_words("BlueScene_2") == "Blue Scene 2"
    assert theme_of(BlueScene_2).background == "#000022"
    assert theme_of(Scene) == Theme()
