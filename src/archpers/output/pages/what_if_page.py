"""The what-if page: sliders for the assumptions, and the model recalculated in the browser from the same formulas.

The formulas are traced, never typed a second time: JavaScript does what Python does, operation by operation. The page
works offline; its content security policy names its one script and its one style sheet by hash.
"""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from archpers import __version__
from archpers.errors import UsageError
from archpers.model.definition import ANSWER, TODAY
from archpers.model.registry import described, shares_of, shown_in
from archpers.model.trace import Name
from archpers.output.charts.drawing import clean
from archpers.output.pages.html import Safe, render, template_text
from archpers.output.pages.live.case_figures import case_figures
from archpers.output.pages.live.live_figures import LiveFigure, live_figure
from archpers.output.pages.live.page_data import page_data
from archpers.output.pages.live.page_parts import PageParts, page_parts
from archpers.output.pages.live.page_script import PageScript
from archpers.output.pages.live.page_tables import PageTable, page_tables
from archpers.output.pages.live.sliders import sliders_of
from archpers.output.pages.live.variants import PageVariants, variants_of
from archpers.output.tables.verdict import DEFICIT_VERDICT, VERDICT, caveats
from archpers.results.remarks.case_warnings import NOTES as CASE_NOTES
from archpers.results.remarks.warnings import file_remarks
from archpers.results.result import RegionResult, Result
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import labels_of
from archpers.units import SHARE

_POLICY = "default-src 'none'; script-src {}; style-src {}; base-uri 'none'; form-action 'none'"
_SHARE = Name("residual_share_of_hours")


def what_if_page(scenario: Scenario | Region, result: Result, heading: Sequence[str]) -> str:
    """Write the what-if page as HTML. heading: what stands over it, the scenario's name first.

    Raises UsageError for a scenario without a reform: there is nothing to try out.
    """
    if scenario.reform is None:
        raise UsageError(f"--what-if: {scenario.name} has no reform block to try out; add one, or leave --what-if out")
    variants = variants_of(scenario, result)
    parts, case = page_parts(variants), case_figures(variants)
    script, sliders = PageScript(), sliders_of(variants.every)
    data = page_data(script, variants, parts, sliders, case)
    text, style = script.write({**data, "segments": _segments()}), template_text("whatif.css")
    return render(
        "whatif.html",
        version=__version__,
        policy=_POLICY.format(_hash(text), _hash(style)),
        script=Safe(text),
        style=Safe(style),
        name=heading[0],
        heading=heading[1:],
        case=case,
        segments=_segments(),
        options=[each.name for each in variants.every],
        left_out=variants.left_out,
        of_file=_of_file(variants),
        tables=_tables(variants, parts),
        caveats=caveats(result),
        **_answer(parts),
        **_side_by_side(result, parts),
    )


def _answer(parts: PageParts) -> Mapping[str, Any]:
    """Return the answer: its sentences, and its figures with their titles."""
    return {
        "verdict": VERDICT.split("{}"),
        "deficit_verdict": DEFICIT_VERDICT.split("{}"),
        "share": _seen(parts, _SHARE),
        "share_label": described(_SHARE.name).title,
        "cards": [(described(name).title, _seen(parts, Name(name))) for name in shown_in(ANSWER)],
    }


def _of_file(variants: PageVariants) -> list[tuple[str, list[str]]]:
    """Return what is said of the file itself, and of its business case, which the page does not say anew."""
    file = variants.file
    case = [each.message for each in file.case.warnings if each.code not in CASE_NOTES] if file.case else []
    return [
        ("Of the file as it stands, whatever is moved here:", [message for _, message in file_remarks(file.scenario)]),
        ("Of the business case as the file has it; they do not follow what is moved here:", case),
    ]


def _seen(parts: PageParts, name: Name, part: int = 0) -> LiveFigure:
    unit = described(name.name).unit
    return live_figure(name, unit, parts.asked[part].figures, parts.file[part].figures)


def _tables(variants: PageVariants, parts: PageParts) -> list[PageTable]:
    labels = {key: label for each in reversed(variants.every) for key, label in labels_of(each.scenario).items()}
    return page_tables(parts.names, labels, lambda name: _seen(parts, name))


def _side_by_side(result: Result, parts: PageParts) -> Mapping[str, Any]:
    """Return the table of the region's authorities, and their mean; no rows where there are none."""
    names = [name for name in shown_in(ANSWER) if name != _SHARE.name]
    rows = [
        (part.name, at, _seen(parts, _SHARE, at), [_seen(parts, Name(name), at) for name in names])
        for at, part in enumerate(parts.asked)
    ]
    alone = len(rows) == 1
    return {
        "authorities": [] if alone else rows,
        "authority_columns": [described(name).title for name in names],
        "mean": None if alone or not isinstance(result, RegionResult) else _mean(result),
    }


def _mean(result: RegionResult) -> LiveFigure:
    values = {_SHARE: result.pooled["mean_of_ratios"].quantities[_SHARE.name]}
    return live_figure(_SHARE, SHARE, values, values)


def _segments() -> list[dict[str, Any]]:
    """Return the parts of today's hours, as the page's bar draws them: figure, class of the style sheet, name."""
    return [
        {"figure": name, "style": "residual" if part.remainder else f"part-{index}", "name": clean(part.short.lower())}
        for index, (part, name) in enumerate(shares_of(TODAY).items())
    ]


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
