import wave

import numpy as np
import pytest

from netviz.words import voice as voices
from netviz.words.recordings import Recordings
from netviz.words.speech import speech_of
from netviz.words.voice import Hibari, Voice, as_voice, voice_named
from tests.words.voices import RATE, Counted, tone


def write_wav(path, samples, rate=RATE, width=2):
    with wave.open(str(path), "wb") as file:
        file.setparams((1, width, rate, 0, "NONE", ""))
        file.writeframes((samples * 32767).astype("<i2").tobytes())


def test_a_voice_is_an_object_a_function_or_a_name(tmp_path):
    counted = Counted()
    assert isinstance(counted, Voice)
    assert as_voice(counted) is counted
    assert as_voice(tone).name == "tone"
    assert as_voice(None) is None
    assert as_voice("off") is None
    assert as_voice("hibari").name.startswith("hibari ")
    assert isinstance(as_voice(str(tmp_path)), Recordings)
    assert voice_named("tests.words.voices:tone").name == "tone"
    assert voice_named("tests.words.voices:Counted").name == "counted"


@pytest.mark.parametrize("value", [3, Counted, object()])
def test_anything_else_is_none(value):
    with pytest.raises(TypeError, match="voice must be an object with a name and speak"):
        as_voice(value)


@pytest.mark.parametrize("name", ["nobody", "a folder/that is not there", ":x"])
def test_unknown_names_are_refused(name):
    with pytest.raises(ValueError, match="voice must be off, hibari, hibari:SPEAKER, a folder"):
        voice_named(name)
    with pytest.raises(ValueError, match="which has no 'nobody'"):
        voice_named("tests.words.voices:nobody")


def test_without_the_extra_nobody_speaks_unless_asked_to(monkeypatch):
    monkeypatch.setattr(voices, "find_spec", lambda name: None)
    assert as_voice("auto") is None
    with pytest.raises(ImportError, match=r"pip install netviz\[voice\]"):
        as_voice("hibari")


def test_the_letter_a_is_no_article():
    assert "(/ˈA/)" in voices._with_phonemes("Error A minus y.")
    assert "(/ˈA/)" not in voices._with_phonemes("A prediction first. A bias.")
    assert "[ReLU](/" in voices._with_phonemes("Below zero, ReLU outputs zero.")
    assert Hibari().name


def test_recordings_are_found_by_what_is_said(tmp_path):
    samples, _ = tone("Add a bias.")
    write_wav(tmp_path / "add-a-bias.wav", samples)
    recordings = Recordings(tmp_path)
    heard, rate = recordings.speak("Add a bias.")
    assert rate == RATE
    assert np.allclose(heard[:, 0] / 32767, samples, atol=1e-3)
    assert recordings.missing(["Add a bias.", "Then ReLU."]) == ["Then ReLU."]
    with pytest.raises(ValueError, match=r"then-relu\.wav is missing, the rec"):
        recordings.speak("Then ReLU.")


def test_a_recording_made_again_is_heard(tmp_path):
    path = tmp_path / "now.wav"
    write_wav(path, tone("Now.", seconds=1)[0])
    first = speech_of(Recordings(tmp_path), "Now.", tmp_path / "kept")
    write_wav(path, tone("Now.", seconds=2)[0])
    assert len(speech_of(Recordings(tmp_path), "Now.", tmp_path / "kept")) > 1.5 * len(first)


def test_what_is_no_recording_is_refused(tmp_path):
    (tmp_path / "now.wav").write_bytes(b"no sound")
    with pytest.raises(ValueError, match=r"now.wav must be a WAV file of 16 bits"):
        Recordings(tmp_path).speak("Now.")
    with pytest.raises(ValueError, match="folder must be a folder of recordings"):
        Recordings(tmp_path / "nowhere")
