"""python -m bench.fire [--minutes 10] [--seed 2026] [--faults kill-backend,10] [--write docs/fire.md]."""

import argparse
import sys
from pathlib import Path

from bench.fire import faults
from bench.fire.run import Report, Settings, play


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.fire")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--faults", default="", help="names or numbers with commas; all by default")
    parser.add_argument("--clients", type=int, help="passengers by the menu: 12, in the volume form 3")
    parser.add_argument("--volume", action="store_true", help="payers at a high rate, no pause after each fault")
    parser.add_argument("--rate", type=float, default=800, help="their payments a second, at most")
    parser.add_argument("--rest-after", type=int, default=40, help="so many faults until everything is compared")
    parser.add_argument("--keep", type=Path, help="a folder for history and logs")
    parser.add_argument("--write", type=Path, help="put the result into this page")
    parser.add_argument("--list", action="store_true", help="print the faults")
    given = parser.parse_args()
    if given.list:
        print("\n".join(f"{kind.number:6} {name}" for name, kind in faults.load().items()))
        return 0
    clients = given.clients or (3 if given.volume else 12)
    report = play(Settings(given.minutes, given.seed, given.faults, clients, keep=given.keep, volume=given.volume,
                           rate=given.rate, rest_after=given.rest_after))  # fmt: skip
    print(report)
    for name, why in report.skipped.items():
        print(f"fire: skipped {name}: {why}")
    if report.problems:
        show_problems(report)
        return 1
    if given.write:
        from bench.fire import page  # noqa: PLC0415

        page.write(given.write, report)
    return 0


def show_problems(report: Report) -> None:
    for problem in report.problems[:30]:
        print(f"fire: {problem}", file=sys.stderr)
    print(f"fire: repeat it with: {report.settings.command}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
