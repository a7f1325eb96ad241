"""Settings: `config.toml`, then the environment, validated once at the start.

Every key has a default that works, except the token; every key can be overridden as `VIGIE_SECTION__KEY`. Unknown
keys and unknown `VIGIE_*` variables are errors, since a setting that is silently ignored is found at 3 in the
morning. Zones and times are checked here, so that nothing later can fail on them.
"""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from bot.errors import ConfigError, ScheduleError
from bot.french.hours import parse_schedule
from bot.model import AccessMode, Slot, UserId

PREFIX = "VIGIE_"
CONFIG_VARIABLE = "VIGIE_CONFIG"  # names the file, and is no key of it
DEFAULT_FILE = Path("config.toml")
# What pydantic says in terms of Python's types.
PLAINER = {
    "frozen_set_type": "a list is needed, as [42]",
    "model_type": "a table is needed, not one value",
    "dict_type": "a table is needed, not one value",
}


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as exc:
        raise ValueError(f"no such time zone: {name!r} (example: Europe/Paris)") from exc
    return name


def _times(text: str) -> str:
    try:
        parse_schedule(text)
    except ScheduleError as exc:
        raise ValueError(f"times not understood: {text!r} (example: 7:30 18:00 lun-ven)") from exc
    return text


def _hour(text: str) -> str:
    try:
        slots = parse_schedule(text)
    except ScheduleError as exc:
        raise ValueError(f"time not understood: {text!r} (example: 22:00)") from exc
    if len(slots) != 1:
        raise ValueError(f"one time expected: {text!r}")
    return text


def _sqlite(url: str) -> str:
    if not url.startswith("sqlite:///") or len(url) == len("sqlite:///"):
        raise ValueError(f"only sqlite:///FILE is supported: {url!r}")
    return url


def _web(url: str) -> str:
    if not url.startswith(("https://", "http://")) or not url.isprintable() or " " in url:
        raise ValueError(f"a web address is needed: {url!r}")
    return url


def _line(text: str) -> str:
    if not text.isprintable():
        raise ValueError("one line of printable characters is needed")
    return text


class Section(BaseModel):
    """One table of the file: unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class TelegramSection(Section):
    """`[telegram]`."""

    token: SecretStr | None = None
    base_url: Annotated[str, AfterValidator(_web)] = "https://api.telegram.org/bot"
    base_file_url: Annotated[str, AfterValidator(_web)] = "https://api.telegram.org/file/bot"
    admins: frozenset[int] = frozenset()
    spare: Annotated[str, Field(pattern=r"^(@[A-Za-z][A-Za-z0-9_]{4,31})?$")] = ""
    messages_per_second: Annotated[float, Field(gt=0, le=1000)] = 25.0


class StoreSection(Section):
    """`[store]`."""

    url: Annotated[str, AfterValidator(_sqlite)] = "sqlite:///vigie.db"
    retention_days: Annotated[int, Field(ge=2, le=3650)] = 90
    backups: Annotated[int, Field(ge=0, le=100)] = 7


class FetchSection(Section):
    """`[fetch]`."""

    contact: Annotated[str, AfterValidator(_line)] = ""  # it becomes part of a header
    min_interval_s: Annotated[int, Field(ge=1)] = 300
    max_interval_s: Annotated[int, Field(ge=1)] = 86_400
    per_host: Annotated[int, Field(ge=1, le=500)] = 2
    concurrency: Annotated[int, Field(ge=1, le=500)] = 100
    timeout_s: Annotated[float, Field(gt=0, le=300)] = 20.0
    max_bytes: Annotated[int, Field(ge=10_000)] = 10_000_000
    parsers: Annotated[int, Field(ge=1, le=16)] = 2
    allow_private_networks: bool = False

    @model_validator(mode="after")
    def _bounds_in_order(self) -> Self:
        if self.min_interval_s > self.max_interval_s:
            raise ValueError(
                f"min_interval_s {self.min_interval_s} is above max_interval_s {self.max_interval_s}"
            )
        return self


class DigestSection(Section):
    """`[digest]`."""

    timezone: Annotated[str, AfterValidator(_zone)] = "Europe/Paris"
    times: Annotated[str, AfterValidator(_times)] = "7:30"
    max_stories: Annotated[int, Field(ge=1, le=30)] = 7
    max_chars: Annotated[int, Field(ge=0, le=1000)] = 280
    max_topics: Annotated[int, Field(ge=1, le=1000)] = 30


class AlertsSection(Section):
    """`[alerts]`."""

    max_per_day: Annotated[int, Field(ge=0, le=100)] = 10
    quiet_from: Annotated[str, AfterValidator(_hour)] = "22:00"
    quiet_to: Annotated[str, AfterValidator(_hour)] = "7:00"


class AccessSection(Section):
    """`[access]`."""

    mode: AccessMode = AccessMode.OPEN


class FrenchSection(Section):
    """`[french]`."""

    aliases: Path | None = None


class PrivacySection(Section):
    """`[privacy]`."""

    operator: str = ""
    contact: str = ""


class LogSection(Section):
    """`[log]`."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["auto", "text", "json"] = "auto"


