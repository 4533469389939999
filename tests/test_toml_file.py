import os
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infraday.toml_file import LARGEST, TomlError, line_of, read

CONFIG = '''# hours = "not here"
theme = "a # b"   # [keys]
"ascii" = false
note = """
hours = 1
"quoted" \\""" [keys]
""" # over
'literal' = \'\'\'
theme = 2
\'\'\'
list = [
  "a", # b = 1
  { inner = 1, deep.er = [2] },
  [1, 2],
]
share = 0.8
when = 1979-05-27 07:32:00.5

[hours]
mon = "08:00-17:30"
"t\\u0075e" = ""
inline = { wed = "", thu = { x = 1.5 } }

[ keys . "block.finish" ]
x = 1
[keys.block]
start = "r"
[[block]]
start = "08:00"
[[ block ]]
kind = "break"
[block.more]
deep = 1
[[block.link]]
to = 1
[[block.link]]
to = 2'''


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("theme", 2),
        ("ascii", 3),
        ("note", 4),
        ("literal", 8),
        ("list", 11),
        ("list.inner", 13),
        ("list.deep", 13),
        ("list.deep.er", 13),
        ("share", 16),
        ("when", 17),
        ("hours", 19),
        ("hours.mon", 20),
        ("hours.tue", 21),
        ("hours.inline.wed", 22),
        ("hours.inline.thu.x", 22),
        ("keys", 24),
        ("keys.block.finish", 24),
        ("keys.block.finish.x", 25),
        ("keys.block.start", 27),
        ("block", 28),
        ("block.1.start", 29),
        ("block.2", 30),
        ("block.2.kind", 31),
        ("block.2.more.deep", 33),
        ("block.2.link.1.to", 35),
        ("block.2.link.2.to", 37),
        ("quoted", None),
        ("b", None),
        ("block.3", None),
    ],
)
def test_the_line_of_a_key_is_found(key: str, line: int | None) -> None:
    tomllib.loads(CONFIG)
    assert line_of(CONFIG, key) == line
    assert line_of(CONFIG.replace("\n", "\r\n"), key) == line


def test_of_a_dotted_key_each_part_has_a_line() -> None:
    text = "\nkeys.block.finish = 'd'\nkeys.\"task.add\" = 'a'"
    assert line_of(text, "keys") == 2
    assert line_of(text, "keys.block.finish") == 2
    assert line_of(text, "keys.task.add") == 3


STRINGS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)


@given(st.lists(STRINGS, max_size=4))
def test_no_text_before_a_key_hides_its_line(texts: list[str]) -> None:
    escaped = [text.replace("\\", "\\\\").replace('"', '\\"') for text in texts]
    lines = [f'k{place} = ["{text}", """\n{text}"""]' for place, text in enumerate(escaped)]
    text = "\n".join([*lines, "last = 1"])
    assert tomllib.loads(text)["last"] == 1
    assert line_of(text, "last") == 2 * len(texts) + 1


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"a = 1\nb 2\n", "a.toml, line 2: this is no TOML: expected '=' after a key"),
        (b"a = 1\na = 2\n", "a.toml, line 2: this is no TOML: cannot overwrite a value"),
        (b"a = 1\n\nb = [1,\n", "a.toml, line 3: this is no TOML: "),
        (b"at = 08:00\n", "Texts and times stand in quotes."),
        (b"a = 1\nb = '\xe9'\n", "a.toml, line 2: this is no UTF-8."),
        (b"a = " + b"[" * 100_000, "a.toml nests too deeply."),
        (b"a = " + b"9" * 5_000, "a.toml: this is no TOML: "),
        (b"#" * (LARGEST + 1), "a.toml is larger than 1 MB."),
        (b"a = 1\x00", "a.toml, line 1: this is no TOML: "),
    ],
)
def test_a_broken_file_is_told_with_its_line(tmp_path: Path, raw: bytes, message: str) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(raw)
    with pytest.raises(TomlError) as refusal:
        read(str(path), "a.toml")
    assert message in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_folder_and_a_missing_file_are_told(tmp_path: Path) -> None:
    with pytest.raises(TomlError, match="is a folder"):
        read(str(tmp_path), "a.toml")
    with pytest.raises(TomlError, match=r"a\.toml cannot be read: no such file"):
        read(str(tmp_path / "a.toml"), "a.toml")


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.toml")
    with pytest.raises(TomlError, match=r"a\.toml is a pipe, no file\."):
        read(str(tmp_path / "a.toml"), "a.toml")
    assert read(os.devnull, "null") == ({}, "")


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"\xef\xbb\xbfa = 1\r\n")
    assert read(str(path), "a.toml")[0] == {"a": 1}
