"""Logs for people (text) or machines (json), on standard error. Nothing personal goes in."""

from __future__ import annotations

import logging
import sys
from typing import Any

import structlog
from structlog.processors import JSONRenderer

from server.settings import Settings


def configure_logging(settings: Settings) -> None:
    """One shape for our own lines and those of the libraries."""
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    json = settings.log_format == "json"
    colors = sys.stderr.isatty()
    last = JSONRenderer() if json else structlog.dev.ConsoleRenderer(colors=colors)
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    # A line that cannot be written would be printed with all that led to it, texts included.
    logging.raiseExceptions = False
    # Either these quote addresses and values at INFO, or they have little to say.
    for name in ("tortoise", "asyncio", "fontTools", "weasyprint", "uvicorn"):
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
