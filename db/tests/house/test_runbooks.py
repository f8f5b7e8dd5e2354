"""Whoever hears an alarm finds what to do about it."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[3]
KIND = re.compile(r"raise_alarm\(\s*p_kind\s*=>\s*'([a-z_]+)'")


def test_every_alarm_has_its_runbook() -> None:
    kinds = {
        kind for path in ROOT.glob("db/functions/*/*.sql") for kind in KIND.findall(path.read_text(encoding="utf-8"))
    }
    assert kinds >= {"wrong_token", "new_callback_source"}
    assert {kind for kind in kinds if not (ROOT / f"docs/runbooks/{kind}.md").is_file()} == set()