class Settings(BaseSettings):
    """All settings, frozen. Make one with `load_settings`."""

    model_config = SettingsConfigDict(
        extra="forbid", frozen=True, env_prefix=PREFIX, env_nested_delimiter="__", hide_input_in_errors=True
    )

    telegram: TelegramSection = TelegramSection()
    store: StoreSection = StoreSection()
    fetch: FetchSection = FetchSection()
    digest: DigestSection = DigestSection()
    alerts: AlertsSection = AlertsSection()
    access: AccessSection = AccessSection()
    french: FrenchSection = FrenchSection()
    privacy: PrivacySection = PrivacySection()
    log: LogSection = LogSection()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What the code gives, alone; otherwise the environment, then the file."""
        if init_settings():
            return (init_settings,)
        return (env_settings, TomlConfigSettingsSource(settings_cls, _file_to_read))

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The default times of a new chat."""
        return parse_schedule(self.digest.times)

    @property
    def privacy_contact(self) -> str:
        """Where readers reach whoever keeps their data: the contact for publishers where there is no other."""
        return self.privacy.contact.strip() or self.fetch.contact.strip()

    @property
    def retention(self) -> timedelta:
        """How long articles are kept."""
        return timedelta(days=self.store.retention_days)

    @property
    def quiet_minutes(self) -> tuple[int, int]:
        """Start and end of the quiet hours, in minutes after local midnight."""
        return _minutes(self.alerts.quiet_from), _minutes(self.alerts.quiet_to)

    @property
    def admins(self) -> frozenset[UserId]:
        """Admins by configuration."""
        return frozenset(UserId(user_id) for user_id in self.telegram.admins)


_file_to_read: Path | None = None  # pydantic-settings takes the file from the class, not from the call


def load_settings(file: Path | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """Read and check the settings.

    The file is `file`, else the one `VIGIE_CONFIG` names, else `config.toml` in the working directory if there is
    one. Raises `ConfigError` that names key and place; the token is never part of it.
    """
    global _file_to_read
    env = os.environ if environ is None else environ
    named = file or (Path(env[CONFIG_VARIABLE]) if env.get(CONFIG_VARIABLE) else None)
    path = named or (DEFAULT_FILE if DEFAULT_FILE.is_file() else None)
    if path is not None:
        _check_file(path)
    _check_variables(env)
    _file_to_read = path
    try:
        return Settings()
    except ValidationError as exc:
        raise _as_config_error(exc, path) from None
    except ValueError as exc:
        # An environment value that is not the JSON its key needs.
        raise ConfigError(_bad_json(env), "value is not valid JSON for its key") from exc
    finally:
        _file_to_read = None


def settings_of(**sections: Mapping[str, object]) -> Settings:
    """Settings made by the code, as the demo and the tests do: neither file nor environment plays a part."""
    return Settings(**({"log": {}} | sections))  # type: ignore[arg-type]


def config_keys() -> tuple[str, ...]:
    """Every key as `section.key`, in the order of the file."""
    return tuple(
        f"{section}.{key}"
        for section, info in Settings.model_fields.items()
        for key in _section_type(info.annotation).model_fields
    )


def _check_file(path: Path) -> None:
    try:
        tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as exc:
        raise ConfigError(str(path), f"cannot be read: {exc.strerror}") from exc
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as exc:
        raise ConfigError(str(path), f"is not valid TOML: {exc}") from exc


def _check_variables(env: Mapping[str, str]) -> None:
    """pydantic-settings ignores variables of our prefix that name no key; we do not."""
    known = {PREFIX + key.replace(".", "__").upper() for key in config_keys()}
    known |= {PREFIX + section.upper() for section in Settings.model_fields} | {CONFIG_VARIABLE}
    for name in sorted(env):
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            raise ConfigError(name, "unknown environment variable")


def _bad_json(env: Mapping[str, str]) -> str:
    """The first variable of a list, or of a whole table, that is no JSON."""
    lists = {PREFIX + "TELEGRAM__ADMINS", *(PREFIX + section.upper() for section in Settings.model_fields)}
    for name in sorted(env):
        if name.upper() in lists:
            try:
                json.loads(env[name])
            except ValueError:
                return name
    return PREFIX + "*"


def _as_config_error(exc: ValidationError, path: Path | None) -> ConfigError:
    first = exc.errors(include_input=False, include_url=False, include_context=False)[0]
    key = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        return ConfigError(key, f"unknown key in {path}" if path else "unknown key")
    problem = PLAINER.get(first["type"]) or str(first["msg"]).removeprefix("Value error, ")
    variable = PREFIX + key.replace(".", "__").upper()
    where = f" (in the environment: {variable})" if variable in map(str.upper, os.environ) else ""
    return ConfigError(key, problem + where)


def _section_type(annotation: Any) -> type[Section]:
    assert isinstance(annotation, type)
    assert issubclass(annotation, Section)
    return annotation


def _minutes(text: str) -> int:
    at = parse_schedule(text)[0].at
    return at.hour * 60 + at.minute
