"""Charts of a workbook, each with words for those who cannot see it."""

from typing import Any

from archpers.output.workbook.writing.sheets import Sheet

_ALARM = "#C00000"


def add_chart(
    sheet: Sheet, row: int, column: int, kind: str, title: str, words: str, series: dict[str, Any], form: str
) -> None:
    """Insert a chart; words say what it shows to those who cannot see it; form: how its values are written."""
    chart = sheet.book.workbook.add_chart({"type": kind})
    colours = {"fill": {"color": "#2E75B6"}, "invert_if_negative": True, "invert_if_negative_color": _ALARM}
    chart.add_series({"name": title, "gap": 60, **colours, **series})
    chart.set_title({"name": title, "name_font": {"size": 13}})
    values = {"major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}, "num_format": form}
    names = {"label_position": "low", "major_gridlines": {"visible": False}}
    if kind == "bar":  # its axes change places, and its first bar would stand at the bottom
        chart.set_x_axis({**values, "label_position": "high"})
        chart.set_y_axis({**names, "reverse": True})
    else:
        chart.set_x_axis(names)
        chart.set_y_axis(values)
    chart.set_legend({"none": True})
    chart.set_size({"width": 640, "height": 340})
    sheet.worksheet.insert_chart(row, column, chart, {"description": words, "object_position": 2})
