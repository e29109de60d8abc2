"""Pages: templates filled in with everything escaped, and tables as HTML."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archpers.output.charts.drawing import clean
from archpers.output.tables.table import Number

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES = Path(__file__).parent / "templates"


class Safe(str):
    """Text that is HTML already, made by the project itself."""

    __slots__ = ()

    def __html__(self) -> str:
        """Return the text as it stands: what the templates ask before they escape."""
        return self


def render(template: str, **values: Any) -> str:
    """Fill in a template; every text is escaped, and what no page may hold is made visible."""
    return _environment().get_template(template).render(values)


def template_text(name: str) -> str:
    """Return a file of the templates as it stands: a style sheet or a script."""
    return (_TEMPLATES / name).read_text(encoding="utf-8")


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalized,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.tests["negative"] = lambda cell: isinstance(cell, Number) and cell.value is not None and cell.value < 0
    return environment


def _finalized(value: Any) -> Any:
    return value if hasattr(value, "__html__") else clean(str(value))
