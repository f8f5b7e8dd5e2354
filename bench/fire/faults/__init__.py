"""Faults: each module of this folder registers its own. README.md of bench/fire tells how to add one."""

import importlib
import pkgutil
import random
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, TypeVar

if TYPE_CHECKING:
    from bench.fire.world import Plan, World


class Fault:
    """One kind of fault. An instance is injected and healed once; a run makes a new instance for each injection."""

    number: ClassVar[str]  # as in the list of the README: "3", "10.2"
    name: ClassVar[str]  # for FAULTS= and the report: small letters, digits, hyphens
    by_default: ClassVar[bool] = True  # False: runs only where FAULTS= names it
    seconds: ClassVar[tuple[float, float]] = (1.0, 4.0)  # how long it lasts, between inject and heal

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance  # the only source of randomness: the seed repeats a run's choices

    @classmethod
    def is_possible(cls) -> str:
        """'' when this machine can do it, else the reason why not; it is then reported as skipped."""
        return ""

    @classmethod
    def prepare(cls, plan: "Plan") -> None:
        """Change how the world is laid out, before its servers are made. Undo it with plan.at_the_end."""

    def inject(self, world: "World") -> None:
        """Do harm. Returns at once; the load goes on."""
        raise NotImplementedError

    def heal(self, world: "World") -> None:
        """End the harm: afterwards all processes run again. From here everything must drain within 120 s."""


F = TypeVar("F", bound=type[Fault])
KINDS: dict[str, type[Fault]] = {}


def register(kind: F) -> F:
    """Make a kind of fault known by its name."""
    if kind.name in KINDS:
        raise ValueError(f"two faults are named {kind.name}")
    KINDS[kind.name] = kind
    return kind


def load() -> dict[str, type[Fault]]:
    """All kinds, by name."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
    return dict(sorted(KINDS.items()))


def choose(names: str) -> Iterator[type[Fault]]:
    """Those of a list of names or numbers with commas; of an empty list the default ones."""
    kinds = load()
    wanted = [name for name in names.split(",") if name]
    for name in wanted:
        if not any(name in (kind.name, kind.number, kind.number.partition(".")[0]) for kind in kinds.values()):
            raise SystemExit(f"fire: no fault is named {name}; there are: {', '.join(kinds)}")
    for kind in kinds.values():
        numbers = (kind.name, kind.number, kind.number.partition(".")[0])
        if any(name in numbers for name in wanted) if wanted else kind.by_default:
            yield kind
