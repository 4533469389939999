"""`infraday completion`: what a shell needs to complete our command lines, from the one table."""

from argparse import Action, ArgumentParser
from collections.abc import Iterator

from infraday.commands.command import Command, Given, Words
from infraday.commands.printing import emit
from infraday.domain.wording import nearest, quoted
from infraday.shell import Shell, UsageError

SHELLS = ("bash", "zsh", "fish")
TEMPLATES = r"infraday template list 2>/dev/null | cut -d\  -f1"
"""What a shell runs for the names there are."""
SHELL = Words("SHELL", f"one of {', '.join(SHELLS)}", most=1)


def _completion(given: Given, shell: Shell) -> int:
    name = given.words[0]
    if name not in SHELLS:
        raise UsageError(f"There is no completion for {quoted(name)}. {nearest(name, SHELLS)}")
    emit(shell, script(name))
    return 0


def script(name: str) -> str:
    """What this shell reads, once; it changes when the commands do."""
    import shtab  # noqa: PLC0415 - seldom wanted

    from infraday.commands import manual, template  # noqa: PLC0415 - with argparse

    whole = manual.parser()
    for action in _actions(whole):
        if action.metavar == "FILE":
            action.complete = shtab.FILE  # type: ignore[attr-defined] # it reads this attribute
        elif (action.dest, action.metavar) == ("words", SHELL.name):
            action.choices = SHELLS
        elif (action.dest, action.metavar) == ("words", template.NAME.name):
            # zsh would run it each time that it reads the script
            action.complete = {**shtab.cmd(TEMPLATES), "zsh": ""}  # type: ignore[attr-defined] # the same
    return shtab.complete(whole, name)


def _actions(parser: ArgumentParser) -> Iterator[Action]:
    """Those of a parser and of all below it."""
    for action in parser._actions:
        yield action
        if isinstance(action.choices, dict):
            for below in action.choices.values():
                yield from _actions(below)


COMMANDS = {
    "completion": Command(
        "print what a shell needs to complete these commands",
        _completion,
        SHELL,
        examples=(
            "infraday completion bash -o ~/.local/share/bash-completion/completions/infraday",
            "infraday completion zsh -o ~/.zfunc/_infraday",
            "infraday completion fish -o ~/.config/fish/completions/infraday.fish",
        ),
        data=True,
    ),
}
