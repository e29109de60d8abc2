"""The care-management model: every formula once, as a named quantity. Pure: no I/O, no rounding, no clipping.

It imports the units alone. Start with `registry`, where quantities are registered and evaluated, in the words of
`definition`; each topic is a module; `trace` writes formulas down and `renderings` has the notations, `pooling` takes
authorities together.
"""

# isort: off
# the order of the topics in the workbook and in the documentation
from archpers.model import best_source
from archpers.model import time_use
from archpers.model import reform
from archpers.model import staffing
from archpers.model import working_time
from archpers.model import cost
from archpers.model import flow
from archpers.model import contact
from archpers.model import levers
from archpers.model import release
from archpers.model import reinvestment
from archpers.model import brokerage
from archpers.model import case
# isort: on

from archpers.model.registry import INPUTS, QUANTITIES, evaluate

__all__ = [
    "INPUTS",
    "QUANTITIES",
    "best_source",
    "brokerage",
    "case",
    "contact",
    "cost",
    "evaluate",
    "flow",
    "levers",
    "reform",
    "reinvestment",
    "release",
    "staffing",
    "time_use",
    "working_time",
]
