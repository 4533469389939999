import tomllib
from datetime import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infraday.domain import RuleError
from infraday.domain.block import Kind
from infraday.domain.template import Template, TemplateBlock, dump, read


def block(**fields: Any) -> dict[str, Any]:
    return {"start": "09:00", "activity": "Stand-up", **fields}


def day(*blocks: Any, **fields: Any) -> dict[str, Any]:
    return {"name": "mine", "block": list(blocks), **fields}


def test_a_block_needs_a_start_and_an_activity_only() -> None:
    found = read(day(block()), "mine.toml")
    assert found == Template("mine", "mine", (TemplateBlock(time(9), 60, "Stand-up"),))
    assert found.blocks[0].kind is Kind.OTHER


def test_every_field_is_read() -> None:
    fields = {
        "start": time(8, 30),
        "minutes": 45,
        "activity": "Review [/x]",
        "purpose": "Find failures",
        "output": "List",
        "kind": "triage",
        "project": "dc-move",
        "fixed": True,
    }
    found = read(day(fields, title="My day"), "mine.toml")
    assert found.title == "My day"
    assert found.blocks == (
        TemplateBlock(
            time(8, 30), 45, "Review [/x]", "Find failures", "List", Kind.TRIAGE, "dc-move", True
        ),
    )


def test_blank_texts_are_none() -> None:
    found = read(day(block(purpose="", output="  ")), "mine.toml").blocks[0]
    assert (found.purpose, found.output, found.project) == (None, None, None)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"kinds": "break"}, "kinds: there is no such key. Did you mean kind?"),
        ({"zzz": 1}, "zzz: there is no such key. Known are start, minutes, activity, purpose, "),
        ({"activity": ""}, "activity: is missing. Write what is done in the block."),
        ({"activity": 7}, "activity: 7 is no text. Write it in quotes."),
        ({"activity": "x" * 501}, "activity: is longer than 500 characters. Shorten it."),
        ({"start": None}, "start: is missing. Write when the block begins, such as"),
        ({"start": "9"}, 'start: "9" is no clock time. Write it as "08:00".'),
        ({"start": "24:00"}, 'start: "24:00" is no clock time.'),
        ({"start": 900}, "start: 900 is no clock time."),
        ({"minutes": 0}, "minutes: 0 is no number of minutes from 1 to 1440. Write 60 for an"),
        ({"minutes": -5}, "minutes: -5 is no number of minutes"),
        ({"minutes": 1441}, "minutes: 1441 is no number of minutes"),
        ({"minutes": "60"}, 'minutes: "60" is no number of minutes'),
        ({"minutes": True}, "minutes: true is no number of minutes"),
        ({"minutes": 0.5}, "minutes: 0.5 is no number of minutes"),
        ({"kind": "meating"}, 'kind: "meating" is no kind of block. Did you mean meeting?'),
        ({"kind": ["risk"]}, "kind: a list is no kind of block. Known are triage, meeting, "),
        ({"project": 1}, "project: 1 is no text."),
        ({"project": "#"}, 'project: "#" is no project key. A key starts with a letter'),
        ({"fixed": "yes"}, 'fixed: "yes" is neither yes nor no. Write true or false.'),
    ],
)
def test_a_mistake_is_named_by_file_block_and_key(fields: dict[str, Any], message: str) -> None:
    wrong = {key: value for key, value in block(**fields).items() if value is not None}
    with pytest.raises(RuleError) as refusal:
        read(day(block(), wrong), "mine.toml")
    assert str(refusal.value).startswith(f"mine.toml, block 2: {message}")


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        ({"block": [block()]}, "mine.toml: name: is missing."),
        (day(block(), name="../etc"), 'mine.toml: name: "../etc" is no name. Use letters,'),
        (day(block(), name=7), "mine.toml: name: 7 is no text."),
        (day(block(), blocks=[]), "mine.toml: blocks: there is no such key. Did you mean block?"),
        (day(), "mine.toml: block: there is none. Begin each block with [[block]]."),
        ({"name": "mine"}, "mine.toml: block: there is none."),
        ({"name": "mine", "block": block()}, "mine.toml: block: there is none."),
        (day(7), "mine.toml, block 1: 7 is no block. Begin each block with [[block]]."),
    ],
)
def test_a_mistake_outside_the_blocks_is_named_too(mapping: dict[str, Any], message: str) -> None:
    with pytest.raises(RuleError) as refusal:
        read(mapping, "mine.toml")
    assert str(refusal.value).startswith(message)


SAYING = st.text(min_size=1, max_size=60).filter(lambda text: bool(text.strip()))
BLOCKS = st.builds(
    TemplateBlock,
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.integers(1, 1440),
    SAYING,
    st.none() | SAYING,
    st.none() | SAYING,
    st.sampled_from(Kind),
    st.none() | st.sampled_from(["dc-move", "über-netz"]),
    st.booleans(),
)


@given(SAYING, st.lists(BLOCKS, min_size=1, max_size=3))
def test_what_is_dumped_reads_back_the_same(title: str, blocks: list[TemplateBlock]) -> None:
    template = Template("mine", title, tuple(blocks))
    text = dump(template)
    assert read(tomllib.loads(text), "mine.toml") == template
    assert all(character.isprintable() for character in text.replace("\n", ""))


def test_a_dumped_template_is_pleasant_to_change() -> None:
    blocks = (TemplateBlock(time(9), 30, 'Say "hi"', output="Liste für Ana", fixed=True),)
    assert dump(Template("mine", "My day", blocks)) == (
        'name = "mine"\ntitle = "My day"\n\n[[block]]\nstart = "09:00"\nminutes = 30\n'
        'activity = "Say \\"hi\\""\noutput = "Liste für Ana"\nkind = "other"\nfixed = true\n'
    )


def test_dumping_a_lone_surrogate_gives_a_file_that_reads() -> None:
    blocks = (TemplateBlock(time(9), 30, "caf\udce9"),)
    found = read(tomllib.loads(dump(Template("mine", "mine", blocks))), "mine.toml")
    assert found.blocks[0].activity == "caf\\xE9"
