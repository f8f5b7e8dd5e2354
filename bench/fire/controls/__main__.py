"""python -m bench.fire.controls [name …]: plays the negative controls, prints a table, fails if one is not caught."""

import sys

from bench.fire.controls import all_controls, play


def main() -> int:
    wanted = sys.argv[1:]
    controls = [one for one in all_controls() if not wanted or any(word in one.name for word in wanted)]
    if not controls:
        raise SystemExit("no control has such a name; there are: " + ", ".join(one.name for one in all_controls()))
    missed = skipped = 0
    for control in controls:
        verdict = play(control)
        missed += not verdict.is_caught and not verdict.skipped
        skipped += bool(verdict.skipped)
        how = f"SKIPPED: {verdict.skipped}" if verdict.skipped else "caught" if verdict.is_caught else "NOT CAUGHT"
        print(f"{control.name:34} {how:10} {(verdict.broken or ['-'])[0][:110]}", flush=True)
        for problem in verdict.sound:
            print(f"{'':34} on the sound system: {problem[:110]}")
    print(f"fire-controls: {len(controls)} played, {len(controls) - missed - skipped} caught, {missed} not caught,"
          f" {skipped} skipped")  # fmt: skip
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
