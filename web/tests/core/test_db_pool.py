"""The places of a pool: each is given back whatever becomes of it, and not everybody may wait for one."""

import threading
import time

import pytest

from web.core import config, db_pool
from web.tests.servers import free_port


@pytest.fixture
def pool(environ: dict[str, str]) -> db_pool.Pool:
    """One place, and nobody at the other end."""
    settings = config.load(environ | {"LIPA_POOL_SIZE": "1"})
    return db_pool.Pool(f"postgresql://nobody@127.0.0.1:{free_port()}/nothing", settings, "telco")


def test_who_can_not_connect_gives_the_place_back(pool: db_pool.Pool) -> None:
    for _ in range(3):
        with pytest.raises(db_pool.DatabaseUnavailableError, match="can't connect"):
            pool.take(time.monotonic() + 0.05)


def test_the_waiting_room_is_not_endless() -> None:
    places = db_pool._Slots(1)
    places.take(time.monotonic())
    until = time.monotonic() + 60
    crowd = [threading.Thread(target=places.take, args=(until,)) for _ in range(db_pool.MAX_WAITING)]
    for one in crowd:
        one.start()
    while len(places._queue) < db_pool.MAX_WAITING:
        assert time.monotonic() < until
        time.sleep(0.01)
    with pytest.raises(db_pool.DatabaseUnavailableError, match="too many"):
        places.take(time.monotonic() + 0.05)
    for _ in crowd:
        places.give()  # to who came first, which need not be who was started first
    for one in crowd:
        one.join(10)
    assert not any(one.is_alive() for one in crowd)
