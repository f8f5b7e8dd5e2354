"""Do the packages we stand on have known holes? Asks the advisory database of the package index.

pip-audit calls it a success when it could look up nothing at all. Here that is a failure, unless the
database can't be reached; and then the answer says that nothing was checked.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PROBE = "pip==23.0"  # a version that is there, and of which something is known
FILES = ("requirements.txt", "requirements-dev.txt")


def main() -> int:
    """0: nothing known, or nobody to ask. 1: a hole, or everything was skipped."""
    code, sentence = verdict(audited(*(word for file in FILES for word in ("-r", file))), is_reachable)
    print(sentence)
    return code


def audited(*arguments: str) -> list[dict[str, Any]]:
    """What pip-audit says of each package."""
    done = subprocess.run(
        [sys.executable, "-m", "pip_audit", *arguments, "--no-deps", "--disable-pip", "--format", "json",
         "--progress-spinner", "off"],
        cwd=ROOT, check=False, text=True, capture_output=True,
    )  # fmt: skip
    packages: list[dict[str, Any]] = json.loads(done.stdout or '{"dependencies": []}')["dependencies"]
    return packages


def verdict(packages: list[dict[str, Any]], reachable: Any) -> tuple[int, str]:
    """What the report means, and the sentence for people."""
    looked_at = [package for package in packages if "skip_reason" not in package]
    holes = [
        f"{package['name']} {package['version']}: {hole['id']}, "
        f"mended in {', '.join(hole['fix_versions']) or 'no version'}"
        for package in looked_at for hole in package["vulns"]
    ]  # fmt: skip
    if holes:
        return 1, "FAILED packages with known holes:\n" + "\n".join(holes)
    skipped = len(packages) - len(looked_at)
    if looked_at:
        return 0, f"packages: {len(looked_at)} have no known holes, {skipped} could not be looked up"
    if reachable():
        return 1, "FAILED packages: the advisory database answers, yet every package was skipped"
    return 0, "packages: NOT CHECKED, the advisory database can't be reached from here"


def is_reachable() -> bool:
    """Is the one package looked up of which the database certainly knows something?"""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as probe:
        probe.write(PROBE + "\n")
        probe.flush()
        return any("skip_reason" not in package for package in audited("-r", probe.name))


if __name__ == "__main__":
    sys.exit(main())
