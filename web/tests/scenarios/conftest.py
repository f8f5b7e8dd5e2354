"""One town for all scenarios; after each of them the books are right."""

from collections.abc import Iterator

import pytest

from web.tests.scenarios.town import Town, Vehicle, open_town


@pytest.fixture(scope="session")
def one_town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with open_town(tmp_path_factory.mktemp("town")) as made:
        yield made


@pytest.fixture
def town(one_town: Town) -> Iterator[Town]:
    yield one_town
    assert one_town.books() == []


@pytest.fixture
def vehicle(town: Town) -> Vehicle:
    return town.new_vehicle()
