from netviz.storyboard.lettering import font, shortened, wrapped


def test_the_typeface_has_what_captions_say():
    """A character that a font lacks is drawn like one that none has."""
    letters = font(40)
    missing = bytes(letters.getmask("\U000ffffd"))
    assert all(bytes(letters.getmask(c)) != missing for c in "aZ09−×·∂δΣση≈≤²₁→–…ü")


def test_text_that_fits_is_left_alone():
    assert shortened("hidden", 6, len) == "hidden"
    assert wrapped("hidden layer", 12, len) == ["hidden layer"]
    assert wrapped("", 12, len) == []


def test_text_that_does_not_fit_ends_in_dots_and_never_sticks_out():
    words = "Three links from weight to loss, and a word_longer_than_any_line"
    for width in range(2, 70):
        lines = wrapped(words, width, len)
        assert len(lines) <= 2
        assert max(map(len, lines)) <= width
        whole = " ".join(lines) == words
        assert whole or any(line.endswith("…") for line in lines)
