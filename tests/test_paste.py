"""What is pasted arrives as one text, however the terminal cuts it up."""

from textual import events
from textual.message import Message

from infraday.paste import BEGIN, END, PasteParser

HOSTILE = "\x1bxhello\x1b[31m red\x1b]2;title\x07 \x1bq مرحبا\nsecond line"


def read(*pieces: str) -> list[Message]:
    parser = PasteParser()
    return [message for piece in pieces for message in parser.feed(piece)]


def test_escape_sequences_inside_a_paste_press_no_key() -> None:
    [message] = read(f"{BEGIN}{HOSTILE}{END}")

    assert isinstance(message, events.Paste)
    assert message.text == HOSTILE


def test_a_paste_may_come_in_any_pieces() -> None:
    whole = f"a{BEGIN}{HOSTILE}{END}b"
    for size in (1, 2, 3, 5, 7, 11):
        found = read(*(whole[at : at + size] for at in range(0, len(whole), size)))

        keys = [message.key for message in found if isinstance(message, events.Key)]
        pasted = [message.text for message in found if isinstance(message, events.Paste)]
        assert (keys, pasted) == (["a", "b"], [HOSTILE]), size


def test_keys_outside_a_paste_are_keys() -> None:
    found = read("j", "\x1b[A", f"{BEGIN}{END}", "q")

    keys = [message.key for message in found if isinstance(message, events.Key)]
    assert keys == ["j", "up", "q"]
