"""Reckoning with the digits shown: an expression becomes the span of values that it may have."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from decimal import Context, Decimal, localcontext

from netviz.audit.rules._spans import (
    FUNCTIONS,
    Span,
    Unreadable,
    add,
    divide,
    exactly,
    multiply,
    negative,
    power,
    rising,
)

_TOKEN = re.compile(r"\s*(?:((?:\d+\.\d+|\d+|\.\d+)(?:\s*%)?)|([A-Za-z]+)|(.))", re.DOTALL)
_OPERATORS: dict[type[ast.operator], Callable[[Span, Span], Span]] = {
    ast.Add: add,
    ast.Sub: lambda a, b: add(a, negative(b)),
    ast.Mult: multiply,
    ast.Div: divide,
    ast.Pow: power,
}
_PRECISION = Context(prec=40, Emax=2000, Emin=-2000)


def decimals_shown(number: str) -> int:
    """How many digits stand behind the point of a number.

    Example:
        >>> decimals_shown("0.093"), decimals_shown("7")
        (3, 0)
    """
    return len(number.partition(".")[2])


def reckon(expression: str, rounded: bool = False) -> Span:
    """The value of an expression of numbers, + - * / ^, brackets, % after a number, and functions.

    When `rounded`, a number with a point stands for all that round to it, and the span holds every
    result that they can have; whole numbers are exact. A number before a bracket is multiplied.
    Raises Unreadable for everything else: letters, lists, divisions by what may be 0, what two
    readers could read differently (1/2(3)), and numbers beyond reason.

    Example:
        >>> reckon("0.5 * (1 - 0.2)").low
        Decimal('0.40')
        >>> span = reckon("0.5 * 2", rounded=True)
        >>> span.low, span.high
        (Decimal('0.90'), Decimal('1.10'))
    """
    try:
        with localcontext(_PRECISION):
            return _value(ast.parse(_as_python(expression), mode="eval").body, rounded)
    except (SyntaxError, ArithmeticError, RecursionError, MemoryError) as error:
        raise Unreadable(expression) from error


def _as_python(expression: str) -> str:
    """The expression as Python: every product has its sign, and `n('0.50')` keeps its digits.

    Raises Unreadable for what is no number, sign, bracket or known word.
    """
    tokens = [match[match.lastindex or 0] for match in _TOKEN.finditer(expression.strip())]
    python, divided = "", [False]  # by bracket: whether the product so far ends with a division
    for before, token in zip(["", *tokens], tokens, strict=False):
        number = any(character.isdigit() for character in token)
        if token[0].isalpha() and token not in FUNCTIONS and token != "e":
            raise Unreadable(expression)
        if not number and not token[0].isalpha() and token not in "+-*/^(),":
            raise Unreadable(expression)
        factor = token == "(" or token[0].isalpha()
        if factor and before and before[-1] in "0123456789%)":
            if divided[-1]:
                raise Unreadable(expression)
            python += " * "
        if token == "(":
            divided.append(False)
        elif token == ")" and len(divided) > 1:
            divided.pop()
        elif token in "+-*/,":
            divided[-1] = token == "/" or (divided[-1] and token in "+-" and before in "*/^(,")
        python += f" n('{token}') " if number else " ** " if token == "^" else token
        if token in "*/" and token == before:
            raise Unreadable(expression)
    return python.strip()


def _value(node: ast.expr, rounded: bool) -> Span:
    match node:
        case ast.Call(func=ast.Name(id="n"), args=[ast.Constant(value=str(number))]):
            digits, percent, _ = number.partition("%")
            value, places = Decimal(digits.strip()), decimals_shown(digits.strip())
            half = Decimal(5).scaleb(-places - 1) if rounded and places else Decimal(0)
            span = Span(value - half, value + half)
            return divide(span, exactly(Decimal(100))) if percent else span
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return negative(_value(operand, rounded))
        case ast.UnaryOp(op=ast.UAdd(), operand=operand):
            return _value(operand, rounded)
        case ast.BinOp(left=ast.Name(id="e"), op=ast.Pow(), right=right) if not _is_two(right):
            return rising(Decimal.exp)(_value(right, rounded))
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            return _OPERATORS[type(op)](_value(left, rounded), _value(right, rounded))
        case ast.Call(func=ast.Name(id=name), args=arguments) if name in FUNCTIONS:
            function, count = FUNCTIONS[name]
            if arguments and count in (len(arguments), None):
                return function(*(_value(argument, rounded) for argument in arguments))
    raise Unreadable(ast.unparse(node))


def _is_two(node: ast.expr) -> bool:
    """e without a power, and squared, is more often an error than Euler's number."""
    return ast.unparse(node) == "n('2')"
