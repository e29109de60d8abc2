"""Evaluates a recorded program on arrays of any length, into buffers that are there already."""

from collections.abc import Callable, Sequence
from threading import Thread

import numpy as np

from archpers.simulation.engine.machine_code import LANES, TILE, addresses, compiled_function, worth_compiling
from archpers.simulation.engine.program import BLOCK, Program
from archpers.simulation.engine.tape import Array

_AT_ONCE = 2 * BLOCK


class Evaluator:
    """Evaluates one program, on as many arrays as come; compiled at most once."""

    def __init__(self, program: Program, machine_code: bool | None = None) -> None:
        """Take a program. machine_code: whether to compile it; None where that is installed and worth it."""
        self.program = program
        self._machine_code = machine_code
        self._functions: dict[bool, Callable[..., None]] = {}

    def evaluate(self, inputs: Sequence[Array], figures: Sequence[Array], threads: int = 1) -> None:
        """Evaluate every point, on so many threads; the numbers depend neither on that nor on compiling.

        inputs: one array for each of the program's inputs [the input's unit]. figures: one for each of its figures, all
        of one length, which are written [the figure's unit].
        """
        size = len(figures[0]) if len(figures) else 0
        function = self._function(inputs, figures, size)
        edges = [size * part // threads // TILE * TILE for part in range(threads)] + [size]

        def work(start: int, stop: int) -> None:
            if function is not None:
                tiles = (stop - start) // TILE
                sources, targets = (addresses([values[start:] for values in each]) for each in (inputs, figures))
                tile = np.empty((len(figures), TILE))
                function(sources.ctypes.data, targets.ctypes.data, tile.ctypes.data, tiles)
                start += tiles * TILE
            workspace = self.program.workspace(min(_AT_ONCE, stop - start))
            for low in range(start, stop, _AT_ONCE):
                part = slice(low, min(low + _AT_ONCE, stop))
                self.program.run([values[part] for values in inputs], [values[part] for values in figures], workspace)

        workers = [Thread(target=work, args=edges[part : part + 2]) for part in range(1, threads)]
        for worker in workers:
            worker.start()
        work(*edges[:2])
        for worker in workers:
            worker.join()

    def _function(self, inputs: Sequence[Array], figures: Sequence[Array], size: int) -> Callable[..., None] | None:
        """Return what evaluates whole tiles, compiled now if it has not been; None to leave it to numpy."""
        wanted = worth_compiling(self.program, size) if self._machine_code is None else self._machine_code
        if not wanted or not all(map(_plain, (*inputs, *figures))):
            return None
        aligned = all(values.ctypes.data % 16 == 0 for values in figures)
        if aligned not in self._functions:
            self._functions[aligned] = compiled_function(self.program, _code(len(figures), aligned), "into")
        return self._functions[aligned]


def _plain(values: Array) -> bool:
    return values.dtype == np.float64 and values.strides == (values.itemsize,)


def _code(figures: int, aligned: bool) -> str:
    """Write `@into`: for each tile evaluate, then write each figure's row to its place.

    aligned: whether the places begin at multiples of 16 bytes; then they are written past the cache, which saves
    reading them first.
    """
    manner = "align 16, !nontemporal !{i32 1}" if aligned else "align 8"
    pairs = "".join(
        f"""
  %from{lane} = getelementptr <2 x double>, ptr %row_at, i64 {lane}
  %to{lane} = getelementptr <2 x double>, ptr %place, i64 {lane}
  %pair{lane} = load <2 x double>, ptr %from{lane}, align 8
  store <2 x double> %pair{lane}, ptr %to{lane}, {manner}"""
        for lane in range(LANES // 2)
    )
    return f"""
define void @into(ptr %inputs, ptr %figures, ptr %tile, i64 %tiles) {{
entry:
  %none = icmp eq i64 %tiles, 0
  br i1 %none, label %done, label %tile_begins
tile_begins:
  %t = phi i64 [0, %entry], [%next_t, %tile_ends]
  %first = mul i64 %t, {TILE}
  call void @evaluate(ptr %inputs, i64 %first, ptr %tile)
  br label %figure_begins
figure_begins:
  %f = phi i64 [0, %tile_begins], [%next_f, %figure_ends]
  %figure_at = getelementptr ptr, ptr %figures, i64 %f
  %figure = load ptr, ptr %figure_at
  %target = getelementptr double, ptr %figure, i64 %first
  br label %vector
vector:
  %j = phi i64 [0, %figure_begins], [%next_j, %vector]
  %row_at = getelementptr [{TILE} x double], ptr %tile, i64 %f, i64 %j
  %place = getelementptr double, ptr %target, i64 %j{pairs}
  %next_j = add i64 %j, {LANES}
  %more_j = icmp ult i64 %next_j, {TILE}
  br i1 %more_j, label %vector, label %figure_ends
figure_ends:
  %next_f = add i64 %f, 1
  %more_f = icmp ult i64 %next_f, {figures}
  br i1 %more_f, label %figure_begins, label %tile_ends
tile_ends:
  %next_t = add i64 %t, 1
  %more_t = icmp ult i64 %next_t, %tiles
  br i1 %more_t, label %tile_begins, label %done
done:
  fence seq_cst
  ret void
}}
"""
