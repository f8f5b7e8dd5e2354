"""Masks phone numbers in text that is stored or logged."""

import re

NUMBER_DIGITS = 9  # what may be a phone number has so many or more
# Nine digits or more, with any separators and in any script: people type their number into other fields.
# A comma separates only without a space after it; with one, it is a list. Zero-width characters separate nothing.
_LONG_RUN = re.compile(
    r"\d(?:(?:[\s./()_\-\u2010-\u2015\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]{0,3}|[,'\u2019\u00b7])\d){8,}"
)


def mask_digits(written: str, mark: str = "*") -> str:
    """The text with every run of nine or more digits masked, except the last three."""
    return _LONG_RUN.sub(lambda run: mark * (len(run[0]) - 3) + run[0][-3:], written)
