"""What a person types is cleaned by one rule, in Python and in SQL."""

import unicodedata
from collections.abc import Iterator

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.tests.database import fresh
from web.security.typed import clean_typed

# Not yet assigned characters depend on the version of Unicode; the database stores neither NUL nor surrogates.
STORABLE = st.characters(exclude_categories=("Cn", "Cs"), exclude_characters="\0")
SEPARATORS = st.characters(categories=("Z", "P", "Cc", "Cf"), exclude_characters="\0*")


@pytest.fixture(scope="module")
def connection() -> Iterator[psycopg.Connection]:
    with fresh("typed") as database, psycopg.connect(database.owner_url, autocommit=True) as opened:
        yield opened


@given(st.text(st.one_of(STORABLE, st.sampled_from("*0Kk$\ufe0f")), max_size=40))
@settings(max_examples=300, deadline=None)
def test_python_and_sql_agree(connection: psycopg.Connection, written: str) -> None:
    (cleaned,) = connection.execute("select fleet.clean_typed(%s)", (written,)).fetchone() or ()
    capitals = "".join(letter.upper() if letter.isascii() else letter for letter in clean_typed(written))
    assert cleaned == capitals


@given(st.lists(SEPARATORS, min_size=5, max_size=5))
@settings(deadline=None)
def test_nothing_between_digits_counts(connection: psycopg.Connection, between: list[str]) -> None:
    written = "".join(letter + digit for letter, digit in zip(between, "4628 ", strict=True))
    assert connection.execute("select fleet.valid_door_code(fleet.clean_typed(%s))", (written,)).fetchone() == ("4628",)


@given(st.characters(categories=("L", "Nd")))
def test_letters_and_digits_stay(letter: str) -> None:
    assert clean_typed(letter) == letter or unicodedata.category(letter) == "Lo"  # the fillers of Hangul are invisible
