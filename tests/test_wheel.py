"""Installed in an empty environment, far from the checkout, it serves by itself."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

TOP = Path(__file__).parents[1]
UV = Path(sys.executable).with_name("uv")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `vakwerk` command of a new environment that holds the wheel and the locked packages."""
    folder = tmp_path_factory.mktemp("wheel")
    _run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "-d", folder, cwd=TOP)
    [wheel] = folder.glob("vakwerk-*.whl")
    _run(UV, "venv", "--quiet", "--python", sys.executable, folder / "venv")
    python = folder / "venv" / "bin" / "python"
    lock = TOP / "requirements" / "base.txt"
    _run(UV, "pip", "install", "--quiet", "--python", python, "--require-hashes", "-r", lock)
    _run(UV, "pip", "install", "--quiet", "--python", python, "--no-deps", wheel)
    return folder / "venv" / "bin" / "vakwerk"


@pytest.fixture
def served(installed: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a server that runs from that environment, in a folder of its own."""
    port = _free_port()
    environment = _environment(tmp_path, port)
    _run(installed, "migrate", cwd=tmp_path, env=environment)
    _run(installed, "demo", cwd=tmp_path, env=environment)
    with subprocess.Popen([installed, "serve"], cwd=tmp_path, env=environment) as server:
        try:
            yield _when_ready(f"http://127.0.0.1:{port}", server)
        finally:
            server.terminate()
            server.wait(timeout=30)


def test_it_has_everything_that_it_needs(installed: Path, tmp_path: Path) -> None:
    found = subprocess.run(
        [installed, "check"],
        cwd=tmp_path,
        env=_environment(tmp_path, 8000),
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stdout


def test_it_serves_the_app(served: str) -> None:
    page = httpx.get(f"{served}/logboek")
    assert '<div id="app">' in page.text
    assert httpx.get(f"{served}/sw.js").status_code == 200
    assert "mails" in httpx.get(f"{served}/demo/mail.json").json()
    assert httpx.get(f"{served}/portfolio-files/fonts/latin.woff2").status_code == 200


def _environment(folder: Path, port: int) -> dict[str, str]:
    """Nothing of this checkout: no PYTHONPATH, and only the settings that matter."""
    kept = {name: os.environ[name] for name in ("HOME", "PATH", "LANG") if name in os.environ}
    return kept | {"VAKWERK_DATA": str(folder / "data"), "PORT": str(port)}


def _when_ready(address: str, server: subprocess.Popen[bytes]) -> str:
    for _ in range(150):
        assert server.poll() is None, "the server stopped by itself"
        try:
            if httpx.get(f"{address}/readyz").status_code == 200:
                return address
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    raise AssertionError("the server did not become ready")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _run(*command: object, cwd: Path | None = None, env: dict[str, str] | None = None) -> None:
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
