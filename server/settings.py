"""Every environment variable, once, typed. What each one means to a host: docs/settings.md."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

_SERVER = Path(__file__).resolve().parent


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        frozen=True, populate_by_name=True, env_ignore_empty=True, extra="ignore"
    )

    host: str = Field(default="127.0.0.1", validation_alias="HOST")
    port: int = Field(default=8000, ge=1, le=65535, validation_alias="PORT")
    public_url: str = Field(default="", validation_alias="PUBLIC_URL")
    data_folder: Path = Field(default=Path("data"), validation_alias="VAKWERK_DATA")
    database_url: str = Field(default="", validation_alias="DATABASE_URL")
    files_url: str = Field(default="", validation_alias="FILES_URL")
    files_per_placement: int = Field(default=500, ge=1, validation_alias="FILES_PER_PLACEMENT_MB")
    s3_endpoint: str = Field(default="", validation_alias="AWS_ENDPOINT_URL")
    s3_region: str = Field(default="", validation_alias="AWS_REGION")
    s3_access_key: str = Field(default="", validation_alias="AWS_ACCESS_KEY_ID")
    s3_secret_key: str = Field(default="", validation_alias="AWS_SECRET_ACCESS_KEY", repr=False)
    ledger: str = Field(default="", validation_alias="VAKWERK_LEDGER")
    smtp_url: str = Field(default="", validation_alias="SMTP_URL")
    mail_from: str = Field(default="Vakwerk <vakwerk@localhost>", validation_alias="MAIL_FROM")
    log_format: Literal["text", "json"] = Field(default="text", validation_alias="LOG_FORMAT")
    trusted_proxies: str = Field(default="", validation_alias="TRUSTED_PROXIES")

    @field_validator("data_folder")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().resolve()

    @field_validator("database_url")
    @classmethod
    def _known_engine(cls, value: str) -> str:
        if value and not value.startswith(("sqlite://", "postgres://", "postgresql://")):
            raise ValueError("starts with sqlite://, postgres:// or postgresql://")
        return value

    @field_validator("files_url")
    @classmethod
    def _known_store(cls, value: str) -> str:
        if value and not re.fullmatch(r"s3://[\w.-]+(/[\w./-]*)?", value, re.ASCII):
            raise ValueError("is s3://bucket or s3://bucket/folder")
        return value

    @field_validator("public_url")
    @classmethod
    def _origin_only(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (
            parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/")
        ):
            raise ValueError("is the address people type, like https://vakwerk.school.nl")
        return value.rstrip("/")

    def model_post_init(self, context: Any) -> None:
        # Two defaults follow from other settings; frozen holds from here on.
        if not self.database_url:
            path = self.data_folder / "vakwerk.db"
            object.__setattr__(self, "database_url", f"sqlite://{path}")
        if not self.public_url:
            object.__setattr__(self, "public_url", f"http://127.0.0.1:{self.port}")

    @property
    def secure(self) -> bool:
        """Whether people reach us over https."""
        return self.public_url.startswith("https://")

    @property
    def sqlite_path(self) -> Path | None:
        """The database file, or None when the database is a server."""
        if not self.database_url.startswith("sqlite://"):
            return None
        return Path(self.database_url.removeprefix("sqlite://").split("?")[0])

    @property
    def files_folder(self) -> Path:
        """Where photos and files lie when they are not in an S3 store."""
        return self.data_folder / "files"

    @property
    def ledger_file(self) -> Path:
        """Outside the database and outside every backup."""
        folder = Path(self.ledger).expanduser() if self.ledger else self.data_folder / "ledger"
        return folder.resolve() / "ledger.jsonl"

    @property
    def pwa_folder(self) -> Path:
        return _shipped("pwa", _SERVER.parent / "pwa" / "dist")

    @property
    def templates_folder(self) -> Path:
        return _shipped("pdf_templates", _SERVER.parent / "pdf_templates")

    @property
    def locale_folder(self) -> Path:
        return _shipped("locale", _SERVER.parent / "locale")


@cache
def get_settings() -> Settings:
    """The settings of this process. Tests start over with `get_settings.cache_clear()`."""
    return Settings()


def _shipped(name: str, in_checkout: Path) -> Path:
    """Inside a wheel these folders lie in the package; in a checkout beside it."""
    in_wheel = _SERVER / "_shipped" / name
    return in_wheel if in_wheel.is_dir() else in_checkout
