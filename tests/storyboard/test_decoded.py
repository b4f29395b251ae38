import shutil

import numpy as np
import pytest
from PIL import Image

from netviz.storyboard.decoded import DecodedFilm, film_of
from netviz.storyboard.difference import changed_boxes
from netviz.storyboard.drawn import DrawnFilm
from netviz.storyboard.film import FilmError, Part, Subtitle

SIZE, RATE = (320, 180), 15


def test_a_rendered_film_has_the_pictures_of_its_scene_at_every_time(scenes, film_file):
    scene = DrawnFilm(scenes.Small, SIZE, RATE)
    film = film_of(scene, film_file)
    drawn, decoded = {}, {}
    scene.look_at(range(scene.frames), drawn.__setitem__)
    film.look_at(range(film.frames), decoded.__setitem__)
    assert list(drawn) == list(decoded)
    for frame, picture in drawn.items():
        assert changed_boxes(picture, decoded[frame], encoded=True) == []
    for frame in range(17):  # the square moves in each: one frame off would be seen
        assert changed_boxes(drawn[frame], decoded[frame + 1], encoded=True) != []


def test_a_rendered_film_has_the_scenes_phases_and_the_captions_beside_it(scenes, film_file):
    scene = DrawnFilm(scenes.Small, SIZE, RATE)
    film = film_of(scene, film_file)
    assert (film.parts, film.holds, film.rate) == (scene.parts, scene.holds, scene.rate)
    assert (film.title, film.name, film.size) == ("A Small Film", "Small", SIZE)
    subtitles = film.look_at([], lambda *_: None)
    assert subtitles == scene.look_at([], lambda *_: None)


def test_a_film_alone_is_one_part_without_subtitles(encode):
    film = DecodedFilm(encode([Image.new("RGB", SIZE, "red")] * 4, name="red.mp4"))
    assert (film.frames, film.rate, film.parts) == (4, RATE, (Part("red", 0, 4),))
    assert film.look_at([0], lambda *_: None) == ()


def test_frames_are_counted_in_the_order_in_which_they_are_shown(encode, look):
    grey = [Image.new("RGB", SIZE, (20 * i,) * 3) for i in range(12)]
    seen = look(DecodedFilm(encode(grey)), [11, 2, 7])
    assert list(seen) == [2, 7, 11]
    assert all(abs(np.mean(picture) - 20 * frame) < 5 for frame, picture in seen.items())


def test_a_film_of_another_length_than_the_phases(scenes, film_file, encode):
    longer = encode([Image.new("RGB", SIZE)] * 50)
    with pytest.raises(FilmError, match=r"50 frames .* the scene's phases have 45 \(3 s\)"):
        film_of(DrawnFilm(scenes.Small, SIZE, RATE), longer)


def test_files_that_are_no_films(tmp_path, encode):
    (tmp_path / "words.mp4").write_text("no film")
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(encode([Image.new("RGB", SIZE, "red")] * 30).read_bytes()[:900])
    for path, message in (
        (tmp_path / "none.mp4", "does not exist"),
        (tmp_path / "words.mp4", "cannot be decoded"),
        (cut, "cannot be decoded"),
    ):
        with pytest.raises(FilmError, match=message):
            DecodedFilm(path)


def test_subtitles_that_are_none(film_file, tmp_path):
    film = shutil.copy(film_file, tmp_path)
    DecodedFilm(film).look_at([0], lambda *_: None)
    (tmp_path / "Small.srt").write_text("words\nwithout times\n")
    with pytest.raises(FilmError, match=r"subtitles .*Small.srt cannot be read"):
        DecodedFilm(film).look_at([0], lambda *_: None)
    (tmp_path / "Small.srt").write_text("1\n00:00:00,500 --> 00:00:01,000\nSaid.\n")
    assert DecodedFilm(film).look_at([0], lambda *_: None) == (Subtitle("Said.", 0.5, 1.0),)
