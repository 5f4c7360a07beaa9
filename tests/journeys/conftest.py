"""One house a test, and devices that come to it."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
from playwright.async_api import Playwright, async_playwright

from tests.journeys.bad_network import BadNetwork
from tests.journeys.browsers import PHONE, Device
from tests.journeys.house import House
from tests.journeys.stage import Stage, set_stage
from tests.serving import free_port

Devices = Callable[..., Device]


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demo school, filled once; each test copies it."""
    folder = tmp_path_factory.mktemp("demo")
    House(folder).fill()
    return folder


@pytest.fixture
def house(filled: Path, tmp_path: Path) -> Iterator[House]:
    yield from stand(filled, tmp_path)


@pytest.fixture(scope="module")
def furnished(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One house for all tests of a file, which only look at it."""
    yield from stand(filled, tmp_path_factory.mktemp("furnished"))


@pytest.fixture(scope="module")
def stage(furnished: House) -> Stage:
    """In that house, something to see on every screen."""
    return set_stage(furnished)


def stand(filled: Path, folder: Path) -> Iterator[House]:
    """A house of its own with what `filled` holds, for as long as somebody needs it."""
    shutil.copytree(filled, folder, dirs_exist_ok=True)
    standing = House(folder)
    standing.start()
    yield standing
    standing.stop()


@pytest.fixture
async def network(house: House) -> AsyncIterator[BadNetwork]:
    """The same house, reached through a network that can be made bad."""
    house.stop()
    port = free_port()
    house.stand_behind(port)
    async with BadNetwork(port, house.port) as network:
        house.start()
        yield network


@pytest.fixture
async def playwright() -> AsyncIterator[Playwright]:
    async with async_playwright() as running:
        yield running


@pytest.fixture
def device(playwright: Playwright, house: House, tmp_path: Path) -> Devices:
    """`device("samira")` is her phone; with another size it is a computer."""
    return lambda name, size=PHONE: Device(playwright, tmp_path / f"browser-{name}", house, size)
