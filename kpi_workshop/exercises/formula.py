"""Arithmetic as it stands in an exercise's file: `hours * 60 / minutes`, `median(values)`."""

from __future__ import annotations

import ast
import operator
import statistics
from collections.abc import Callable, Mapping, Sequence
from typing import Any

Values = Mapping[str, float | Sequence[float]]
_SIGNS: Mapping[type[ast.AST], Callable[..., float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.USub: operator.neg,
}
_FUNCTIONS: Mapping[str, Callable[..., float]] = {
    "median": statistics.median,
    "mean": statistics.fmean,
    "min": min,
    "max": max,
    "sum": sum,
    "round": round,
    "len": len,
    "lowest": lambda values, place: sorted(values)[int(place) - 1],
    "highest": lambda values, place: sorted(values, reverse=True)[int(place) - 1],
    "at_least": lambda values, level: sum(one >= level for one in values),
}
"""`lowest(values, 3)` is the third from below; `at_least(values, 500)` how many of them are 500 or more."""


def value(formula: str, values: Values) -> float:
    """What `formula` comes to: numbers, names from `values`, + - * /, and a few functions of a list.

    Raises `ValueError` for anything else, and for what can't be reckoned.

    >>> value("hours * 60 / minutes", {"hours": 5, "minutes": 3})
    100.0
    """
    try:
        return float(_of(ast.parse(formula, mode="eval").body, values))
    except (SyntaxError, LookupError, TypeError, ZeroDivisionError, statistics.StatisticsError) as error:
        raise ValueError(f"{formula!r}: {error}") from error


def _of(node: ast.expr, values: Values) -> Any:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return node.value
    if isinstance(node, ast.Name):
        return values[node.id]
    if isinstance(node, ast.BinOp) and type(node.op) in _SIGNS:
        return _SIGNS[type(node.op)](_of(node.left, values), _of(node.right, values))
    if isinstance(node, ast.UnaryOp) and type(node.op) in _SIGNS:
        return _SIGNS[type(node.op)](_of(node.operand, values))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
        return _FUNCTIONS[node.func.id](*(_of(argument, values) for argument in node.args))
    raise ValueError(f"{ast.unparse(node)!r} is no arithmetic")
