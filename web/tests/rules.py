"""Compiles each address once. Werkzeug does it for each application, 0.1 s for all; tests make hundreds of them."""

from typing import Any

from werkzeug.routing import Rule

_compile = Rule._compile_builder
_compiled: dict[tuple[object, ...], Any] = {}


def _compile_once(rule: Rule, append_unknown: bool = True) -> Any:
    """What Werkzeug compiles depends on nothing but the parts of the address, their kinds and their defaults."""
    kinds = tuple((name, type(kind)) for name, kind in rule._converters.items())
    key = (tuple(rule._trace), kinds, repr(rule.defaults), append_unknown)
    if key not in _compiled:
        _compiled[key] = _compile(rule, append_unknown)
    return _compiled[key]


def compile_addresses_once() -> None:
    """For all applications of this process."""
    Rule._compile_builder = _compile_once  # type: ignore[method-assign, assignment]
