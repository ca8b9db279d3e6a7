import pytest

from readlevel.interchange.files.problems import BadRecord
from readlevel.interchange.files.safe_xml import check, find_elements

BILLION_LAUGHS = (
    b'<!DOCTYPE a [<!ENTITY b "ha">'
    + b"".join(b'<!ENTITY b%d "%s">' % (n, b"&b%d;" % (n - 1) * 10) for n in range(1, 10))
    + b"]><a>&b9;</a>"
)
QUADRATIC = b'<!DOCTYPE a [<!ENTITY b "%s">]><a>%s</a>' % (b"x" * 50_000, b"&b;" * 50_000)


@pytest.mark.parametrize(
    "attack",
    [
        pytest.param(b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///x">]><a>&b;</a>', id="file"),
        pytest.param(b'<!DOCTYPE a [<!ENTITY b SYSTEM "http://x/">]><a>&b;</a>', id="address"),
        pytest.param(b'<!DOCTYPE a [<!ENTITY % b SYSTEM "http://x/">%b;]><a/>', id="parameter"),
        pytest.param(b'<!DOCTYPE a [<!ENTITY % b "x">]><a/>', id="own parameter"),
        pytest.param(b'<!DOCTYPE a SYSTEM "http://x/a.dtd"><a>&b;</a>', id="declared elsewhere"),
        pytest.param(BILLION_LAUGHS, id="billion laughs"),
        pytest.param(QUADRATIC, id="quadratic"),
        pytest.param(b'<!DOCTYPE a [<!ENTITY b "<c>">]><a>&b;</c></a>', id="markup"),
        pytest.param(
            b"<!DOCTYPE a [" + b"".join(b'<!ENTITY b%d "x">' % n for n in range(300)) + b"]><a/>",
            id="many",
        ),
    ],
)
def test_entities_that_lie_elsewhere_or_grow_are_refused(attack: bytes) -> None:
    with pytest.raises(BadRecord, match="entity"):
        list(find_elements(attack, {"a"}))
    with pytest.raises(BadRecord, match="entity"):
        check(attack)


def test_entities_for_namespaces_are_read() -> None:
    content = b'<!DOCTYPE a [<!ENTITY s "http://example.org/#">]><a about="&s;x">&s;y</a>'
    (element,) = find_elements(content, {"a"})
    assert element.attributes["about"] == "http://example.org/#x"
    assert element.text == "http://example.org/#y"


def test_an_external_declaration_is_not_fetched() -> None:
    (element,) = find_elements(b'<!DOCTYPE a SYSTEM "http://x/a.dtd"><a>&amp;</a>', {"a"})
    assert element.text == "&"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_the_declared_encoding_is_read(encoding: str) -> None:
    content = f'<?xml version="1.0" encoding="{encoding}"?>\n<a>ö<b>d</b>em</a>'
    (element,) = find_elements(content.encode(encoding), {"a"})
    assert (element.text, element.line) == ("ödem", 2)


def test_outer_elements_are_found_with_the_language_they_inherit() -> None:
    content = b'<r xml:lang="en"><a xml:id="1"><a/></a><x><a xml:lang="es"/></x></r>'
    one, other = find_elements(content, {"a"})
    assert one.attributes == {"xml:id": "1", "xml:lang": "en"}
    assert [child.name for child in one.children] == ["a"]
    assert other.attributes["xml:lang"] == "es"
