"""A recorded program as machine code, made by LLVM where llvmlite is installed (the extra `fast`).

The code goes through the points tile by tile, all steps of one vector of points after another in the processor's
registers, and gives numpy's numbers bit by bit: the same operations in the same order, none fused. What it does with a
tile of figures is added by who uses it (`compiled_statistics`), in LLVM's own language too.
"""

import ctypes
import struct
from collections.abc import Callable, Iterator
from string import Template
from typing import Any

import numpy as np

from archpers.simulation.engine.program import Program
from archpers.simulation.engine.quantile_tables import CELL_BITS, CELLS, FIRST_CELL, LEAST, Tabled
from archpers.simulation.engine.ranking import Ranking
from archpers.simulation.engine.tape import RecordedStep

LANES = 8
"""Points in a vector; LLVM splits it where the processor has shorter ones."""
TILE = 128
"""Points whose figures are kept at a time; also what numpy adds up before it adds pairs of sums."""
_LEAST_POINTS = 500_000
_MOST_STEPS = 5_000

VECTOR, NUMBERS = f"<{LANES} x double>", f"<{LANES} x i64>"
_CONDITIONS = f"<{LANES} x i1>"
_ARITHMETIC: dict[Any, str] = {np.add: "fadd", np.subtract: "fsub", np.multiply: "fmul", np.divide: "fdiv"}


def worth_compiling(program: Program, points: int) -> bool:
    """Say whether llvmlite is installed and compiling saves more time than it takes, for so many points."""
    return points >= _LEAST_POINTS and len(program.steps) <= _MOST_STEPS and can_compile(program) and _installed()


def can_compile(program: Program) -> bool:
    """Say whether there is machine code for all that a program does: for all but sorting in one step."""
    return not any(isinstance(step.operation, Ranking) for step in program.steps)


def _installed() -> bool:
    try:
        import llvmlite.binding  # noqa: F401 - whether it can be had is the question
    except Exception:
        return False
    return True


def compiled_function(program: Program, code: str, name: str) -> Callable[..., None]:
    """Compile a function beside `@evaluate` and return it; its arguments are addresses and whole numbers.

    code: its definition in LLVM's language, in which `void @evaluate(ptr inputs, i64 first, ptr tile)` writes a tile of
    figures, one row of 128 points a figure. inputs: addresses of the program's inputs. first: the first point.
    """
    from llvmlite import binding

    binding.initialize_native_target()
    binding.initialize_native_asmprinter()
    try:
        features = binding.get_host_cpu_features().flatten()
    except RuntimeError:  # LLVM does not know this processor's
        features = ""
    machine = binding.Target.from_default_triple().create_target_machine(
        cpu=binding.get_host_cpu_name(), features=features, opt=2
    )
    module = binding.parse_assembly("\n".join([_LOOKUP, *_evaluation(program), code]))
    engine = binding.create_mcjit_compiler(module, machine)
    engine.finalize_object()
    function: Any = ctypes.CFUNCTYPE(None, *[ctypes.c_int64] * code.partition(")")[0].count("%"))
    answer = function(engine.get_function_address(name))
    answer.kept = engine, program  # its code, and the tables that it reads
    called: Callable[..., None] = answer
    return called


def addresses(arrays: Any) -> Any:
    """Return the addresses of arrays, as an array that machine code can read."""
    return np.array([each.ctypes.data for each in arrays], np.uintp)


def splat(value: float) -> str:
    """Return a number, to the bit, in every lane of a vector."""
    (bits,) = struct.unpack("<Q", struct.pack("<d", value))
    return f"<{', '.join([f'double 0x{bits:016X}'] * LANES)}>"


def whole_splat(value: int) -> str:
    """Return a whole number in every lane of a vector."""
    return f"<{', '.join([f'i64 {value}'] * LANES)}>"


def _evaluation(program: Program) -> Iterator[str]:
    """Write `@evaluate`, which evaluates one tile."""
    used = sorted(program.used_inputs())
    yield "define internal void @evaluate(ptr %inputs, i64 %first, ptr %tile) {\nentry:"
    for place in used:
        yield f"  %place{place} = getelementptr ptr, ptr %inputs, i64 {place}"
        yield f"  %input{place} = load ptr, ptr %place{place}"
        yield f"  %from{place} = getelementptr double, ptr %input{place}, i64 %first"
    yield "  br label %vector\nvector:\n  %j = phi i64 [0, %entry], [%next, %vector]"
    for place in used:
        yield f"  %at{place} = getelementptr double, ptr %from{place}, i64 %j"
        yield f"  %v{program.inputs[place]} = load {VECTOR}, ptr %at{place}, align 8"
    for step in program.steps:
        yield from _step(step)
    for row, register in enumerate(program.results):
        yield f"  %row{row} = getelementptr [{TILE} x double], ptr %tile, i64 {row}, i64 %j"
        yield f"  store {VECTOR} %v{register}, ptr %row{row}, align 8"
    yield f"  %next = add i64 %j, {LANES}\n  %more = icmp ult i64 %next, {TILE}"
    yield "  br i1 %more, label %vector, label %done\ndone:\n  ret void\n}"


