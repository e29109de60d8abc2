"""Counts a simulation's figures by machine code, in one pass over the draws; the numbers are `statistics`'s own."""

from collections.abc import Callable
from string import Template

import numpy as np

from archpers.arrays import Floats
from archpers.simulation.drawn_model import DrawnModel
from archpers.simulation.engine.machine_code import (
    LANES,
    TILE,
    VECTOR,
    addresses,
    can_compile,
    compiled_function,
    splat,
)
from archpers.simulation.engine.statistics import BINS, CountingLayout, ThreadCounter


class CompiledCounting:
    """Draws a model's figures from probabilities and counts them."""

    def __init__(self, model: DrawnModel, layout: CountingLayout) -> None:
        """Compile; needs llvmlite. layout: how the figures are counted, in groups of whole tiles."""
        self.model = model
        self.layout = layout
        self.scaling = np.stack([layout.centre, layout.scale, 1.0 - layout.bottom * layout.scale], axis=1)
        self.function: Callable[..., None] = compiled_function(model.program, _code(model, layout), "count")


class CompiledThreadCounter:
    """What one thread counts with, in buffers of its own."""

    def __init__(self, counting: CompiledCounting, counter: ThreadCounter, size: int) -> None:
        """Prepare for chunks of up to so many draws, to be added to a counter."""
        self._counting, self._counter = counting, counter
        figures, guards = len(counting.model.figures), len(counting.model.guards)
        self._sums, self._below_zero = np.empty((2, figures, size // TILE)), np.empty(figures, np.int64)
        self._guards, self._tile = np.empty((guards, size)), np.empty((figures + guards, TILE))

    def __call__(self, chances: Floats) -> Floats | None:
        """Count a chunk; return its sums as `ThreadCounter.counted` does.

        None, and nothing is counted, where a draw is infeasible or a figure does not exist, or the chunk is not whole.
        """
        size, group = chances.shape[1], self._counting.layout.group
        if size != self._guards.shape[1] or size % group:
            return None
        sums, below_zero = self._sums, self._below_zero
        below_zero[:] = 0
        rows = addresses(chances), addresses(self._guards)
        arrays = (*rows, self._tile, self._counting.scaling, sums, below_zero, self._counter.histogram)
        places = [each.ctypes.data for each in arrays]
        self._counting.function(*places, size // TILE, 1)
        if not np.isfinite(sums).all() or self._counting.model.infeasible(self._guards):
            self._counting.function(*places, size // TILE, -1)  # takes the chunk out of the histogram again
            return None
        while sums.shape[2] > size // group:  # as numpy adds up a group
            sums = sums[:, :, 0::2] + sums[:, :, 1::2]
        return self._counter.counted_already(sums, below_zero, size)


def compiled_counting(model: DrawnModel, layout: CountingLayout) -> CompiledCounting | None:
    """Compile the counting of a model, where it can be and its groups are whole tiles; else None."""
    return None if layout.group % TILE or not can_compile(model.program) else CompiledCounting(model, layout)


def _code(model: DrawnModel, layout: CountingLayout) -> str:
    """Write `@count`: for each tile evaluate, keep the guards, then count each figure."""
    figures = len(model.figures)
    return _FRAME.substitute(
        figures=figures,
        guards="".join(_kept(place, figures + place) for place in range(len(model.guards))),
        scaling="".join(_broadcast(name, place) for place, name in enumerate(("centre", "scale", "shift"))),
        moments=_MEAN_ONLY if layout.means_only else _MOMENTS,
        bins=_bins() if layout.bins else "",
        sum=_stored("sum", "%place"),
        square=_stored("square", "%second"),
    )


_FRAME = Template(f"""
define void @count(ptr %inputs, ptr %kept, ptr %tile, ptr %scaling, ptr %sums, ptr %below, ptr %bins, i64 %tiles,
                   i64 %times) {{
entry:
  %all = mul i64 %tiles, $figures
  br label %tile_begins
tile_begins:
  %t = phi i64 [0, %entry], [%next_t, %tile_ends]
  %first = mul i64 %t, {TILE}
  call void @evaluate(ptr %inputs, i64 %first, ptr %tile)
$guards
  br label %figure_begins
figure_begins:
  %f = phi i64 [0, %tile_begins], [%next_f, %figure_ends]
  %own = getelementptr [3 x double], ptr %scaling, i64 %f
$scaling
  %histogram = getelementptr [{BINS + 2} x i64], ptr %bins, i64 %f
  br label %vector
vector:
  %j = phi i64 [0, %figure_begins], [%next_j, %vector]
  %sum = phi {VECTOR} [zeroinitializer, %figure_begins], [%next_sum, %vector]
  %square = phi {VECTOR} [zeroinitializer, %figure_begins], [%next_square, %vector]
  %negative = phi i64 [0, %figure_begins], [%next_negative, %vector]
  %at = getelementptr [{TILE} x double], ptr %tile, i64 %f, i64 %j
  %value = load {VECTOR}, ptr %at, align 8
  %distance = fsub {VECTOR} %value, %centre
  %next_sum = fadd {VECTOR} %sum, %distance
$moments
$bins
  %next_j = add i64 %j, {LANES}
  %more_j = icmp ult i64 %next_j, {TILE}
  br i1 %more_j, label %vector, label %figure_ends
figure_ends:
  %row = mul i64 %f, %tiles
  %place = add i64 %row, %t
$sum
  %second = add i64 %place, %all
$square
  %below_at = getelementptr i64, ptr %below, i64 %f
  %below_was = load i64, ptr %below_at
  %below_is = add i64 %below_was, %next_negative
  store i64 %below_is, ptr %below_at
  %next_f = add i64 %f, 1
  %more_f = icmp ult i64 %next_f, $figures
  br i1 %more_f, label %figure_begins, label %tile_ends
tile_ends:
  %next_t = add i64 %t, 1
  %more_t = icmp ult i64 %next_t, %tiles
  br i1 %more_t, label %tile_begins, label %done
done:
  ret void
}}
declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)
declare i64 @llvm.ctpop.i64(i64)
""")
_MEAN_ONLY = f"""
  %next_square = fadd {VECTOR} %square, zeroinitializer
  %next_negative = add i64 %negative, 0"""
_MOMENTS = f"""
  %squared = fmul {VECTOR} %distance, %distance
  %next_square = fadd {VECTOR} %square, %squared
  %is_below = fcmp olt {VECTOR} %value, zeroinitializer
  %flags = bitcast <{LANES} x i1> %is_below to i{LANES}
  %wide = zext i{LANES} %flags to i64
  %number = call i64 @llvm.ctpop.i64(i64 %wide)
  %next_negative = add i64 %negative, %number"""


def _kept(place: int, row: int) -> str:
    """Write a guard's tile to where its values are kept."""
    return f"""
  %kept_at{place} = getelementptr ptr, ptr %kept, i64 {place}
  %kept_in{place} = load ptr, ptr %kept_at{place}
  %kept_to{place} = getelementptr double, ptr %kept_in{place}, i64 %first
  %kept_from{place} = getelementptr [{TILE} x double], ptr %tile, i64 {row}
  call void @llvm.memcpy.p0.p0.i64(ptr %kept_to{place}, ptr %kept_from{place}, i64 {TILE * 8}, i1 false)"""


def _broadcast(name: str, place: int) -> str:
    return f"""
  %{name}_at = getelementptr double, ptr %own, i64 {place}
  %{name}_one = load double, ptr %{name}_at
  %{name}_lane = insertelement {VECTOR} poison, double %{name}_one, i32 0
  %{name} = shufflevector {VECTOR} %{name}_lane, {VECTOR} poison, <{LANES} x i32> zeroinitializer"""


def _stored(name: str, place: str) -> str:
    """Add up the lanes in pairs, as numpy does, and store the sum of the tile."""
    lines, vector, lanes = [], f"%next_{name}", LANES
    while lanes > 1:
        half = lanes // 2
        for side, start in (("even", 0), ("odd", 1)):
            chosen = ", ".join(f"i32 {lane}" for lane in range(start, lanes, 2))
            kind = f"<{lanes} x double>"
            lines.append(
                f"  %{name}_{side}{half} = shufflevector {kind} {vector}, {kind} poison, <{half} x i32> <{chosen}>"
            )
        lines.append(f"  %{name}{half} = fadd <{half} x double> %{name}_even{half}, %{name}_odd{half}")
        vector, lanes = f"%{name}{half}", half
    lines += [
        f"  %{name}_all = extractelement <1 x double> {vector}, i32 0",
        f"  %{name}_to = getelementptr double, ptr %sums, i64 {place}",
        f"  store double %{name}_all, ptr %{name}_to",
    ]
    return "\n".join(lines)


def _bins() -> str:
    """Add each lane to the bin of its distance."""
    lines = [
        f"  %scaled = fmul {VECTOR} %distance, %scale",
        f"  %shifted = fadd {VECTOR} %scaled, %shift",
        f"  %inside = fcmp ogt {VECTOR} %shifted, zeroinitializer",
        f"  %raised = select <{LANES} x i1> %inside, {VECTOR} %shifted, {VECTOR} zeroinitializer",
        f"  %under = fcmp olt {VECTOR} %raised, {splat(BINS + 1.0)}",
        f"  %held = select <{LANES} x i1> %under, {VECTOR} %raised, {VECTOR} {splat(BINS + 1.0)}",
        f"  %bin = fptosi {VECTOR} %held to <{LANES} x i32>",
    ]
    for lane in range(LANES):
        lines += [
            f"  %bin{lane} = extractelement <{LANES} x i32> %bin, i32 {lane}",
            f"  %bin_at{lane} = getelementptr i64, ptr %histogram, i32 %bin{lane}",
            f"  %bin_was{lane} = load i64, ptr %bin_at{lane}",
            f"  %bin_is{lane} = add i64 %bin_was{lane}, %times",
            f"  store i64 %bin_is{lane}, ptr %bin_at{lane}",
        ]
    return "\n".join(lines)
