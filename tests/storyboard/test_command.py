from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from manim import tempconfig
from PIL import Image

from netviz.cli import main
from netviz.storyboard import command as module

SMALL = ("-r", "320,180", "--fps", "15")


def written(folder: Path) -> list[Path]:
    """What lies in a folder, but for what Python leaves behind when it imports from there."""
    return sorted(path for path in folder.iterdir() if path.name != "__pycache__")


@pytest.fixture
def run(tmp_path, monkeypatch):
    """`netviz storyboard …` in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: object) -> Result:
        with tempconfig({"media_dir": "media"}):
            return CliRunner().invoke(main, ["storyboard", *map(str, arguments)])

    return run


def test_a_sheet_from_the_scene(run, scene_file, tmp_path):
    result = run(scene_file, "Small", *SMALL)
    assert result.exit_code == 0, result.output
    assert "media/small_sheet.png" in result.output
    assert "16 frames" in result.output
    with Image.open(tmp_path / "media" / "small_sheet.png") as sheet:
        assert sheet.width == 2400
    assert [path.name for path in (tmp_path / "media").iterdir()] == ["small_sheet.png"]


def test_the_only_scene_needs_no_name_and_gives_its_files(run, scene_file, tmp_path):
    words = scene_file.read_text(encoding="utf-8")
    (tmp_path / "my_film.py").write_text(words.split("class Plain")[0], encoding="utf-8")
    result = run("my_film.py", *SMALL, "--frames", 1, "--width", 700, "--columns", 2)
    assert result.exit_code == 0, result.output
    assert "2 frames" in result.output
    with Image.open(tmp_path / "media" / "my_film_sheet.png") as sheet:
        assert sheet.width == 700


def test_a_plain_scene_with_a_frame_every_so_often(run, scene_file, tmp_path):
    result = run(scene_file, "Plain", *SMALL, "--every", 0.2, "-o", "sheets/plain.png")
    assert result.exit_code == 0, result.output
    assert "9 frames" in result.output
    assert (tmp_path / "sheets" / "plain.png").is_file()


def test_a_sheet_from_the_film_is_that_of_the_scene_but_for_the_encoder(
    run, scene_file, film_file, tmp_path
):
    assert run(scene_file, "Small", *SMALL, "-o", "drawn.png").exit_code == 0
    result = run(scene_file, "Small", "--film", film_file, "-o", "film.png")
    assert result.exit_code == 0, result.output
    from netviz.storyboard.difference import changed_boxes

    with Image.open(tmp_path / "drawn.png") as drawn, Image.open(tmp_path / "film.png") as film:
        assert changed_boxes(drawn, film, encoded=True) == []


def test_poster_and_preview_in_one_go(run, scene_file, tmp_path):
    result = run(scene_file, "Small", *SMALL, "--no-sheet", "--poster", "p.png", "--at", 0.5,
                 "--preview", "p.webp", "--seconds", "hold")  # fmt: skip
    assert result.exit_code == 0, result.output
    with Image.open(tmp_path / "p.png") as poster:
        assert poster.size == (320, 180)
    with Image.open(tmp_path / "p.webp") as preview:
        assert preview.size == (320, 180)
        assert preview.n_frames > 5
    assert not (tmp_path / "media").exists()


def test_the_poster_is_the_frame_at_that_time(run, scene_file, scenes, look, tmp_path):
    from netviz.storyboard.drawn import DrawnFilm

    assert run(scene_file, "Small", *SMALL, "--no-sheet", "--poster", "p.png", "--at", 0.5)
    expected = look(DrawnFilm(scenes.Small, (320, 180), 15), [7])[7]
    with Image.open(tmp_path / "p.png") as poster:
        assert list(poster.getdata()) == [tuple(p) for row in expected.tolist() for p in row]


def test_differences_are_said_and_are_no_failure(run, scene_file, tmp_path):
    words = scene_file.read_text(encoding="utf-8")
    (tmp_path / "before.py").write_text(words.replace("0.64", "8.88"), encoding="utf-8")
    result = run(scene_file, "Small", *SMALL, "--diff", "before.py", "--every", 0.4)
    assert result.exit_code == 0, result.output
    said = result.output.splitlines()
    assert said[0] == "Move / One  0 of 3 changed"
    assert said[1] == "Hold        5 of 5 changed: 0:01.2 to 0:02.8"
    assert said[2] == "in all      5 of 8 changed"
    assert (tmp_path / "media" / "small_diff.png").is_file()


def test_a_film_as_the_version_before(run, scene_file, film_file):
    result = run(scene_file, "Small", *SMALL, "--diff", film_file, "--frames", 4)
    assert result.exit_code == 0, result.output
    assert "0 of 8 changed" in result.output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["none.py"], "scene file none.py does not exist"),
        (["words.py"], "scene file words.py has no scene in it"),
        (["broken.py"], "scene file broken.py cannot be imported: ZeroDivisionError"),
        (["SCENES"], "has several scenes, choose one: Small, Plain"),
        (["SCENES", "Nobody"], "has no scene Nobody"),
        (["SCENES", "Still"], "Still plays nothing"),
        (["SCENES", "Fails", *SMALL], "Fails fails at 0:00.53: RuntimeError: no network"),
        (["SCENES", "Small", "--film", "none.mp4"], "film none.mp4 does not exist"),
        (["SCENES", "Small", "--film", "FILM", "--fps", "30"], "--film and --fps exclude"),
        (["SCENES", "Plain", "--film", "FILM"], "has 45 frames (3 s), the scene's phases have 26"),
        (["SCENES", "Small", "--frames", "0"], "--frames must be at least 1, got 0"),
        (["SCENES", "Small", "--every", "0"], "--every must be positive, got 0"),
        (["SCENES", "Small", "--every", "1", "--frames", "1"], "--frames and --every exclude"),
        (["SCENES", "Small", "--columns", "0"], "--columns must be at least 1, got 0"),
        (["SCENES", "Small", *SMALL, "--columns", "99"], "columns must be at least 120 px wide"),
        (["SCENES", "Small", *SMALL, "--poster", "p.png", "--at", "7"], "film's 3 s, got 7 s"),
        (["SCENES", "Small", "--at", "7"], "--at needs --poster"),
        (["SCENES", "Small", "--poster", "p.jpg"], "--poster must be a .png, got p.jpg"),
        (["SCENES", "Small", "--preview", "p.mp4"], "preview must be a .webp or a .gif"),
        (
            ["SCENES", "Small", *SMALL, "--preview", "p.gif", "--seconds", "Outro"],
            "phase must be one of Move / One, Hold, got 'Outro'",
        ),
        (["SCENES", "Small", *SMALL, "--preview", "p.gif", "--seconds", "2:9"], "within the film"),
        (["SCENES", "Small", *SMALL, "--diff", "none.mp4"], "film none.mp4 does not exist"),
        (["SCENES", "Small", "--diff", "FILM", "--poster", "p.png"], "--diff and --poster exclude"),
        (["SCENES", "Small", "--no-sheet"], "--no-sheet needs --poster or --preview"),
        (["SCENES", "Small", "-r", "big"], "must be WIDTH,HEIGHT in pixels"),
        (["SCENES", "Small", *SMALL, "-o", "words.py/sheet.png"], "words.py"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    run, scene_file, film_file, tmp_path, arguments, message
):
    (tmp_path / "words.py").write_text("x = 1\n")
    (tmp_path / "broken.py").write_text("1 / 0\n")
    before = written(tmp_path)
    names = {"SCENES": scene_file, "FILM": film_file}
    result = run(*(names.get(argument, argument) for argument in arguments))
    assert result.exit_code == 2, result.output
    (line,) = (line for line in result.output.splitlines() if line.startswith("Error: "))
    assert message in line
    assert "Traceback" not in result.output
    assert written(tmp_path) == before


@pytest.mark.slow
@pytest.mark.parametrize("name", ["forward_pass", "backprop"])
def test_the_sheets_of_our_films_fit_a_readme(run, tmp_path, name):
    result = run(Path(__file__).parents[2] / "scenes" / f"{name}.py")
    assert result.exit_code == 0, result.output
    sheet = tmp_path / "media" / f"{name}_sheet.png"
    assert sheet.stat().st_size < 3_000_000
    with Image.open(sheet) as image:
        assert image.width == 2400
        assert image.height < image.width


def test_a_failure_leaves_the_old_sheet(run, scene_file, tmp_path, monkeypatch):
    (tmp_path / "sheet.png").write_text("old")

    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(module, "contact_sheet", full)
    result = run(scene_file, "Small", *SMALL, "-o", "sheet.png")
    assert (result.exit_code, (tmp_path / "sheet.png").read_text()) == (2, "old")
    assert "Error: no space left" in result.output


def test_the_help_says_what_the_exit_status_means(run):
    result = run("--help")
    assert result.exit_code == 0
    assert "exit status is 0 also when --diff finds changes" in " ".join(result.output.split())
