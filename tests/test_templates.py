from datetime import time
from itertools import pairwise
from pathlib import Path

import pytest

from infraday import content, templates
from infraday.config import Config
from infraday.domain import RuleError
from infraday.domain.block import Kind
from infraday.domain.template import Template

ONE_BLOCK = '[[block]]\nstart = "09:00"\nactivity = "Stand-up"\n'


def shipped(name: str) -> Template:
    return templates.find(name, [content.folder("templates")])


def own(folder: Path, **texts: str) -> list[Path]:
    """The user's folder with these files, before the shipped one."""
    for name, text in texts.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return templates.folders(Config(templates=str(folder)))


@pytest.mark.parametrize("name", ["financial-services", "cloud"])
def test_a_shipped_day_fills_the_working_hours_and_each_block_has_its_output(name: str) -> None:
    blocks = shipped(name).blocks
    assert (blocks[0].start, len(blocks)) == (time(8), 10)
    for one, following in pairwise(blocks):
        assert (one.start.hour + 1, one.minutes) == (following.start.hour, 60)
    assert (blocks[-1].start, blocks[-1].minutes) == (time(17), 30)
    assert {block.start.hour for block in blocks if not block.output} == {12, 17}
    assert {block.start.hour for block in blocks if not block.purpose} == {12, 17}
    assert (blocks[4].kind, blocks[-1].kind) == (Kind.BREAK, Kind.WRAP_UP)


def test_a_purpose_stands_beside_its_own_output() -> None:
    assert [(block.purpose, block.output) for block in shipped("cloud").blocks[5:9]] == [
        ("Key metrics, performance issues", "Performance dashboard"),
        ("SLA compliance, vendor performance", "Signed contracts and SLAs"),
        ("Keep informed, settle concerns", "Updated communication plan"),
        ("Status and accomplishments", "Slides"),
    ]


def test_the_users_template_takes_the_place_of_a_shipped_one(tmp_path: Path) -> None:
    found, problems = templates.load_all(own(tmp_path, cloud=ONE_BLOCK, mine=ONE_BLOCK))
    assert [template.name for template in found] == ["cloud", "financial-services", "mine"]
    assert [len(template.blocks) for template in found] == [1, 10, 1]
    assert not problems


def test_a_broken_template_is_told_and_hides_no_other(tmp_path: Path) -> None:
    folders = own(tmp_path, cloud=ONE_BLOCK + "kind = 'lunch'", bad="x =", mine=ONE_BLOCK)
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / "notes.txt").write_text("no template", encoding="utf-8")
    found, problems = templates.load_all(folders)
    assert [template.name for template in found] == ["cloud", "financial-services", "mine"]
    assert len(found[0].blocks) == 10
    assert problems[0].startswith("bad.toml, line 1: this is no TOML: ")
    assert problems[1].startswith('cloud.toml, block 1: kind: "lunch" is no kind of block.')
    assert problems[2].startswith("folder.toml is a folder.")


def test_a_folder_that_is_not_there_is_an_empty_one(tmp_path: Path) -> None:
    assert templates.load_all([tmp_path / "no"]) == ([], [])
    assert len(templates.folders(Config())) == 1


def test_a_template_is_found_in_small_letters_and_large() -> None:
    assert shipped("CLOUD").title == "Cloud: network upgrade"


def test_an_unknown_template_is_told_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match=r'no template "clod"\. Did you mean cloud\?$'):
        shipped("clod")
    with pytest.raises(RuleError, match=r"Known are cloud and financial-services\. bad\.toml, "):
        templates.find("zzz", own(tmp_path, bad="x ="))
    with pytest.raises(RuleError, match=r'^There is no template "x"\.$'):
        templates.find("x", [])
