"""A real server that speaks S3, on this machine only."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import httpx
import pytest
from moto.server import ThreadedMotoServer

from server.settings import get_settings


@pytest.fixture(scope="session")
def s3_address() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def s3(s3_address: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The settings of this process name a fresh bucket there."""
    bucket = f"vakwerk-{uuid4().hex[:12]}"
    httpx.put(f"{s3_address}/{bucket}").raise_for_status()
    for name, value in {
        "FILES_URL": f"s3://{bucket}/school",
        "AWS_ENDPOINT_URL": s3_address,
        "AWS_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
    }.items():
        monkeypatch.setenv(name, value)
    get_settings.cache_clear()
    yield
    get_settings.cache_clear()
