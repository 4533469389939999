"""Where shipped content is found."""

from pathlib import Path

import pytest

from infraday import content

ROOT = Path(__file__).parent.parent


def test_the_source_tree_is_read_beside_the_package() -> None:
    assert content.folder("templates") == ROOT / "data" / "templates"


def test_what_stands_in_the_package_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside, beside = tmp_path / "infraday" / "data", tmp_path / "data"
    for place in (inside, beside):
        (place / "templates").mkdir(parents=True)
    monkeypatch.setattr(content, "_PLACES", (inside, beside))

    assert content.folder("templates") == inside / "templates"


def test_files_come_by_name_without_folders_and_hidden_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "templates"
    (place / "old").mkdir(parents=True)
    for name in ("site.toml", "office.toml", ".office.toml.swp"):
        (place / name).touch()
    monkeypatch.setattr(content, "_PLACES", (tmp_path,))

    assert [path.name for path in content.files("templates")] == ["office.toml", "site.toml"]


def test_content_that_is_missing_is_named() -> None:
    with pytest.raises(FileNotFoundError, match="own poems are missing"):
        content.folder("poems")
