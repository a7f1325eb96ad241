from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.charset import decode, repair_mojibake

UNUSED = {0x81, 0x8D, 0x8F, 0x90, 0x9D}  # in windows-1252; browsers take them as they are
TEXT = "<rss>L’Élysée réagit à l’été, 10 € — déjà</rss>"
DECLARED = '<?xml version="1.0" encoding="{}"?>' + TEXT


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        pytest.param(TEXT.encode(), "", id="utf-8, nothing declared"),
        pytest.param(TEXT.encode(), "text/xml; charset=ISO-8859-1", id="utf-8, header lies"),
        pytest.param(codecs.BOM_UTF8 + TEXT.encode(), "text/xml; charset=latin-1", id="utf-8 mark"),
        pytest.param(codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "", id="utf-16-le mark"),
        pytest.param(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "", id="utf-16-be mark"),
        pytest.param(codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), "", id="utf-32-le mark"),
        pytest.param(codecs.BOM_UTF32_BE + TEXT.encode("utf-32-be"), "", id="utf-32-be mark"),
        pytest.param(TEXT.encode("utf-16-le"), "", id="utf-16-le without mark"),
        pytest.param(TEXT.encode("utf-16-be"), "", id="utf-16-be without mark"),
        pytest.param(
            ("\n\n" + TEXT).encode("utf-16-le"), "", id="utf-16-le without mark, behind blank lines"
        ),
        pytest.param(
            (" " + TEXT).encode("utf-16-be"), "text/xml; charset=utf-8", id="utf-16-be behind a space"
        ),
        pytest.param(codecs.BOM_UTF8 + TEXT.encode("cp1252"), "", id="windows-1252 behind a utf-8 mark"),
        pytest.param(TEXT.encode("utf-32-le"), "", id="utf-32-le without mark"),
        pytest.param(TEXT.encode("utf-32-be"), "", id="utf-32-be without mark"),
        pytest.param(TEXT.encode("cp1252"), "", id="windows-1252, nothing declared"),
        pytest.param(TEXT.encode("cp1252"), "text/xml; charset=utf-8", id="windows-1252, header says utf-8"),
        pytest.param(TEXT.encode("cp1252"), "text/xml; charset=iso-8859-1", id="windows-1252 called latin-1"),
        pytest.param(TEXT.encode("cp1252"), "text/xml; charset=us-ascii", id="windows-1252 called ascii"),
        pytest.param(TEXT.encode("cp1252"), "text/xml; charset=klingon", id="unknown charset"),
        pytest.param(TEXT.encode("cp1252"), "text/xml; charset=rot13", id="charset that is none"),
        pytest.param(TEXT.encode("cp1252"), "text/xml; charset=utf-16", id="utf-16 without zeros"),
        pytest.param(
            TEXT.encode("iso-8859-15", "ignore"), "application/xml; charset=iso-8859-15", id="latin-9"
        ),
        pytest.param(TEXT.encode("mac-roman"), "application/xml; charset=macintosh", id="mac"),
    ],
)
def test_the_bytes_decide_before_what_is_declared(body: bytes, content_type: str) -> None:
    expected = TEXT.replace("’", "").replace("—", "") if "15" in content_type else TEXT
    assert decode(body, content_type).strip() == expected


def test_the_xml_declaration_counts_where_the_header_is_silent() -> None:
    body = DECLARED.format("macintosh").encode("mac-roman")
    assert decode(body, "application/xml").endswith(TEXT)


def test_a_meta_declaration_counts_for_pages() -> None:
    body = '<html><meta charset="cp850"><p>déjà là'.encode("cp850")
    assert decode(body, "text/html").endswith("déjà là")


def test_seven_bit_codings_are_not_taken_for_utf8() -> None:
    assert decode("日本".encode("iso2022_jp"), "text/xml; charset=iso-2022-jp") == "日本"


def test_an_item_pasted_in_windows_1252_spoils_no_other() -> None:
    body = "<a>L’été déjà là</a>".encode() + "<b>à l’Élysée</b>".encode("cp1252")
    assert decode(body) == "<a>L’été déjà là</a><b>à l’Élysée</b>"


@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        ("L’Ã©tÃ© dÃ©jÃ\xa0 lÃ\xa0", "L’été déjà là"),
        ("PRÃ‰SIDENT", "PRÉSIDENT"),
        ("lâ€™OTAN, Â« 10 â‚¬ Â»", "l’OTAN, « 10 € »"),
        ("â\x80\x9coui\xe2\x80\x9d", "“oui”"),
        ("le cÅ“ur", "le cœur"),
        ("Ã\x89tat", "État"),
    ],
)
def test_text_decoded_once_too_often_is_mended(broken: str, mended: str) -> None:
    assert repair_mojibake(broken) == mended


@pytest.mark.parametrize(
    "text",
    [
        "L’été à l’Élysée : « 10 € » — Noël, œuvre, Ÿ",
        "pâte à « gâteau », âge, ÂGE",
        "AS IRMÃ\xa0» do bairro",
        "SÃO PAULO, Ångström, Åland",
        "château™, hâ“ ”",
        "déjà â……",
        "",
    ],
)
def test_text_that_was_right_stays_as_it_is(text: str) -> None:
    assert repair_mojibake(text) == text


@given(st.text(alphabet="aàâäéèêëîïôöùûüçœæÀÉÈÊÇŒ’«»–… \u00a0\u202fx,.", max_size=80))
def test_french_survives_being_decoded_once_too_often(text: str) -> None:
    assert repair_mojibake(repair_mojibake(text)) == repair_mojibake(text) == text


@pytest.mark.parametrize("text", ["L’été déjà là, « 10 € »", "À PÂQUES, cœur d’Évêque", "Noël…"])
@pytest.mark.parametrize("layers", [1, 2, 3])
@pytest.mark.parametrize("charset", ["cp1252", "latin-1"])
def test_text_decoded_several_times_too_often_is_mended(text: str, layers: int, charset: str) -> None:
    broken = text
    for _ in range(layers):
        broken = "".join(
            bytes([byte]).decode(charset if charset == "latin-1" or byte not in UNUSED else "latin-1")
            for byte in broken.encode()
        )
    assert repair_mojibake(broken) == text


def test_latin_9_is_read_as_such_where_it_is_declared() -> None:
    body = '<?xml version="1.0" encoding="ISO-8859-15"?><t>10 € pour l\'œuvre, Ÿ</t>'.encode("iso-8859-15")
    assert decode(body).endswith("<t>10 € pour l'œuvre, Ÿ</t>")
    assert decode(body, "text/xml; charset=utf-8").endswith("<t>10 € pour l'œuvre, Ÿ</t>")  # the header lies


def test_one_item_decoded_too_often_spoils_no_other() -> None:
    assert repair_mojibake("Ã©tÃ© à SÃO PAULO") == "été à SÃO PAULO"


def test_zeros_do_not_make_a_text_wide() -> None:
    assert decode(b"<a>\x00\x00\x00</a>") == "<a>\x00\x00\x00</a>"
    assert decode(b"\x00") == "\x00"


@given(st.binary(max_size=200), st.sampled_from(["", "text/xml; charset=utf-8", "text/xml; charset=gb2312"]))
def test_decoding_never_fails(body: bytes, content_type: str) -> None:
    decode(body, content_type)
