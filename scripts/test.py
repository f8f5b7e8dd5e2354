#!/usr/bin/env python3
"""Runs all tests and ends with one line, `N passed, N failed`.

Usage: scripts/test.py [lint] [pgtap] [tour] [pytest] [audit]; without arguments the first four. Only audit needs the
network. Tests drop databases, so they run on the private PostgreSQL whatever DATABASE_URL says. Details of a failure
are printed; the whole output of each stage is in .local/test/.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from textwrap import indent

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from scripts import env  # noqa: E402

OUT = ROOT / ".local" / "test"
VENV = ROOT / ".venv" / "bin"
SOURCES = ("app.py", "bench", "db", "deploy", "sandbox", "scripts", "web", "worker")
Counts = tuple[int, int]
FEW_FAILURES = 5  # more are a fault, not a busy machine


def run(name: str, *command: str, env: dict[str, str] | None = None) -> tuple[int, str]:
    """Run one command and log its output; its exit code and output."""
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | (env or {}), text=True, check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    (OUT / f"{name}.log").write_text(done.stdout, encoding="utf-8")
    return done.returncode, done.stdout


def tracked(*patterns: str) -> list[str]:
    """Files of the project, those not yet committed included."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    return [path for path in listed.stdout.splitlines() if (ROOT / path).is_file()]


def shell_scripts() -> list[str]:
    """Files that end in .sh or whose first line names a shell."""
    found = []
    for path in tracked():
        with (ROOT / path).open("rb") as file:
            if path.endswith(".sh") or re.match(rb"#!.*\b(ba)?sh\b", file.readline()):
                found.append(path)
    return found


# Not secrets: our alphabets, and the passkey that the operator publishes for its sandbox.
NO_SECRETS = "[0-9]*ABCDEFGHJK.*|bfb279f9aa9bdbcf.*"


def security_tools() -> dict[str, list[str]]:
    """Tools that look for vulnerabilities and secrets. Tests make passwords up, so there only formats of keys count."""
    paths = tracked(":!*.png", ":!docs/pictures")
    outside = [path for path in paths if "/tests/" not in path]
    inside = [path for path in paths if "/tests/" in path]
    hook = ["detect-secrets-hook", "--exclude-secrets", NO_SECRETS]
    made_up = ("KeywordDetector", "HexHighEntropyString", "Base64HighEntropyString", "BasicAuthDetector")
    return {
        "bandit": ["bandit", "-q", "-ll", "-r", *SOURCES, "-x", "*/tests/*"],
        "secrets": [*hook, *outside],
        "secrets-tests": [*hook, *(word for name in made_up for word in ("--disable-plugin", name)), *inside],
    }


def lint() -> Counts:
    """Each tool runs over everything it understands and counts as one test."""
    tools = security_tools() | {
        "ruff": ["ruff", "check", "--quiet", "."],
        "format": ["ruff", "format", "--check", "--quiet", "."],
        "mypy": ["mypy", "--no-error-summary", "."],
        "shellcheck": ["shellcheck", "--external-sources", "--source-path=SCRIPTDIR", *shell_scripts()],
        "squawk": ["squawk", "--config", "db/migrations/.squawk.toml", *tracked("db/migrations/*.sql")],
        "hadolint": ["hadolint", *tracked("Dockerfile")],
    }
    return run_tools(tools)


def run_tools(tools: dict[str, list[str]]) -> Counts:
    """Run them two at a time; a tool that finds something has failed."""
    failed = 0

    def run_tool(name: str) -> tuple[int, str]:
        program, *arguments = tools[name]
        return run(f"lint-{name}", str(VENV / program), *arguments)

    with ThreadPoolExecutor(2) as threads:
        results = list(threads.map(run_tool, tools))
    for command, (code, output) in zip(tools.values(), results, strict=True):
        if code:
            failed += 1
            print(f"FAILED lint: {shlex.join(command)[:100]}\n{output.rstrip()[-4000:]}")
    return len(tools) - failed, failed


def audit() -> Counts:
    """The security tools, and the known vulnerabilities of the packages we use."""
    passed, failed = run_tools(security_tools())
    code, output = run("packages", str(VENV / "python"), "scripts/known_holes.py")
    print(output.rstrip())
    return passed + (code == 0), failed + (code != 0)


