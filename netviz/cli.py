"""The command `netviz`: its subcommands, each loaded only when it is asked for."""

from __future__ import annotations

import warnings
from importlib import import_module

import click

COMMANDS = {
    "check": "netviz.audit.command",
    "render": "netviz.render.command",
    "storyboard": "netviz.storyboard.command",
    "words": "netviz.measure",
}
"""Subcommand -> the module that has it, as `command`."""


class _Commands(click.Group):
    """Loads a subcommand with all that it needs only when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        with warnings.catch_warnings():
            # A library of Manim's looks for a program that only sound needs.
            warnings.filterwarnings("ignore", "Couldn't find ff", RuntimeWarning)
            command: click.Command = import_module(COMMANDS[name]).command
        return command


@click.group(cls=_Commands)
@click.version_option(package_name="netviz")
def main() -> None:
    """Films of neural networks with Manim: look at them, and prove them right."""


if __name__ == "__main__":
    main()
