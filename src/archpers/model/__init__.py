"""The care-management model: every formula once, as a named quantity. Pure: no I/O, no rounding, no clipping."""

from archpers.model import best_source, functions, reform, staffing
from archpers.model.quantity import INPUTS, QUANTITIES, evaluate

__all__ = ["INPUTS", "QUANTITIES", "best_source", "evaluate", "functions", "reform", "staffing"]
