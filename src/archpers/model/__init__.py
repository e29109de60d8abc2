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
# isort: on

from archpers.model.registry import INPUTS, QUANTITIES, evaluate

__all__ = ["INPUTS", "QUANTITIES", "best_source", "evaluate", "reform", "staffing", "time_use"]
