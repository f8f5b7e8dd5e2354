"""Looks for known vulnerabilities of the packages we use, in the advisory database of the package index.

pip-audit reports success also when it could look up no package at all. Here that is a failure, unless the
database can't be reached; then the result says that nothing was checked.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PROBE = "pip==23.0"  # a version with a known vulnerability
FILES = ("requirements.txt", "requirements-dev.txt")


def main() -> int:
    """0: nothing is known, or the database can't be reached. 1: a vulnerability, or every package was skipped."""
    code, sentence = classify_report(audit_packages(*(word for file in FILES for word in ("-r", file))), is_reachable)
    print(sentence)
    return code


def audit_packages(*arguments: str) -> list[dict[str, Any]]:
    """What pip-audit reports about each package."""
    done = subprocess.run(
        [sys.executable, "-m", "pip_audit", *arguments, "--no-deps", "--disable-pip", "--format", "json",
         "--progress-spinner", "off"],
        cwd=ROOT, check=False, text=True, capture_output=True,
    )  # fmt: skip
    packages: list[dict[str, Any]] = json.loads(done.stdout or '{"dependencies": []}')["dependencies"]
    return packages


def classify_report(packages: list[dict[str, Any]], reachable: Any) -> tuple[int, str]:
    """The exit code for this report, and a sentence for people."""
    checked = [package for package in packages if "skip_reason" not in package]
    holes = [
        f"{package['name']} {package['version']}: {hole['id']}, "
        f"fixed in {', '.join(hole['fix_versions']) or 'no version'}"
        for package in checked for hole in package["vulns"]
    ]  # fmt: skip
    if holes:
        return 1, "FAILED packages with known vulnerabilities:\n" + "\n".join(holes)
    skipped = len(packages) - len(checked)
    if checked:
        return 0, f"packages: {len(checked)} have no known vulnerabilities, {skipped} could not be looked up"
    if reachable():
        return 1, "FAILED packages: the advisory database answers, yet every package was skipped"
    return 0, "packages: NOT CHECKED, the advisory database can't be reached from here"


def is_reachable() -> bool:
    """Whether the database answers for a package with a known vulnerability."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as probe:
        probe.write(PROBE + "\n")
        probe.flush()
        return any("skip_reason" not in package for package in audit_packages("-r", probe.name))


if __name__ == "__main__":
    sys.exit(main())
