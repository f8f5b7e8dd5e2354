"""The commands of a runbook: each block that begins with ```sh NAME."""

import os
import pwd
import re
import subprocess
import textwrap
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[3]
BLOCK = re.compile(r"^ *```sh ([a-z-]+)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
# PostgreSQL refuses to run as root; then the distribution's user runs it.
USER = "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
MOST_SECONDS = 900


class CommandError(Exception):
    """A command of a runbook failed; its text is what the command printed."""


def commands(page: str) -> dict[str, str]:
    """The blocks of docs/runbooks/PAGE.md by their names, in their order."""
    text = (ROOT / "docs" / "runbooks" / f"{page}.md").read_text(encoding="utf-8")
    found = BLOCK.findall(text)
    blocks = {name: textwrap.dedent(block) for name, block in found}
    if len(blocks) != len(found):
        raise ValueError(f"{page}.md uses a name twice")
    return blocks


def run_block(page: str, name: str, variables: Mapping[str, str]) -> str:
    """Run one block as the server's user with these variables; its output. Raises CommandError when it fails."""
    run_as = ["runuser", "-u", USER, "--"] if os.getuid() == 0 else []
    done = subprocess.run(
        [*run_as, "bash", "-euo", "pipefail", "-c", commands(page)[name]],
        cwd="/", env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", **variables}, text=True,
        errors="replace", check=False, stdin=subprocess.DEVNULL, capture_output=True, timeout=MOST_SECONDS,
    )  # fmt: skip
    if done.returncode:
        raise CommandError(f"{page}, {name}: exit code {done.returncode}: {(done.stdout + done.stderr).strip()}")
    return done.stdout.strip()