def _step(step: RecordedStep) -> Iterator[str]:
    """Write one step: operands and result are vectors named by their registers."""
    result = f"%v{step.results[0]}"
    values = [f"%v{each}" if isinstance(each, int) else splat(each) for each in step.operands]
    if isinstance(step.operation, Tabled):
        table = step.operation.coefficients.ctypes.data
        yield f"  {result} = call {VECTOR} @lookup({VECTOR} {values[0]}, ptr inttoptr (i64 {table} to ptr))"
    elif step.operation is np.sqrt:
        yield f"  {result} = call {VECTOR} @llvm.sqrt.v{LANES}f64({VECTOR} {values[0]})"
    elif step.operation is np.divide:  # the model's `ratio`: NaN where the denominator is zero
        yield f"  {result}_zero = fcmp oeq {VECTOR} {values[1]}, zeroinitializer"
        yield f"  {result}_found = fdiv {VECTOR} {values[0]}, {values[1]}"
        yield _chosen(result, f"{result}_zero", splat(float("nan")), f"{result}_found")
    elif step.operation in (np.minimum, np.maximum):  # NaN where one of them is
        better = "olt" if step.operation is np.minimum else "ogt"
        yield f"  {result}_first = fcmp {better} {VECTOR} {values[0]}, {values[1]}"
        yield _chosen(f"{result}_one", f"{result}_first", *values)
        yield f"  {result}_nan = fcmp uno {VECTOR} {values[0]}, {values[0]}"
        yield _chosen(result, f"{result}_nan", values[0], f"{result}_one")
    else:
        yield f"  {result} = {_ARITHMETIC[step.operation]} {VECTOR} {values[0]}, {values[1]}"


def _chosen(result: str, condition: str, yes: str, no: str, kind: str = VECTOR) -> str:
    return f"  {result} = select {_CONDITIONS} {condition}, {kind} {yes}, {kind} {no}"


def _lookup() -> str:
    """Write `@lookup`, which reads a table as `Tabled` does."""
    lines = []
    cubic = ["poison"] * 4
    for lane in range(LANES):
        lines.append(f"  %cell{lane} = extractelement {NUMBERS} %cell, i32 {lane}")
        for power in range(4):
            own = f"%c{power}_{lane}"
            lines += [
                f"  %w{power}_{lane} = add i64 %cell{lane}, {2 * CELLS * power}",
                f"  %p{power}_{lane} = getelementptr double, ptr %table, i64 %w{power}_{lane}",
                f"  %k{power}_{lane} = load double, ptr %p{power}_{lane}, align 8",
                f"  {own} = insertelement {VECTOR} {cubic[power]}, double %k{power}_{lane}, i32 {lane}",
            ]
            cubic[power] = own
    value = cubic[3]
    for power in (2, 1, 0):
        lines.append(f"  %times{power} = fmul {VECTOR} {value}, %place")
        lines.append(f"  %plus{power} = fadd {VECTOR} %times{power}, {cubic[power]}")
        value = f"%plus{power}"
    return _LOOKUP_FRAME.substitute(cubic="\n".join(lines), value=value)


_LOOKUP_FRAME = Template(f"""
declare {VECTOR} @llvm.sqrt.v{LANES}f64({VECTOR})

define internal {VECTOR} @lookup({VECTOR} %chance, ptr %table) {{
  %rest = fsub {VECTOR} {splat(1.0)}, %chance
  %nearer = fcmp olt {VECTOR} %rest, %chance
{_chosen("%distance", "%nearer", "%rest", "%chance")}
  %tiny = fcmp olt {VECTOR} %distance, {splat(LEAST)}
{_chosen("%known", "%tiny", splat(LEAST), "%distance")}
  %bits = bitcast {VECTOR} %known to {NUMBERS}
  %number = ashr {NUMBERS} %bits, {whole_splat(CELL_BITS)}
  %edge = shl {NUMBERS} %number, {whole_splat(CELL_BITS)}
  %begin = bitcast {NUMBERS} %edge to {VECTOR}
  %place = fsub {VECTOR} %known, %begin
  %upper = fcmp ogt {VECTOR} %chance, {splat(0.5)}
{_chosen("%shift", "%upper", whole_splat(CELLS - FIRST_CELL), whole_splat(-FIRST_CELL), NUMBERS)}
  %cell = add {NUMBERS} %number, %shift
$cubic
  ret {VECTOR} $value
}}
""")
_LOOKUP = _lookup()
