"""Voices for tests: tones that last as long as a text has characters, without any engine."""

import numpy as np

RATE = 8_000


def tone(text, seconds=None, pitch=440, loud=0.3):
    """A tone between silences, a second for 16 characters."""
    time = np.arange(int(RATE * (len(text) / 16 if seconds is None else seconds))) / RATE
    silence = np.zeros(RATE // 4)
    return np.concatenate([silence, loud * np.sin(2 * np.pi * pitch * time), silence]), RATE


class Counted:
    """Counts what it says."""

    def __init__(self, name="counted"):
        self.name = name
        self.said = []

    def speak(self, text):
        self.said.append(text)
        return tone(text)
