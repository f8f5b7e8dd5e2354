"""Long forms: `make test LONG=yes` tries all that a test has, `make test` a part in which each kind is found."""

import os
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

LONG = os.environ.get("LIPA_LONG_TESTS") == "yes"


def some(everything: Sequence[T], each: int) -> Sequence[T]:
    """Everything in a long run, else one in `each`."""
    return everything if LONG else everything[::each]
