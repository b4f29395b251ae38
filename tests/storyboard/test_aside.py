import pytest

from netviz.storyboard.aside import written_aside


def test_a_whole_file_takes_the_place_of_the_old_one(tmp_path):
    path = tmp_path / "folder" / "sheet.png"
    for words in ("first", "second"):
        with written_aside(path) as aside:
            aside.write_text(words)
            assert aside.suffix == ".png"
        assert path.read_text() == words
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt])
def test_a_failure_leaves_the_old_one_and_nothing_else(tmp_path, error):
    path = tmp_path / "sheet.png"
    path.write_text("old")

    def write() -> None:
        with written_aside(path) as aside:
            aside.write_text("half")
            raise error("the disk is full")

    with pytest.raises(error):
        write()
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
