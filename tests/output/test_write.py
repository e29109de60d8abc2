"""Files are whole or not there, never overwritten unasked, and never the input."""

import os
import stat
from pathlib import Path

import pytest

from archpers.errors import OutputError
from archpers.output.formats.files import write_files

NEW, OLD = b"new content\n", b"old content\n"


def write_file(target: str, content: bytes, *, force: bool = False, source: Path | None = None) -> None:
    write_files([(target, lambda stream: stream.write(content))], force=force, sources=[source] if source else [])


@pytest.fixture
def existing(tmp_path: Path) -> Path:
    path = tmp_path / "result.json"
    path.write_bytes(OLD)
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_file_holds_the_content_and_nothing_else_is_left(tmp_path: Path) -> None:
    write_file(str(tmp_path / "result.json"), NEW)
    assert (tmp_path / "result.json").read_bytes() == NEW
    assert names(tmp_path) == ["result.json"]


def test_a_path_from_where_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_file("result.json", NEW)
    assert (tmp_path / "result.json").read_bytes() == NEW


@pytest.mark.parametrize(("umask", "expected"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)], ids=oct)
def test_a_new_file_has_the_rights_that_the_umask_leaves(umask: int, expected: int, tmp_path: Path) -> None:
    before = os.umask(umask)
    try:
        write_file(str(tmp_path / "result.json"), NEW)
        assert os.umask(umask) == umask
    finally:
        os.umask(before)
    assert mode(tmp_path / "result.json") == expected


def test_an_existing_file_is_refused(existing: Path) -> None:
    with pytest.raises(OutputError, match="exists already; name another file, or add --force"):
        write_file(str(existing), NEW)
    assert existing.read_bytes() == OLD


@pytest.mark.parametrize("rights", [0o600, 0o640, 0o664, 0o755], ids=oct)
def test_force_replaces_and_keeps_the_rights(existing: Path, rights: int) -> None:
    existing.chmod(rights)
    write_file(str(existing), NEW, force=True)
    assert existing.read_bytes() == NEW
    assert mode(existing) == rights
    assert names(existing.parent) == [existing.name]


@pytest.mark.parametrize("way", ["itself", "other spelling", "link", "hard link", "link to a link"])
def test_the_input_is_never_overwritten(way: str, existing: Path) -> None:
    target = existing.with_name("other.json")
    if way == "itself":
        target = existing
    elif way == "other spelling":
        (existing.parent / "sub").mkdir()
        target = existing.parent / "sub" / ".." / existing.name
    elif way == "hard link":
        target.hardlink_to(existing)
    elif way == "link":
        target.symlink_to(existing)
    else:
        (existing.parent / "middle").symlink_to(existing)
        target.symlink_to("middle")
    with pytest.raises(OutputError, match="is the input, which is never overwritten"):
        write_file(str(target), NEW, force=True, source=existing)
    assert existing.read_bytes() == OLD


def test_the_input_named_through_a_link_is_never_overwritten(existing: Path) -> None:
    link = existing.with_name("scenario.yaml")
    link.symlink_to(existing)
    with pytest.raises(OutputError, match="is the input"):
        write_file(str(existing), NEW, force=True, source=link)
    assert existing.read_bytes() == OLD


def test_a_file_beside_the_input_is_written(existing: Path) -> None:
    write_file(str(existing.with_name("other.json")), NEW, source=existing)
    write_file(str(existing.with_name("third.json")), NEW, source=existing.with_name("not there.yaml"))
    assert names(existing.parent) == ["other.json", "result.json", "third.json"]


def test_a_link_stays_a_link_and_its_file_is_replaced(existing: Path) -> None:
    link = existing.with_name("link.json")
    link.symlink_to(existing.name)
    write_file(str(link), NEW, force=True)
    assert link.is_symlink()
    assert existing.read_bytes() == NEW


def test_a_link_to_nothing_makes_its_file(tmp_path: Path) -> None:
    link = tmp_path / "link.json"
    link.symlink_to("result.json")
    write_file(str(link), NEW)
    assert link.is_symlink()
    assert (tmp_path / "result.json").read_bytes() == NEW


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="is a folder; name a file in it"):
        write_file(str(tmp_path), NEW, force=True)


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("missing/result.json", "No such file or directory"),
        ("result.json/inner.json", "Not a directory"),
        ("nul\x00.json", "null"),
        ("x" * 300 + ".json", "File name too long"),
    ],
    ids=["missing folder", "file as folder", "NUL in the name", "long name"],
)
def test_what_cannot_be_written_is_told_with_its_reason(target: str, reason: str, existing: Path) -> None:
    with pytest.raises(OutputError, match=f"cannot be written .*{reason}"):
        write_file(f"{existing.parent}/{target}", NEW)
    assert names(existing.parent) == [existing.name]


@pytest.mark.skipif(os.geteuid() == 0, reason="root is denied nothing")
def test_a_folder_without_permission_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="Permission denied"):
        write_file(str(tmp_path / "result.json"), NEW)
    assert names(tmp_path) == []


@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize("failure", [OSError(28, "No space left on device"), KeyboardInterrupt()], ids=["full", "^C"])
def test_a_failure_leaves_the_old_file_and_no_temporary(
    step: str, failure: BaseException, existing: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        assert len(names(existing.parent)) == 2
        raise failure

    monkeypatch.setattr(os, step, fail)
    with pytest.raises((OutputError, KeyboardInterrupt)):
        write_file(str(existing), NEW, force=True)
    monkeypatch.undo()
    assert existing.read_bytes() == OLD
    assert names(existing.parent) == [existing.name]


def test_the_null_device_takes_everything_without_force() -> None:
    write_file("/dev/null", NEW)
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_a_full_device_is_told() -> None:
    with pytest.raises(OutputError, match=r"/dev/full: cannot be written \(No space left on device\)"):
        write_file("/dev/full", NEW)


def test_a_pipe_is_written_to_by_its_name() -> None:
    reader, writer = os.pipe()
    write_file(f"/dev/fd/{writer}", NEW)
    os.close(writer)
    with os.fdopen(reader, "rb") as stream:
        assert stream.read() == NEW
