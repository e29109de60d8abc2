"""How a number may be spread: the `distribution:` of its evidence, with its parameters read and checked."""

import math
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic_core import PydanticCustomError

from archpers.scenario.reading.numbers import SHARE, Kind, problem, read_number
from archpers.scenario.reading.spelling import nearest
from archpers.scenario.schema.fields.block import FieldErrors

PARAMETERS: dict[str, tuple[str, ...]] = {
    "uniform": ("low", "high"),
    "triangular": ("low", "mode", "high"),
    "pert": ("low", "mode", "high", "shape"),
    "normal": ("mean", "sd", "min", "max"),
    "lognormal": ("mean", "sd", "min", "max"),
    "beta": ("alpha", "beta", "low", "high"),
}
"""Distribution -> its parameters."""

_SHAPE = Kind("4", "a shape lies between 0.2 and 10,000", least=0.2, most=10_000)
_CONCENTRATION = Kind("200", "a concentration is more than 0", least_excluded=True)
_SD = Kind("2", "a standard deviation is more than 0", least_excluded=True)
_LIMIT = Kind("0", "a limit is 0 or more")
_RANK_CORRELATION = Kind("0.5", "a rank correlation lies between -1 and 1", least=-1.0, most=1.0)
_OPTIONAL = {"shape", "min", "max"}
FROM_EVIDENCE = ("uniform", "triangular", "pert")
"""Those that take low, value and high for their parameters."""
_LEAST_MASS = 1e-6
_MOST = 1e15
"""No number of a distribution is more: no input comes near it, and squares of what is drawn have to stay exact."""

_TOO_LARGE = problem("a number of the distribution is too large to draw", "write numbers up to 1,000,000,000,000,000")

Spread = dict[str, dict[str, float]]
"""One distribution -> its parameters by name."""


def example(kind: Kind) -> str:
    """Show how a distribution with parameters is written."""
    sd = "3%" if kind is SHARE else "2"
    return f"{{normal: {{mean: {kind.example}, sd: {sd}}}}}"


def read_spread(raw: object, figure: Mapping[str, Any], kind: Kind) -> tuple[Spread | None, list[Any]]:
    """Read a distribution, bare or with parameters; figure has the number's own value, low and high, read already.

    Returns the distribution and the problems with it, each with its path below `distribution`.
    """
    if isinstance(raw, str):
        return _bare(raw, figure, kind)
    if not isinstance(raw, Mapping) or len(raw) != 1:
        return None, [((), problem("is not one distribution", f"write its name, or {example(kind)}"))]
    ((name, parameters),) = raw.items()
    if name not in PARAMETERS:
        return None, [((str(name),), _unknown(str(name), PARAMETERS))]
    if not isinstance(parameters, Mapping):
        return None, [((name,), problem("the parameters are missing", f"write {', '.join(_needed(name, kind))}"))]
    read: dict[str, float] = {}
    problems = list(_read_parameters(name, parameters, kind, read))
    misfit = None if problems else _misfit(name, read, figure)
    if misfit is not None:
        problems = [((name,), misfit)]
    return (None if problems else {name: read}), problems


def _bare(name: str, figure: Mapping[str, Any], kind: Kind) -> tuple[Spread | None, list[Any]]:
    if name not in PARAMETERS:
        return None, [((), _unknown(name, PARAMETERS))]
    if name not in FROM_EVIDENCE:
        written = ", ".join(f"{each}: ..." for each in _needed(name, kind))
        return None, [((), problem(f"{name} needs parameters", f"write distribution: {{{name}: {{{written}}}}}"))]
    low, value, high = (figure.get(key) for key in ("low", "value", "high"))
    if low is None or high is None:
        missing = " and ".join(key for key in ("low", "high") if figure.get(key) is None)
        return None, [
            ((), problem("a distribution needs low and high", f"write {missing} too, or delete distribution"))
        ]
    if value is None or not low <= value <= high:
        return None, []  # reported where they stand
    if high > _MOST:
        return None, [((), _TOO_LARGE)]
    return over_evidence(name, low, value, high), []


def over_evidence(name: str, low: float, value: float, high: float) -> Spread:
    """Return one of the distributions that take a number's evidence for their parameters."""
    return {name: {"low": low, "high": high} if name == "uniform" else {"low": low, "mode": value, "high": high}}


def _unknown(name: str, known: Iterable[str]) -> PydanticCustomError:
    return problem("is not a distribution" if known is PARAMETERS else "is not a parameter of it", nearest(name, known))


def _needed(name: str, kind: Kind) -> list[str]:
    optional = _OPTIONAL | ({"low", "high"} if name == "beta" and kind is SHARE else set())
    return [key for key in PARAMETERS[name] if key not in optional]


def _read_parameters(name: str, parameters: Mapping[str, Any], kind: Kind, read: dict[str, float]) -> FieldErrors:
    for key, raw in parameters.items():
        if key not in PARAMETERS[name]:
            yield (name, str(key)), _unknown(str(key), PARAMETERS[name])
            continue
        try:
            read[key] = read_number(raw, _kind_of(key, kind))
        except PydanticCustomError as error:
            yield (name, key), error
    for key in _needed(name, kind):
        if key not in parameters:
            yield (name, key), problem("this parameter is missing", f"write {key}: and a number")


