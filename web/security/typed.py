"""What a person typed or pasted: a phone number, a code, a PIN.

The database does the same for door codes, plates, accounts and receipts (fleet.clean_typed). Letters and digits of
other alphabets stay, so that a look-alike is refused; a masked number keeps its stars, so that it is no number.
"""

import re
import unicodedata

from web.core.masking import NUMBER_DIGITS, mask_digits

MASK = "***"
_MASK = re.compile(r"(\*{3,})")
# Symbols beside numbers, and invisible letters and marks.
_OTHERS = frozenset("$+<=>^`|~\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\u180b\u180c\u180d\u180e\u180f") | {
    chr(selector) for selector in range(0xFE00, 0xFE10)
}


def clean_typed(written: str) -> str:
    """The text without spaces, invisible characters and punctuation."""
    if MASK not in written:
        return _clean(written)
    return "".join(part if part.startswith(MASK) else _clean(part) for part in _MASK.split(written))


def mask_typed(written: str, mark: str = "*") -> str:
    """What was typed without a phone number: of one that is split by odd characters only the clean text is left."""
    if len(written) < NUMBER_DIGITS:  # nearly every account and key: no number fits into it
        return written
    masked = mask_digits(written, mark)
    cleaned = clean_typed(masked)
    hidden = mask_digits(cleaned, mark)
    return masked if hidden == cleaned else hidden


def _clean(written: str) -> str:
    if written.isascii():  # nearly everything, and every fare asks three times
        return written.translate(_DROPPED_ASCII)
    return "".join(letter for letter in written if letter not in _OTHERS and not _is_dropped(letter))


def _is_dropped(letter: str) -> bool:
    category = unicodedata.category(letter)
    return category[0] in "ZP" or category in ("Cc", "Cf", "Cn")


_DROPPED_ASCII = dict.fromkeys(code for code in range(128) if chr(code) in _OTHERS or _is_dropped(chr(code)))
