"""A person's name, as a form sends it: real ones are taken exactly as they are written."""

import unicodedata

LONGEST = 80
# Controls (a NUL, a line's end) and halves of letters; what only turns or hides letters can't be the whole of a name.
NEVER, UNSEEN = ("Cc", "Cs"), ("Cf", "Zs", "Zl", "Zp", "Mn")


def typed(written: str) -> str | None:
    """The name without the space around it; '' where none was typed; None for what is no name."""
    name = written.strip(" ")
    kinds = {unicodedata.category(letter) for letter in name}
    if len(name) > LONGEST or kinds & set(NEVER) or (kinds and kinds <= set(UNSEEN)):
        return None
    return name
