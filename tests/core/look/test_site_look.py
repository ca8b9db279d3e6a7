"""What an administrator writes for the look is read strictly."""

import pytest

from readlevel.core.look.site_look import (
    FileRole,
    LookFile,
    SiteLook,
    contact_url,
    read_accent,
    read_contact,
    read_font,
    read_links,
    read_words,
    write_links,
)


def test_what_is_left_empty_comes_from_the_other_look() -> None:
    own = SiteLook(accent="#000000", home_title={"en": "Own"})
    other = SiteLook(accent="#ffffff", font="Georgia", home_title={"en": "Other", "es": "Otra"})
    assert own.over(other) == SiteLook("#000000", "Georgia", home_title={"en": "Own", "es": "Otra"})


def test_a_new_logo_does_not_keep_the_dark_one_of_another() -> None:
    other = SiteLook(files={FileRole.LOGO: LookFile("a"), FileRole.LOGO_DARK: LookFile("b")})
    own = SiteLook(files={FileRole.LOGO: LookFile("c")})
    assert own.over(other).files == {FileRole.LOGO: LookFile("c")}
    assert SiteLook().over(other) == other


@pytest.mark.parametrize("text", ["url(x)", "a;b", 'a"b', "x" * 60, "a{", ", ".join("abcdefghi")])
def test_what_could_leave_the_list_of_fonts_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="font"):
        read_font(text)


def test_fonts_are_read_as_they_are_written_in_styles() -> None:
    assert read_font(""" "Source Sans 3" , 'Georgia',serif, """) == "Source Sans 3, Georgia, serif"
    assert read_font(" ") == ""


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", "//example.org", "desk@", "http://", "https://[", "a b@c.de"]
)
def test_what_is_neither_email_nor_address_is_no_contact(text: str) -> None:
    with pytest.raises(ValueError, match="neither an email address nor an address"):
        read_contact(text)


def test_a_contact_leads_somewhere() -> None:
    assert contact_url(read_contact(" desk@example.org ")) == "mailto:desk@example.org"
    assert contact_url(read_contact("https://example.org/x")) == "https://example.org/x"
    assert contact_url(read_contact("")) == ""
    assert read_accent("") == ""


@pytest.mark.parametrize("line", ["Home", "| /a", "a |", "a | javascript:x", "a | //b", "a | /\\b"])
def test_a_line_that_is_no_link_is_named(line: str) -> None:
    with pytest.raises(ValueError, match=r"is not a label|is neither"):
        read_links(f"Fine | /fine\n{line}")


def test_links_are_written_as_they_are_read() -> None:
    lines = "Help | /help\nSt. Mary’s | https://example.org/\nWrite | desk@example.org"
    assert write_links(read_links(f"\n{lines}\n\n")) == lines


def test_words_are_on_one_line_and_not_too_long() -> None:
    assert read_words(" a\n b ", 10) == "a b"
    with pytest.raises(ValueError, match="11 characters"):
        read_words("a" * 11, 10)
