"""Every screen of the menu is that of menu.out, where people can read it."""

import os
import subprocess
from pathlib import Path

from db.tests.database import fresh

HERE = Path(__file__).parent


def test_the_menu_is_that_of_menu_out() -> None:
    with fresh("menu_tour") as database:
        played = subprocess.run(
            ["psql", "-X", "-v", "ON_ERROR_STOP=1", "-f", "menu.sql"],
            cwd=HERE, env=os.environ | database.login, capture_output=True, text=True, check=False,
        )  # fmt: skip
    failure = played.stderr if played.returncode else ""
    assert not failure
    if os.environ.get("LIPA_TOUR") == "keep":
        (HERE / "menu.out").write_text(played.stdout)
    assert played.stdout == (HERE / "menu.out").read_text()
