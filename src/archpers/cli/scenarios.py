"""`archpers scenarios`: what is shipped."""

from archpers.cli.shared import options
from archpers.cli.shared.recording import recorded
from archpers.output.present import Answer, DataRows, Destination, Display, present

_COLUMNS = ("name", "title", "source")


def scenarios(
    form: options.Form = None,
    output: options.Output = "-",
    force: options.Force = False,
    quiet: options.Quiet = False,
) -> None:
    """List the scenarios that come with archpers.

    Each can be named wherever a file can.

    \b
    Example:
      archpers scenarios
    """
    from archpers.output.tables.table import Column, Row, Table
    from archpers.scenario.load import load
    from archpers.scenario.shipped import shipped

    to = Destination(form, output, force=force, quiet=quiet)
    recorded(to)
    to.admit()
    loaded = {path.stem: load(path.stem) for path in shipped()}
    rows = [(name, own.name, " ".join((own.source or "").split())) for name, own in loaded.items()]
    columns = [Column(name.capitalize(), numeric=False) for name in _COLUMNS]
    table = Table("Name a scenario in place of a file", columns, [Row(row) for row in rows])
    first, *others = [(f"{name}: {title}", source) for name, title, source in rows]
    present(
        Answer(
            layout=lambda _: Display(first, [Table(title, (), (), source) for title, source in others]),
            paper=lambda: Display(["Shipped scenarios"], [table]),
            rows=lambda: DataRows(_COLUMNS, rows),
            document=lambda: {"scenarios": [dict(zip(_COLUMNS, row, strict=True)) for row in rows]},
        ),
        to,
    )
