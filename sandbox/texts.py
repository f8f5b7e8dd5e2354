"""The texts on the sandbox's pages, read from texts.csv: Swahili and English."""

import csv
import json
import sqlite3
from collections import defaultdict
from pathlib import Path
from typing import Any

from flask import request

from sandbox.clock import nairobi_time


def load_texts() -> dict[str, tuple[str, str]]:
    with Path(__file__).with_name("texts.csv").open(encoding="utf-8", newline="") as file:
        return {row["key"]: (row["sw"], row["en"]) for row in csv.DictReader(file)}


TEXTS = load_texts()


def get_language() -> int:
    """The language of the request: 0 Swahili, 1 English. It is the index into a pair of texts."""
    return 1 if request.values.get("lugha") == "en" else 0


def get_texts(language: int, section: str = "page") -> dict[str, str]:
    """The texts of one section, by their keys without the section."""
    return {key.partition(".")[2]: pair[language] for key, pair in TEXTS.items() if key.startswith(f"{section}.")}


def describe_exchange(row: sqlite3.Row, language: int) -> dict[str, Any]:
    """A row of the trace with its texts, for a page."""
    detail: dict[str, Any] = json.loads(row["detail"])
    values = defaultdict(str, {name: "" if value is None else value for name, value in detail.items()})
    return {
        **dict(row),
        "text": TEXTS[f"exchange.{row['kind']}"][language].format_map(values),
        "direction_text": TEXTS[f"direction.{row['direction']}"][language],
        "time": f"{nairobi_time(row['at']):%H:%M:%S}",
        "receipt": detail.get("receipt") or "",
        "attempt": detail.get("attempt", 1),
        "is_ok": row["status"] in ("200", "201", ""),
    }
