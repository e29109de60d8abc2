"""The register of deviations: what a reader of the publications would want to know, as docs/published-figures.md."""

from archpers.output.tables.assurance.published_tables import cell_tables, computed_text, label, summary
from archpers.output.tables.table import Column, Row, Table
from archpers.published.averages import hours_per_person, medians, residuals
from archpers.published.compare import Finding, Reproduction, totals
from archpers.published.figures import Convention
from archpers.rounding import grouped

_MEANINGS = {
    "exact": "to the last printed digit by the model's own formulas, from printed inputs",
    "within_input_rounding": "inside what the rounding of the printed inputs allows, by itself and with the others",
    "convention": "to the last printed digit once named conventions of the source are applied, and not without",
    "contradiction": "the source disagrees with itself; both values are shown",
    "mismatch": "none of these",
}


def register_heading(comparison: Reproduction) -> list[str]:
    """Return the title and the paragraphs that open the register."""
    documents = comparison.figures.documents
    return [
        "Published figures",
        f"{documents['report']} (the report) and {documents['toolkit']} (the toolkit) print "
        f"{len(comparison.findings)} numbers that the model takes in or gives out: {len(comparison.inputs)} inputs and "
        f"{len(comparison.outputs)} outputs. This register recomputes every output from printed inputs, and says which "
        "come out only in a particular way, and which do not.",
        "The rules evaluate the same quantities as archpers model does, exactly, in fractions. The only tolerance is "
        "half a unit of the last printed digit. Where a figure is called within input rounding, each cost, percentage "
        "of time and number of care managers stands for all numbers that are printed like it; people, answers, days "
        "and hours are counted or chosen, and exact as printed.",
        "Where another table is computed from costs, they are taken to the pound from Table 1 of the report, because "
        "the appendix has them to £0.1m only.",
        "The report names its four authorities, and its appendix numbers them, but it does not say which is which; "
        "neither does this register.",
        "Written by: archpers reproduce -o docs/published-figures.md --force",
    ]


def register_tables(comparison: Reproduction) -> list[Table]:
    """Lay out the whole register: totals, the deviations by their reason, and then every figure by table."""
    conventions = dict(comparison.figures.conventions)
    return [
        _totals(comparison),
        _conventions(comparison),
        *(_convention(comparison, convention) for convention in conventions.values()),
        _within(comparison),
        _medians(comparison),
        _contradictions(comparison),
        _hidden(comparison),
        *cell_tables(comparison.findings, conventions, wide=True),
    ]


def _totals(comparison: Reproduction) -> Table:
    columns = (Column("Status", numeric=False), Column("Outputs"), Column("Meaning", numeric=False))
    counted = totals(comparison.outputs)
    rows = [Row((status.replace("_", " "), str(counted[status]), _MEANINGS[status])) for status in counted]
    confirmed = sum(finding.status == "exact" for finding in comparison.inputs)
    note = (
        f"{summary(comparison)}\nOf the {len(comparison.inputs)} inputs, {confirmed} are held against what else states "
        "them: the shipped scenario, the other publication, the hours behind the shares, the working year behind the "
        "hours. The others are confirmed by the outputs that come out of them: no figure can be changed by one digit "
        "without a failure."
    )
    return Table("Totals", columns, rows, note)


def _conventions(comparison: Reproduction) -> Table:
    columns = [Column(heading, numeric=False) for heading in ("Convention", "What is done", "Proof")]
    rows, outputs = [], comparison.outputs
    for convention in comparison.figures.conventions.values():
        count = sum(convention.name in finding.cell.conventions for finding in outputs)
        rows.append(Row((convention.title, convention.meaning, convention.proof, str(count))))
    note = (
        "Each is executed by the rules, and no figure is put down to one without which it would come out as well. "
        "The sources state none of them; each is known by the digits that it alone explains."
    )
    return Table("Conventions of the sources", [*columns, Column("Outputs")], rows, note)


def _convention(comparison: Reproduction, convention: Convention) -> Table:
    columns = [Column(heading, numeric=False) for heading in ("Table", "Row", "Column")]
    columns += [Column("Printed"), Column("Computed"), Column("Explanation", numeric=False)]
    rows = [
        Row((*_place(finding), finding.cell.printed, computed_text(finding), _others(finding, convention, comparison)))
        for finding in comparison.outputs
        if convention.name in finding.cell.conventions
    ]
    return Table(f"Figures by convention: {convention.title}", columns, rows)


