"""Settings: every mistake is found at the start, named, and never shows the token."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest

from bot.app import rules_of
from bot.config import config_keys, load_settings
from bot.errors import ConfigError
from bot.model import AccessMode

TOKEN = "123456789:AAE-this-is-no-real-token-but-looks-like-one"


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(text: str) -> Path:
    path = Path("config.toml")
    path.write_text(text, encoding="utf-8")
    return path


def test_everything_has_a_default_but_the_token() -> None:
    settings = load_settings()
    assert settings.telegram.token is None
    assert settings.slots[0].at == time(7, 30)
    assert settings.quiet_minutes == (22 * 60, 7 * 60)
    assert settings.digest.timezone == "Europe/Paris"


def test_the_file_of_the_working_directory_is_read() -> None:
    write('[digest]\ntimes = "midi"\n')
    assert load_settings().slots[0].at == time(12)


def test_a_named_file_wins_over_the_one_found(monkeypatch: pytest.MonkeyPatch) -> None:
    write("[digest]\nmax_stories = 3\n")
    other = Path("other.toml")
    other.write_text("[digest]\nmax_stories = 4\n", encoding="utf-8")
    assert load_settings(other).digest.max_stories == 4
    monkeypatch.setenv("VIGIE_CONFIG", str(other))
    assert load_settings().digest.max_stories == 4


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    write("[fetch]\nmin_interval_s = 600\nper_host = 1\n[telegram]\nadmins = [1]\n")
    monkeypatch.setenv("VIGIE_FETCH__MIN_INTERVAL_S", "1")
    monkeypatch.setenv("VIGIE_TELEGRAM__ADMINS", "[42, 43]")
    settings = load_settings()
    assert settings.fetch.min_interval_s == 1
    assert settings.fetch.per_host == 1
    assert settings.admins == {42, 43}


@pytest.mark.parametrize(
    ("name", "text", "key", "problem"),
    [
        ("VIGIE_TELEGRAM__ADMINS", "42", "telegram.admins", "a list is needed, as [42]"),
        ("VIGIE_TELEGRAM__ADMINS", "[x", "VIGIE_TELEGRAM__ADMINS", "not valid JSON"),
        ("VIGIE_STORE", "1", "store", "a table is needed"),
        ("VIGIE_TELEGRAM__BASE_URL", "api.example/bot", "telegram.base_url", "web address"),
        ("VIGIE_FETCH__CONTACT", "me@x.example\nHost: y", "fetch.contact", "one line"),
        ("VIGIE_FETCH__MIN_INTERVAL_S", "90000", "fetch", "above max_interval_s 86400"),
    ],
    ids=["number", "broken list", "table", "no address", "header", "bounds"],
)
def test_what_a_variable_needs_is_said_in_words(
    name: str, text: str, key: str, problem: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, text)
    with pytest.raises(ConfigError) as caught:
        load_settings()
    assert caught.value.key == key
    assert problem in str(caught.value)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        pytest.param("[digest]\nmax_storys = 3\n", "digest.max_storys", id="unknown key"),
        pytest.param("[digets]\nmax_stories = 3\n", "digets", id="unknown section"),
        pytest.param('[digest]\ntimezone = "Europe/Pari"\n', "digest.timezone", id="bad zone"),
        pytest.param('[digest]\ntimes = "25:00"\n', "digest.times", id="bad time"),
        pytest.param('[alerts]\nquiet_from = "7:00 8:00"\n', "alerts.quiet_from", id="two times for one"),
        pytest.param('[store]\nurl = "postgresql://x"\n', "store.url", id="another database"),
        pytest.param("[store]\nretention_days = 0\n", "store.retention_days", id="out of range"),
        pytest.param('[access]\nmode = "closed"\n', "access.mode", id="no such mode"),
        pytest.param('[access]\nmodes = "list"\n', "access.modes", id="unknown key of access"),
        pytest.param("[telegram]\nadmins = 42\n", "telegram.admins", id="wrong type"),
    ],
)
def test_a_bad_value_is_named_by_its_key(text: str, key: str) -> None:
    write(text)
    with pytest.raises(ConfigError) as caught:
        load_settings()
    assert caught.value.key.startswith(key)


def test_the_door_is_open_unless_it_is_said_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings().access.mode is AccessMode.OPEN
    write('[access]\nmode = "invitation"\n')
    assert rules_of(load_settings()).access is AccessMode.INVITATION
    monkeypatch.setenv("VIGIE_ACCESS__MODE", "list")
    assert rules_of(load_settings()).access is AccessMode.LIST


@pytest.mark.parametrize("name", ["VIGIE_TOKEN", "VIGIE_FETCH__MIN_INTERVAL", "vigie_x", "VIGIE_DIGEST__"])
def test_an_unknown_variable_is_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "1")
    with pytest.raises(ConfigError) as caught:
        load_settings()
    assert caught.value.key == name


def test_a_value_that_is_not_json_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIGIE_TELEGRAM__ADMINS", "[4")
    with pytest.raises(ConfigError):
        load_settings()


def test_a_bad_variable_is_named_as_a_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIGIE_DIGEST__TIMEZONE", "Mars/Olympus")
    with pytest.raises(ConfigError, match="VIGIE_DIGEST__TIMEZONE"):
        load_settings()


@pytest.mark.parametrize(
    "name", ["vigie_bis_bot", "@vigie", "@<b>_bot", "https://t.me/vigie_bis_bot", "@1bis_bot"]
)
def test_a_spare_address_is_a_user_name(name: str) -> None:
    write(f'[telegram]\nspare = "{name}"\n')
    if name == "@vigie":
        assert load_settings().telegram.spare == name
    else:
        with pytest.raises(ConfigError, match=r"telegram\.spare"):
            load_settings()


@pytest.mark.parametrize("content", [b"[digest\n", b"\xff\xfe"], ids=["not TOML", "not UTF-8"])
def test_a_damaged_file_is_named(content: bytes) -> None:
    Path("config.toml").write_bytes(content)
    with pytest.raises(ConfigError, match=r"config\.toml"):
        load_settings()


def test_a_missing_file_that_was_named_is_an_error() -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.toml"):
        load_settings(Path("nowhere.toml"))


@pytest.mark.parametrize("wrong", ['token = ["{}"]', 'token = "{}"\ntokn = 1', 'token = {{ a = "{}" }}'])
def test_the_token_is_in_no_repr_and_no_error(wrong: str) -> None:
    write(f'[telegram]\ntoken = "{TOKEN}"\n')
    settings = load_settings()
    assert TOKEN not in repr(settings) + str(settings) + repr(settings.telegram)
    assert settings.telegram.token is not None
    assert settings.telegram.token.get_secret_value() == TOKEN
    write("[telegram]\n" + wrong.format(TOKEN) + "\n")
    with pytest.raises(ConfigError) as caught:
        load_settings()
    assert TOKEN not in str(caught.value) + repr(caught.value.__context__)


def test_keys_are_listed_as_section_and_key() -> None:
    assert "telegram.token" in config_keys()
    assert all(key.count(".") == 1 for key in config_keys())
