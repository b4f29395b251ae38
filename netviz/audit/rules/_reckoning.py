"""Reckoning with the digits shown: an expression becomes the span of values that it may have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Context, Decimal, DecimalException, localcontext

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

_TOKEN = re.compile(r"\s*(?:(\d+\.\d+|\d+|\.\d+)|([A-Za-z]+)|(.))", re.DOTALL)
_PRECISION = Context(prec=40, Emax=2000, Emin=-2000)


def decimals_shown(number: str) -> int:
    """How many digits stand behind the point of a number.

    Example:
        >>> decimals_shown("0.093"), decimals_shown("7")
        (3, 0)
    """
    return len(number.partition(".")[2])


def reckon(expression: str, rounded: bool = False) -> Span:
    """The value of an expression of numbers, + - * / ^ %, brackets and a few functions.

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
    reader = _Reader(expression, rounded)
    try:
        with localcontext(_PRECISION):
            return reader.whole()
    except (DecimalException, ArithmeticError, RecursionError) as error:
        raise Unreadable(expression) from error


class _Reader:
    """Reads from left to right, one method a level of precedence."""

    def __init__(self, expression: str, rounded: bool) -> None:
        self._expression = expression
        self._rounded = rounded
        self._tokens = [match[match.lastindex or 0] for match in _tokens(expression)]
        self._at = 0

    def whole(self) -> Span:
        value = self._sum()
        if self._next is not None:
            raise self._unreadable()
        return value

    @property
    def _next(self) -> str | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _take(self, *tokens: str) -> str | None:
        token = self._next
        if token is None or token not in tokens:
            return None
        self._at += 1
        return token

    def _expect(self, token: str) -> None:
        if self._take(token) is None:
            raise self._unreadable()

    def _unreadable(self) -> Unreadable:
        return Unreadable(self._expression)

    def _sum(self) -> Span:
        value = self._product()
        while sign := self._take("+", "-"):
            term = self._product()
            value = add(value, term if sign == "+" else negative(term))
        return value

    def _product(self) -> Span:
        value, divided = self._signed(), False
        while True:
            if self._take("*"):
                value, divided = multiply(value, self._signed()), False
            elif self._take("/"):
                value, divided = divide(value, self._signed()), True
            elif self._next is not None and (self._next == "(" or self._next[0].isalpha()):
                if divided:
                    raise self._unreadable()
                value = multiply(value, self._power())
            else:
                return value

    def _signed(self) -> Span:
        if sign := self._take("+", "-"):
            value = self._signed()
            return value if sign == "+" else negative(value)
        return self._power()

    def _power(self) -> Span:
        if self._next == "e":
            return self._power_of_e()
        base = self._atom()
        if self._take("%"):
            base = divide(base, exactly(Decimal(100)))
        return power(base, self._signed()) if self._take("^") else base

    def _power_of_e(self) -> Span:
        """Without a power, and squared, the letter is more often an error than Euler's number."""
        self._expect("e")
        self._expect("^")
        if self._next == "2":
            raise self._unreadable()
        return rising(Decimal.exp)(self._signed())

    def _atom(self) -> Span:
        token = self._next
        if token is None:
            raise self._unreadable()
        self._at += 1
        if token[0].isdigit() or (token[0] == "." and len(token) > 1):
            return self._number(token)
        if token == "(":
            value = self._sum()
            self._expect(")")
            return value
        if token in FUNCTIONS:
            self._expect("(")
            arguments = [self._sum()]
            while self._take(","):
                arguments.append(self._sum())
            self._expect(")")
            function, count = FUNCTIONS[token]
            if count not in (len(arguments), None):
                raise self._unreadable()
            return function(*arguments)
        raise self._unreadable()

    def _number(self, token: str) -> Span:
        value, places = Decimal(token), decimals_shown(token)
        half = Decimal(5).scaleb(-places - 1) if self._rounded and places else Decimal(0)
        return Span(value - half, value + half)


def _tokens(expression: str) -> Iterator[re.Match[str]]:
    return _TOKEN.finditer(expression.strip())