def _kind_of(key: str, kind: Kind) -> Kind:
    if key in ("shape", "alpha", "beta"):
        return _SHAPE
    if key in ("sd", "min", "max") and not (kind.percent or kind.pound):
        return _SD if key == "sd" else _LIMIT
    return kind._replace(least=0.0, rule=_SD.rule) if key == "sd" and kind.least < 0 else kind


def _misfit(name: str, read: Mapping[str, float], figure: Mapping[str, Any]) -> PydanticCustomError | None:
    """Hold the parameters against one another, and the number's own value against the range they span."""
    ends = ("min", "max") if "mean" in read else ("low", "high")
    order = [read[key] for key in (ends[0], "mode", ends[1]) if key in read]
    if any(value > _MOST for value in read.values()):
        return _TOO_LARGE
    if order != sorted(order):
        between = ", and a mode between them" if "mode" in read else ""
        return problem("the parameters are not in order", f"write {ends[0]} below {ends[1]}{between}")
    if read.get("sd") == 0:
        return problem(_SD.rule, "write a number above 0, or delete distribution")
    if name == "lognormal" and read["mean"] <= 0:
        return problem("the mean of a lognormal value is more than 0", "write a mean above 0")
    if name in ("pert", "beta") and order and order[0] == order[-1] and "high" in read:
        return problem("low and high are the same", "write a range, or delete distribution")
    if "mean" in read and not _leaves_enough(name, read):
        return problem("next to nothing of the distribution lies between min and max", "write limits around the mean")
    whole = (0.0, 1.0) if name == "beta" else (-math.inf, math.inf)
    low, high = (read.get(key, end) for key, end in zip(ends, whole, strict=True))
    value = figure.get("value")
    if value is not None and (value < low or value > high):  # not so for a value that could not be read
        return problem("the value does not lie where the distribution does", "write a range that holds the value")
    return None


def _leaves_enough(name: str, read: Mapping[str, float]) -> bool:
    below, above = limit_shares(name, read)
    return above - below > _LEAST_MASS


def limit_shares(name: str, parameters: Mapping[str, float]) -> tuple[float, float]:
    """Return the probabilities that a normal or lognormal value lies below its min and below its max [share]."""
    return (
        share_below(name, parameters, parameters.get("min", -math.inf)),
        share_below(name, parameters, parameters.get("max", math.inf)),
    )


def share_below(name: str, parameters: Mapping[str, float], limit: float) -> float:
    """Return the probability that a normal or lognormal value lies below a limit [share]."""
    from statistics import NormalDist  # few files need it

    mean, sd = parameters["mean"], parameters["sd"]
    if name == "lognormal":
        if limit <= 0:
            return 0.0
        (mean, sd), limit = of_logarithm(mean, sd), math.log(limit)
    return NormalDist(mean, sd).cdf(limit) if math.isfinite(limit) else float(limit > 0)


def of_logarithm(mean: float, sd: float) -> tuple[float, float]:
    """Return mean and standard deviation of a lognormal value's logarithm."""
    variance = math.log1p((sd / mean) ** 2)
    return math.log(mean) - variance / 2, math.sqrt(variance)


def read_row_spread(raw: object) -> Spread:
    """Read the distribution of a row of time shares: `{dirichlet: {concentration: 200}}`.

    Raises PydanticCustomError.
    """
    shown = "write {dirichlet: {concentration: 200}}"
    parameters = raw.get("dirichlet") if isinstance(raw, Mapping) and len(raw) == 1 else None
    if not isinstance(parameters, Mapping) or list(parameters) != ["concentration"]:
        raise problem("is not the distribution of a row of shares", shown)
    return {"dirichlet": {"concentration": read_number(parameters["concentration"], _CONCENTRATION)}}


def read_correlation(raw: object) -> float:
    """Read a rank correlation. Raises PydanticCustomError."""
    value = read_number(raw, _RANK_CORRELATION)
    if abs(value) == 1:
        excluded = f"{_RANK_CORRELATION.rule}, and {value:g} itself is excluded"
        raise problem(excluded, "write one input as the other's multiple, or a number nearer to 0")
    return value


def spread_schema(schema: dict[str, Any]) -> None:
    """Describe a distribution in the JSON Schema: a bare name, or one name with its parameters."""
    named = {
        name: {**_object({key: _parameter(key) for key in keys}), "description": f"The {name} distribution"}
        for name, keys in PARAMETERS.items()
    }
    schema["anyOf"] = [{"enum": list(FROM_EVIDENCE)}, {**_object(named), "maxProperties": 1}, {"type": "null"}]


def row_spread_schema(schema: dict[str, Any]) -> None:
    """Describe the distribution of a row of time shares in the JSON Schema."""
    dirichlet = {**_object({"concentration": _parameter("concentration")}), "description": "The Dirichlet distribution"}
    schema["anyOf"] = [_object({"dirichlet": dirichlet}), {"type": "null"}]


_MEANINGS = {
    "low": "Lowest value",
    "high": "Highest value",
    "mode": "Likeliest value",
    "shape": "How strongly the mode counts; 4 where it is not given",
    "mean": "Mean, before limits",
    "sd": "Standard deviation, before limits",
    "min": "Values below are not drawn",
    "max": "Values above are not drawn",
    "alpha": "First shape parameter",
    "beta": "Second shape parameter",
    "concentration": "How close the shares stay to those given; more is closer",
}


def _parameter(key: str) -> dict[str, Any]:
    return {"anyOf": [{"type": "number"}, {"type": "string", "pattern": "[0-9]"}], "description": _MEANINGS[key]}


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": dict(properties), "additionalProperties": False, "minProperties": 1}
