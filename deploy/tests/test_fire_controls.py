"""Checks of fault injection that are blind would be green for ever: each breaks something and must be caught.

These are the fastest; `make fire-controls` plays all.
"""

from pathlib import Path

import pytest

from bench.fire.controls import all_controls, play

ROOT = Path(__file__).parents[2]
FAST = (
    "float amounts",
    "midnight in UTC",
    "reversal without its once-check",
    "unique index dropped",
    "approver = maker allowed",
)


@pytest.mark.parametrize("name", FAST)
def test_a_broken_system_is_caught_and_the_sound_one_is_not(name: str) -> None:
    (control,) = [one for one in all_controls() if one.name == name]
    verdict = play(control)
    assert verdict.sound == []
    assert verdict.broken != []


def test_there_are_19_controls_with_names_of_their_own() -> None:
    assert len({one.name for one in all_controls()}) == len(all_controls()) == 19


def test_the_page_names_every_control() -> None:
    page = (ROOT / "docs/fire-controls.md").read_text(encoding="utf-8")
    assert [one.name for one in all_controls() if f"| {one.name} |" not in page] == []