def _others(finding: Finding, convention: Convention, comparison: Reproduction) -> str:
    others = [
        comparison.figures.conventions[name].title for name in finding.cell.conventions if name != convention.name
    ]
    return " ".join(filter(None, (f"Also: {', '.join(others)}." if others else "", finding.note)))


def _place(finding: Finding) -> tuple[str, str, str]:
    cell = finding.cell
    return f"{cell.document.capitalize()}, {cell.table}", label(cell.row), cell.column


def _within(comparison: Reproduction) -> Table:
    columns = [Column(heading, numeric=False) for heading in ("Table", "Row", "Column")]
    columns += [Column("Printed"), Column("Computed"), Column("Explanation", numeric=False)]
    rows = [
        Row((*_place(finding), finding.cell.printed, computed_text(finding), finding.note))
        for finding in comparison.outputs
        if finding.status == "within_input_rounding"
    ]
    witness = ", ".join(f"{name} £{cost}" for name, cost in comparison.figures.behind["cost_witness"].items())
    note = (
        "The appendix prints costs to £0.1m, so these figures can only be confirmed as lying inside the interval that "
        "this allows. They can also all be true at once: with "
        f"{witness}, each printed as in the appendix, all of them come out to the printed digit. These four are an "
        "example, not the authorities' own costs, which cannot be known."
    )
    return Table("Within the rounding of the inputs", columns, rows, note)


def _medians(comparison: Reproduction) -> Table:
    columns = (Column("Function", numeric=False), Column("Printed"), Column("LA 2 to Mean"), Column("True median"))
    rows = [
        Row((label(cell.row), cell.printed, wrong, right)) for cell, wrong, right in medians(comparison.figures, {})
    ]
    note = (
        "The appendix's medians of the shares of time are taken over LA 2, LA 3, LA 4 and the column Mean instead of "
        "the four authorities. The true medians of six of the eight functions differ in print; those of first contact "
        "and intensive planning happen to agree. The medians of the rows above the shares are right. "
        "In percent of time, from the hours behind the printed shares."
    )
    return Table("The wrong range in the appendix", columns, rows, note)


def _contradictions(comparison: Reproduction) -> Table:
    columns = (
        Column("Function", numeric=False),
        Column("Text, Task 7"),
        Column("Table 5 prints"),
        Column("Computed"),
        Column("The text is"),
    )
    fifteenths = comparison.figures.behind["task_7_fifteenths"]
    rows = []
    for finding in comparison.outputs:
        cell = finding.cell
        if finding.status == "contradiction":
            other = comparison.figures.cells[cell.contradicting]
            parts = f"{fifteenths[cell.member]}/15, cut off"
            rows.append(Row((label(cell.member), cell.printed, other.printed, computed_text(finding), parts)))
    note = (
        "The toolkit's text on Task 7 speaks of the data in its Table 5, but gives other shares. They are five, four "
        "and two fifteenths cut off after the printed digit, so they seem to come from other data; no rule makes them "
        "out of Table 5."
    )
    return Table("The source against itself", columns, rows, note)


def _hidden(comparison: Reproduction) -> Table:
    columns = (Column("", numeric=False), Column("Hours", "a person"), Column("Residual share", "of hours"))
    shares, hours = residuals(comparison.figures), hours_per_person(comparison.figures)

    def row(name: str, key: str, hours: str = "") -> Row:
        return Row((name, hours, f"{grouped(shares[key] * 100, 2)}%"), alarm=shares[key] < 0)

    rows = [row(name, name, grouped(own, 2)) for name, own in hours.items()]
    rows.append(row("Mean of the four", "mean_of_ratios"))
    rows.append(row("The four as one, on the totals", "ratio_of_totals"))
    published = comparison.figures.cells["report", "Table 5", "Residual time as a share", "Value"].printed
    rows.append(Row(("Published, Report Table 5", "", published), emphasis=True))
    note = (
        "The report's reform model, 11.9 core hours for everybody and 35 crisis hours for 20% of people, needs 18.9 "
        "hours a person. Run on each authority by itself it leaves anything from more than half of the hours to less "
        "than nothing: LA 4 cannot staff even the slimmed service. The published share is neither the mean of the four "
        "nor that of the totals: it takes the core off the mean of the four hours a person, which LA 2 with the most "
        "pulls up, and the crisis service off the total hours. A regional average without its authorities beside it "
        "misleads."
    )
    return Table("What the published average hides", columns, rows, note)
