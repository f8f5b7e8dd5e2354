"""Where a confirmation spends its instructions, statement by statement: python -m bench.statements FOLDER

Puts marks between the statements of the functions that settle a confirmation (in a copy of the database only), at each
of which callgrind begins a new count: bench/instructions.py. FOLDER keeps the copy; without one there it is made.
"""

import os
import re
import sys
from pathlib import Path

from bench import instructions

FUNCTIONS = Path(__file__).parents[1] / "db" / "functions"
WARM, COUNTED = 8, 2  # confirmations
MARK = "perform pg_backend_pid(); "
# Before which text of which function a mark is put, and what was done since the mark before.
MARKS = (
    ("mobile_money/parse_payments", "for i in 1 .. cardinality(p_messages) loop", "commit, call, make messages"),
    ("mobile_money/settle_payments", "with entered as (", "parse the message, find prompt, vehicle and rule"),
    ("mobile_money/settle_payments", "if cardinality(v_inserted_receipts) =", "insert the payment"),
    ("mobile_money/post_new", "select t.time_zone, coalesce(", "sort new from known"),
    ("mobile_money/post_new", "foreach v in array case", "read till, closed days and limit"),
    ("mobile_money/post_new", "if cardinality(v_assigned) > 0 then", "end the prompt, look for a twin"),
    ("fares/post_fares", "for i in 1 .. cardinality(p_receipts) loop", "hand over to fares"),
    ("fares/post_fares", "v_journal_ids := ledger.post_journals", "read the rule, split the fare"),
    ("fares/post_fares", "insert into fares.fares", "post the journal with its legs, guards"),
    ("fares/post_fares", "return v_journal_ids;", "insert the fare"),
    ("fares/complete_fares", "if cardinality(p_differing) > 0 then", "hand over"),
    ("fares/complete_fares", "perform fares.confirm_seats", "look for open shortfalls"),
    ("fares/complete_fares", "perform loyalty.award_points", "confirm seats"),
    ("fares/complete_fares", "end $$", "give points"),
    ("mobile_money/post_new", "return query with posted as (", "hand back"),
    ("mobile_money/post_new", "if cardinality(v_doubtful) > 0 then", "keep the message"),
    ("mobile_money/settle_payments", "if cardinality(v_others) = 0 then", "write the receipt's SMS"),
)


KINDS = (  # heading, statement, first ride, fares a call, cents for a point
    ("plain", instructions.RIDE, 1, 1, "1000000"),
    ("number, points", instructions.RIDE, instructions.RIDES + 1, 1, "1000"),
    ("direct", instructions.DIRECT, 1, 1, "1000000"),
    ("direct by 16", instructions.DIRECT, 1, 16, "1000000"),
    ("plain by 16", instructions.BATCH, 1, 16, "1000000"),
    ("number, points by 16", instructions.BATCH, instructions.RIDES + 1, 16, "1000"),
)


def main() -> None:
    """Count confirmations of each kind, alone and in batches; print them beside each other."""
    folder = Path(sys.argv[1])
    if not (folder / "copy").exists():
        instructions.lay_out(os.environ["DATABASE_URL"])
        instructions.copy(folder)
    found = [count(folder, *kind[1:]) for kind in KINDS]
    headings = "".join(f"{heading:>22}" for heading, *_ in KINDS)
    print(f"{'thousand instructions a fare':<52}{headings}")
    for (_, _, what), *numbers in zip(MARKS, *found, strict=True):
        print(f"{what:<52}" + "".join(f"{number:>22.0f}" for number in numbers))
    print(f"{'together':<52}" + "".join(f"{sum(numbers):>22.0f}" for numbers in found))


def count(folder: Path, statement: str, first: int, fares: int, earn: str) -> list[float]:
    """Thousands of instructions of each part a fare, the mean of the calls that are counted."""
    texts: dict[str, str] = {}
    for name, before, _ in MARKS:
        text = texts.get(name) or (FUNCTIONS / f"{name}.sql").read_text()
        if before not in text:
            raise SystemExit(f"{name} has no {before!r} any more: bench/statements.py")
        texts[name] = text.replace(before, MARK + before, 1)
    server, database = instructions.work(folder, list(texts.values()))
    takes = "bigint, int" if "$2" in statement else "bigint"
    text = " ".join(statement.strip().rstrip(";").split())
    lines = [instructions.EARN.format(earn), f"prepare call({takes}) as {text}",
             *(f"execute call({first + fares * n}{f', {fares}' if '$2' in statement else ''})"
               for n in range(WARM + COUNTED))]  # fmt: skip
    instructions.run_as(["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/count.%p",
                         "--dump-before=pg_backend_pid", *server, database], "\n".join(lines) + "\n")  # fmt: skip
    marks = [mark for mark in MARKS if mark[0] != "fares/complete_fares" or statement is not instructions.DIRECT]
    parts = sorted((part for part in folder.glob("count.*.*")), key=lambda part: int(part.suffix[1:]))
    totals = [re.search(r"^(?:summary|totals): (\d+)", part.read_text(), re.MULTILINE) for part in parts]
    numbers = [int(total[1]) / 1000 for total in totals if total][-len(marks) * COUNTED :]
    each = {mark: sum(numbers[place :: len(marks)]) / COUNTED / fares for place, mark in enumerate(marks)}
    return [each.get(mark, 0.0) for mark in MARKS]  # a payer whom nobody knows has no seat and no points


if __name__ == "__main__":
    main()
