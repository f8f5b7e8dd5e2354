"""Reads a person's name from a form; real names are taken exactly as they are written."""

import unicodedata

LONGEST = 80
# Control characters and half characters are refused; a name of invisible characters only is refused too.
REFUSED, INVISIBLE = ("Cc", "Cs"), ("Cf", "Zs", "Zl", "Zp", "Mn")


def parse_name(written: str) -> str | None:
    """The name without spaces around it; '' if none was typed; None if it is no name."""
    name = written.strip(" ")
    kinds = {unicodedata.category(letter) for letter in name}
    if len(name) > LONGEST or kinds & set(REFUSED) or (kinds and kinds <= set(INVISIBLE)):
        return None
    return name
