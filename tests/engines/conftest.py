"""Each engine in turn; whatever a test starts is gone when it ends."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.engines.drivers import Chromium, Engine, firefox, webkit


@pytest.fixture(params=["chromium", "firefox", "webkit"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """A browser with one page, begun afresh."""
    match request.param:
        case "chromium":
            context = request.getfixturevalue("browser").new_context()
            yield Chromium(context.new_page())
            context.close()
        case "firefox":
            with firefox() as driver:
                yield driver
        case _:
            with webkit() as other:
                yield other
