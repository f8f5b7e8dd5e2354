"""Every word people read on the sandbox's pages stands in words.csv: Kiswahili, then English."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections import defaultdict
from pathlib import Path
from typing import Any

from flask import request

from .clock import eat


def _texts() -> dict[str, tuple[str, str]]:
    with Path(__file__).with_name("words.csv").open(encoding="utf-8", newline="") as lines:
        return {line["key"]: (line["sw"], line["en"]) for line in csv.DictReader(lines)}


TEXTS = _texts()


def language() -> int:
    """0 Kiswahili, 1 English: an index into every pair of texts."""
    return 1 if request.values.get("lugha") == "en" else 0


def wording(lang: int, section: str = "page") -> dict[str, str]:
    """The texts of one section by their short names."""
    return {key.partition(".")[2]: pair[lang] for key, pair in TEXTS.items() if key.startswith(f"{section}.")}


def story(row: sqlite3.Row, lang: int) -> dict[str, Any]:
    """One line of the trace in words."""
    detail: dict[str, Any] = json.loads(row["detail"])
    blanks = defaultdict(str, {name: "" if value is None else value for name, value in detail.items()})
    text = TEXTS.get(f"story.{row['what']}", (row["what"],) * 2)[lang]
    return {
        **dict(row),
        "words": text.format_map(blanks),
        "way_words": TEXTS[f"way.{row['way']}"][lang],
        "time": f"{eat(row['at']):%H:%M:%S}",
        "receipt": detail.get("receipt") or "",
        "attempt": detail.get("attempt", 1),
        "good": row["status"] in ("200", "201", ""),
    }