def make_database(name: str) -> dict[str, str]:
    """Make a database; the settings with which psql connects to it as the owner of its tables."""
    made = subprocess.run(["scripts/newdb.sh", name], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout
    url = dict(shlex.split(line)[0].split("=", 1) for line in made.splitlines())["DATABASE_URL"]
    user, password, port = re.findall(r"//(\w+):(\w+)@[^:]+:(\d+)", url)[0]
    return {"PGHOST": "127.0.0.1", "PGPORT": port, "PGUSER": user, "PGPASSWORD": password, "PGDATABASE": name}


def pgtap() -> Counts:
    """Scripts in db/tests/<schema>; each rolls back. Two halves run side by side, each in a database of its own."""
    scripts = [
        path
        for path in tracked("db/tests/*/*.sql", "db/hardening/tests/*.sql")
        if not path.startswith(("db/tests/tour/", "db/tests/fixtures/"))
    ]
    with ThreadPoolExecutor(2) as threads:
        halves = list(threads.map(run_pgtap, ("pgtap", "pgtap2"), (scripts[::2], scripts[1::2])))
    passed, failed = zip(*(tap_counts(code, output) for code, output in halves), strict=True)
    return sum(passed), sum(failed)


def run_pgtap(name: str, scripts: list[str]) -> tuple[int, str]:
    """Run these scripts in a database of their own."""
    database = f"test_{name}_{os.getpid()}"
    login = make_database(database)
    try:
        return run(name, "pg_prove", "--norc", "--verbose", "--merge", "--nocolor", *scripts, env=login)
    finally:
        subprocess.run(["scripts/newdb.sh", "--drop", database], cwd=ROOT, check=True)


def tap_counts(code: int, output: str) -> Counts:
    """Counts the results in pg_prove's output and prints the failures."""
    passed, failed = 0, 0
    script, before = "", ""
    for line in output.splitlines():
        if started := re.match(r"(db/\S+\.sql) \.\.", line):
            script = started[1]
        if line.startswith("ok "):
            passed += 1
        elif line.startswith("not ok "):
            failed += 1
            print(f"FAILED {script}: {line}")
        elif before.startswith(("not ok", "#")) and line.startswith("#"):
            print(line)
        elif "ERROR: " in line:
            print(f"FAILED {script}: {line}")
        before = line if line.startswith(("not ok", "#")) else ""
    # A script that stops half-way, or with a wrong plan, has no line of its own.
    broken = re.findall(r"^  (?:Parse errors: .*|Non-zero exit status: .*)$", output, re.M)
    if code and not failed and not broken:
        broken = [output[-500:]]
    for fault in broken:
        print(f"FAILED pgTAP: {fault.strip()}")
    return passed, failed + len(broken)


def tour() -> Counts:
    """The narrated fare prints what one_fare.out says."""
    code, output = run("tour", "scripts/tour.sh", "--check")
    if code:
        print(f"FAILED tour\n{output[-4000:]}")
    return (0, 1) if code else (1, 0)


def pytest() -> Counts:
    """All pytest files; the tests of one file run in one process.

    A few that fail are tried again with the rest of their files and nothing beside them, for two cores full of
    browsers and databases are sometimes late. What fails twice has failed; what fails once is named.
    """
    processes = os.environ.get("LIPA_TEST_PROCESSES", "2")
    passed, failed, files, story = run_pytest("pytest", "-n", processes, "--durations", "15")
    if 0 < failed <= FEW_FAILURES and files:
        _, again, _, story_again = run_pytest("pytest-again", "-n", "0", *files)
        if not again:
            print(f"UNSTEADY: {failed} passed only when {', '.join(files)} ran alone\n{indent(story, '  once: ')}")
            return passed + failed, 0
        story += story_again
    if failed:
        print(story)
    return passed, failed


def run_pytest(name: str, *arguments: str) -> tuple[int, int, list[str], str]:
    """Run pytest; how many passed and failed, the files of those that failed, and what it says of them."""
    report = OUT / f"{name}.xml"
    report.unlink(missing_ok=True)
    code, output = run(
        name, str(VENV / "python"), "-m", "pytest", "--dist", "loadfile", "--no-loadscope-reorder",
        "-o", "junit_family=xunit1", f"--junitxml={report}", *arguments,
    )  # fmt: skip
    if not report.exists():
        return 0, 1, [], f"FAILED pytest\n{output[-4000:]}"
    tree = ET.parse(report)  # noqa: S314  # nosec B314
    keys = ("tests", "failures", "errors", "skipped")
    totals = [[int(suite.get(key, "0")) for key in keys] for suite in tree.iter("testsuite")]
    tests, failures, errors, skipped = (sum(column) for column in zip(*totals, strict=True))
    if skipped:
        print(f"{skipped} skipped")
    start = output.find("= FAILURES =")
    story = output[start if start >= 0 else -8000 :][-20000:] if code else ""
    failing = [case.get("file", "") for tag in ("failure", "error") for case in tree.findall(f".//testcase[{tag}]")]
    bad = failures + errors
    files = sorted(set(failing)) if len(failing) == bad and all(failing) else []
    return tests - bad - skipped, bad or (1 if code else 0), files, story


STAGES = {"lint": lint, "pgtap": pgtap, "tour": tour, "pytest": pytest}
EXTRA = {"audit": audit}


def set_up(asked: list[str]) -> None:
    """Install packages, start the private PostgreSQL, build the template that test databases are cloned from."""
    for variable in list(os.environ):
        name = variable.removesuffix("_FILE")
        if name == "DATABASE_URL" or (name.startswith("LIPA_") and name.endswith("_URL")):
            del os.environ[variable]
    OUT.mkdir(parents=True, exist_ok=True)
    os.environ["PATH"] = f"{VENV}:{os.environ['PATH']}"
    steps = [["scripts/packages.sh", "--tests"], ["scripts/venv.sh", "requirements-dev.txt"]]
    if asked != ["lint"]:
        steps.append(["scripts/template.sh"])
    for command in steps:
        subprocess.run(command, cwd=ROOT, check=True)
    os.environ["LIPA_TEMPLATE_IS_BUILT"] = "1"  # so that scripts/newdb.sh does not check it for each clone


def main(asked: list[str]) -> int:
    """Run the stages asked for."""
    env.forget_other_programs()
    if unknown := [name for name in asked if name not in STAGES | EXTRA]:
        print(f"no such stage: {', '.join(unknown)}; there are {', '.join(STAGES | EXTRA)}", file=sys.stderr)
        return 2
    try:
        set_up(asked)
    except subprocess.CalledProcessError as error:
        print(f"set-up failed: {shlex.join(error.cmd)}\n0 passed, 1 failed")
        return 1
    passed = failed = 0
    for name in asked or STAGES:
        began = time.monotonic()
        good, bad = (STAGES | EXTRA)[name]()
        print(f"{name}: {good} passed, {bad} failed in {time.monotonic() - began:.0f} s", flush=True)
        passed, failed = passed + good, failed + bad
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
