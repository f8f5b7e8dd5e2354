"""Statements of the operator: their state and proof, why a file was refused, why a row was set aside."""

from web.i18n import N_, NP_

LABELS: dict[str, dict[str, str]] = {
    "statement_state": {
        "arriving": N_("not uploaded completely"),
        "waiting": N_("waits to be read"),
        "reading": N_("is being read"),
        "read": NP_("statement", "read"),
        "failed": N_("can't be read"),
    },
    "statement_proof": {
        "proven": N_("balances agree"),
        "unproven": N_("balances don't agree"),
        "not_stated": N_("states no balances"),
    },
    "statement_account": {
        "utility": N_("Utility account"),
        "working": N_("Working account"),
        "charges": N_("Charges account"),
        "settlement": N_("Settlement account"),
    },
    "statement_channel": {
        "page": N_("uploaded"),
        "command": N_("by a command"),
        "folder": N_("from the folder"),
    },
    "statement_done": {
        "stored": N_("The file is here. It is being read now."),
        "known": N_("This file was read before. Nothing has changed."),
        "waiting": N_("This file is here already and is being read."),
        "busy": N_("Another reader has this file. Try again in half a minute."),
        "lost": N_("Another reader has taken this file over."),
    },
    "statement_not": {
        "no_file": N_("Choose a file."),
        "too_large": N_("The file is larger than 200 MB. Export a shorter period."),
        "empty": N_("The file is empty."),
    },
    "statement_failure": {
        "no_header": N_("No row has the column Receipt No., so this is no statement."),
        "missing_column": N_("A column is missing: %(what)s."),
        "column_twice": N_("A column stands twice: %(what)s."),
        "too_large": N_("The file is larger than 200 MB. Export a shorter period."),
        "too_large_spreadsheet": N_("The spreadsheet unpacks to too much. Save it as CSV."),
        "too_many_columns": N_("It has more than 100 columns."),
        "broken_spreadsheet": N_("The spreadsheet is damaged, or not one that we can read."),
        "empty": N_("The file is empty."),
        "unknown_till": N_("Its PayBill is not one of ours."),
        "no_account": N_("The file doesn't say which account it is about. Name it when you upload it."),
    },
    "bad_row": {
        "time": N_("its time is not written like the others"),
        "amount": N_("its amount can't be read"),
        "two_amounts": N_("money in and out at once"),
        "no_amount": N_("no amount"),
        "receipt": N_("no receipt number"),
        "status": N_("a status that we don't know"),
        "currency": N_("another currency"),
        "quotes": N_("a quotation mark is not closed"),
        "nul": N_("a NUL byte"),
        "more_cells": N_("more cells than columns"),
        "fewer_cells": N_("cells are missing"),
        "cell_too_long": N_("a cell is longer than 131,072 characters"),
        "too_many_columns": N_("more than 100 columns"),
    },
}
