"""The scenarios that come with archpers, found by name."""

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]


def folder() -> Path:
    """Return the folder of the shipped scenarios: inside the installed package, or in the source tree."""
    installed = _PACKAGE / "scenarios"
    return installed if installed.is_dir() else _PACKAGE.parents[1] / "scenarios"


def shipped() -> list[Path]:
    """Return the shipped scenarios in the order of their names."""
    return sorted(folder().glob("*.yaml"))


def shipped_file(name: str) -> Path | None:
    """Return the shipped scenario of that name, with or without `.yaml`; None where the name is a file, or unknown."""
    candidate = next((path for path in shipped() if path.stem == name.removesuffix(".yaml")), None)
    return None if candidate is None or Path(name).exists() else candidate


def template() -> str:
    """Return the text of a commented scenario to start from."""
    return (_PACKAGE / "scenario" / "template.yaml").read_text(encoding="utf-8")
