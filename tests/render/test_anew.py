from contextlib import suppress
from pathlib import Path

from manim import Text, config

from netviz.render.anew import all_anew


def test_nothing_is_kept_for_another_render_and_settings_are_as_before():
    before = config.disable_caching, config["text_dir"]
    with suppress(RuntimeError), all_anew():
        Text("new")
        folder = Path(config["text_dir"])
        assert config.disable_caching
        assert [path.suffix for path in folder.iterdir()] == [".svg"]
        raise RuntimeError
    assert (config.disable_caching, config["text_dir"]) == before
    assert not folder.exists()
