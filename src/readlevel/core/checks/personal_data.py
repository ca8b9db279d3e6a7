"""Detects personal data in a reader's question by its format, to warn before it is sent.

The patterns cover the formats of several countries. Values that a question about health needs are
not reported: doses, readings, ages, years, durations.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class IdentifierKind(StrEnum):
    """The kind of personal data."""

    EMAIL = "email"
    PHONE = "phone"
    NUMBER = "number"
    """Number of a medical record, an insurance policy, a person or a card."""
    DATE = "date"
    """Date of a birth or a visit, usually with day, month and year."""
    NAME = "name"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Identifier:
    """A part of a text that may identify somebody, as a span of characters."""

    kind: IdentifierKind
    start: int
    end: int


MAX_SCANNED_CHARACTERS = 4_000
"""Only the beginning of a longer text is scanned."""

_EMAIL = re.compile(
    r"[\w.+%'-]{1,64}(?:"
    r"\s?(?:[@＠]|\(at\)|\[at\])\s?[\w-]{1,63}(?:(?:\.|\s?(?:\(dot\)|\[dot\]|\bdot\b|\bpunto\b)\s?)"
    r"[\w-]{2,63}){1,4}"
    r"|\s(?:at|arroba)\s[\w-]{1,63}(?:\s?(?:\(dot\)|\[dot\]|\bdot\b|\bpunto\b)\s?[\w-]{2,63}){1,4}"
    r"|\s(?:at|arroba)\s(?:gmail|googlemail|hotmail|outlook|yahoo|icloud|aol|proton|gmx|web|live)"
    r"(?:\.\w{2,6}){1,2})",
    re.I,
)
_HANDLE = re.compile(r"(?<![\w.@])@[A-Za-z]\w{2,30}\b")
_DIGITS = re.compile(r"(?<![\w.,/-])\+?\(?\d[\d ().\-–/\u00a0]{4,24}\d(?![\w/]|[.,]\d)")
_BARE_NUMBER = re.compile(
    r"(?<![\w.,/-])(?:(?!NCT|PMC)[A-Z]{1,3}-?\d{6,20}[A-Z]?|\d{6,20}[A-Z]|\d{7,20})(?!\w|[.,]\d)"
)
_CARD = re.compile(r"(?<![\w-])\d{4}(?:[ -]\d{4}){3}(?![\w-])")
_OF_A_WORK = re.compile(r"(?:PMID|PMC|NCT|DOI|ISBN|ISSN|IU|\bpages?|\bpp?)\W{0,3}$", re.I)
_ROUND = re.compile(r"\d{1,4}000(?:\s?[-–]\s?\d{1,4}000)?|\d{2}00\s?[-–]\s?\d{2}00")
"""A round number, which is usually a count: platelets, calories."""
_SOCIAL_SECURITY = re.compile(r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])")
_SPANISH_PERSON = re.compile(r"(?<!\w)(?:\d{8}|[XYZ]-?\d{7})-?[A-HJ-NP-TV-Z](?!\w)")
_RECORD = re.compile(
    r"(?:\b(?:MRN|SSN|NHS|DNI|NIE|NIF|NSS|CURP|PESEL|AHV|IBAN)\b"
    r"|\b(?:medical |hospital |health |patient |insurance |member |policy |social security |case "
    r"|chart |medicare |medicaid |passport |record ){1,3}(?:record |card )?(?:number|no|nr|id|#)"
    r"|\b(?:record|chart|patient|member|policy|medicare|medicaid|passport)\b"
    r"|\b(?:n[úu]mero|n[ºo°]\.?) de (?:historia|expediente|paciente"
    r"|afiliaci[óo]n|seguro|tarjeta|p[óo]liza)(?: [^\W\d]+){0,2}"
    r"|(?:رقم (?:الملف|السجل|الهوية|المريض|التأمين|الجواز|ملفي|سجلي|هويتي))(?: [^\W\d]+){0,2}"
    r"|\b(?:zip|post|postal) ?code|\bzip|\bc[óo]digo postal|\bnumber ?plate|\blicen[cs]e plate)"
    r"\W{0,3}(?:is|es|no|nr|number|هو)?\W{0,3}"
    r"(?P<what>(?=[\w-]*\d[\w-]*\d)[A-Z0-9\u0660-\u0669][\w-]{3,30})",
    re.I,
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
    r"|enero|febrero|marzo|abril|mayo|junio|julio|agosto|sept?iembre|octubre|noviembre|diciembre"
    r"|janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[ûu]t|septembre|octobre|d[ée]cembre"
    r"|januar|februar|m[äa]rz|juni|juli|oktober|dezember"
    r"|يناير|فبراير|مارس|أبريل|إبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر)"
)
_YEAR = r"(?:(?:19|20)\d\d|[\u0661\u0662][\u0660\u0669][\u0660-\u0669]{2})"
_DATE = re.compile(
    rf"(?<![\w./-])(?:\d{{1,2}}[./-]\d{{1,2}}[./-](?:{_YEAR}|\d\d)|{_YEAR}[./-]\d{{1,2}}[./-]\d{{1,2}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th|\.|º)?(?: of| de)? {_MONTH}\.?,?(?: del?| of)? {_YEAR}"
    rf"|{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?,? {_YEAR})(?!\w|[./-]\d)",
    re.I,
)
_BORN = re.compile(
    r"\b(?:d\.?o\.?b\.?|date of birth|born(?: on| in)?|birthday|fecha de nacimiento|cumpleaños"
    r"|nac[ií](?:d[oa])?(?: el)?|né(?:e)? le|geboren(?: am)?|nasci(?:d[oa])?(?: em)?|ولدت(?: في)?)"
    r"(?: is| es)?\W{0,3}"
    rf"(?P<what>\d{{1,2}}[ ./-](?:{_MONTH}|\d{{1,2}})[ ./-]\d{{2,4}}|\d{{1,2}}[./-]{_YEAR}"
    rf"|\d{{1,2}}(?:st|nd|rd|th|\.)?(?: of| de)? {_MONTH}|{_MONTH} \d{{1,2}})\b",
    re.I,
)
_NO_NAME = (
    r"(?!(?:an?|also|as|back|by|called|correct|for|hard|in|listed|missing|not|of|often|on|spelled"
    r"|spelt|still|the|to|too|up|weekly|when|wrong|written|el|en|la|no|un|una)\b)"
)
"""Excludes words that may follow "my name is" but are not a name."""
_NAMED = re.compile(
    r"(?:\b(?:my|his|her|the patient'?s|our (?:son|daughter)'?s|my \w+'s)"
    r" (?:full )?name(?: is|['’]s)"
    r"|\bI am called|\bme llamo|\b(?:mi|su) nombre es|\bmi \w+ se llama|\bje m'appelle"
    r"|\bich hei(?:ß|ss)e|\bmein name ist|\bmi chiamo|\bme chamo"
    r"|\bmeu nome é|\bменя зовут|我叫|我的名字是|اسمي|اسمه|اسمها)(?:\s+|(?<=[叫是]))"
    rf"(?P<what>{_NO_NAME}[^\W\d_][\w'’.-]*"
    r"(?:\s+(?-i:[A-ZÀ-ÞА-Я][\w'’-]*|\b[\u0621-\u064a]+)){0,3})",
    re.I,
)
_CAPITAL = r"[A-ZÀ-Þ][a-zà-ÿ'’-]+"
_WRITTEN_NAME = re.compile(
    r"(?:(?i:(?<!brand )(?<!generic )(?<!trade )(?<!drug ))"
    r"\b(?i:(?:full |first |last |patient )?name|nombre(?: completo)?|apellidos?|nom)\s?:\s?"
    r"|\bname is (?=[A-ZÀ-Þ])"
    rf"|\b(?:I(?:'m|’m| am)|[Tt]his is|[Ss]oy|[Jj]e suis|[Ii]ch bin|[Ss]ou)"
    rf" (?!Type|Very|Not|So|African|Asian|Native)(?={_CAPITAL} {_CAPITAL})"
    r"|\b[Mm]y (?:husband|wife|partner|son|daughter|child|baby|mother|father|mum|mom|dad|brother"
    rf"|sister|friend),? (?={_CAPITAL} {_CAPITAL}))"
    rf"(?P<what>{_CAPITAL}(?: [A-ZÀ-Þ][\w'’-]*){{0,3}})"
)
_SIGNED = re.compile(
    r"\b(?i:regards|thanks|thank you|signed|sincerely|cheers|saludos|gracias)[,.!]?\s+"
    rf"(?P<what>{_CAPITAL}(?: {_CAPITAL})?)\W*$"
)
_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sr|Sra|Srta|Don|Doña)\.? (?P<what>[A-ZÀ-Þ][\w'’-]+)"
)
_ADDRESS = re.compile(
    r"\b\d{1,5}[A-Z]? (?:[A-Z][\w'’-]+ ){1,3}"
    r"(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Court|Ct|Boulevard|Blvd|Way|Place|Close)\b"
    r"|\b(?:(?i:calle|c/|avenida|avda?\.?|av\.|plaza|paseo|rue|rua)|Via)"
    r" (?i:del? |l[ao]s? |el |d[ou] ){0,2}"
    r"[A-ZÀ-Þ](?:[\w'’.-]+,? ){1,4}?(?:n[ºo°]\.? ?)?\d{1,4}\b"
    r"|\b\d{1,4},? (?:bis )?(?i:rue|avenue|boulevard|chemin|impasse)"
    r" (?i:de |du |des |la |le |l['’]){0,2}[A-ZÀ-Þ][\w'’-]+"
    r"|\b[A-ZÄÖÜ][\wäöüß-]{2,30}(?:straße|strasse|str\.|weg|platz|gasse|allee) \d{1,4}[a-z]?\b"
    r"|شارع (?:[\u0621-\u064a]+ ){1,4}[\d\u0660-\u0669]{1,4}"
    r"|\b(?i:facebook\.com|instagram\.com|linkedin\.com/in|tiktok\.com|twitter\.com|x\.com|t\.me"
    r"|wa\.me)/[\w@.+-]{2,50}"
    r"|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b"
)
_UNIT_BEHIND = re.compile(
    r"\s?(?:mg|mcg|µg|ug|g|kg|ml|l|iu|ui|units?|unidades|steps|pasos|kcal|calories|mmol|cells|/|%)\b",
    re.I,
)
_YEARS = re.compile(rf"{_YEAR}(?:[ /–-]+{_YEAR})*")
_FEWEST_PHONE, _MOST_PHONE = 7, 15
_FEWEST_SPACED = 9
_READINGS = re.compile(r"(?<!\d)\d{2,3}/\d{2,3}(?!\d)|(?:[1-3]\d\d[ ,]+){2,}[1-3]\d\d")
"""Blood pressure readings, or several readings in a row, such as blood sugar."""
_PARTS = re.compile(r"[ \u00a0]")


def find_identifiers(text: str) -> tuple[Identifier, ...]:
    """Return the parts of `text` that may identify somebody, in order, without overlaps."""
    text = text[:MAX_SCANNED_CHARACTERS]
    found = sorted(_find(text), key=lambda one: (one.start, -one.end))
    kept: list[Identifier] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)


def _find(text: str) -> Iterator[Identifier]:
    for kind, pattern in _PLAIN:
        for match in pattern.finditer(text):
            named = "what" in pattern.groupindex
            yield Identifier(kind, *(match.span("what") if named else match.span()))
    for match in _BARE_NUMBER.finditer(text):
        if not _is_of_something_else(text, match):
            yield Identifier(IdentifierKind.NUMBER, *match.span())
    for match in _DIGITS.finditer(text):
        if _is_phone(match[0]) and not _is_of_something_else(text, match):
            yield Identifier(IdentifierKind.PHONE, *match.span())


def _is_of_something_else(text: str, number: re.Match[str]) -> bool:
    """Return whether a number has a unit, is a count, or identifies a publication."""
    if _ROUND.fullmatch(number[0]) or _UNIT_BEHIND.match(text, number.end()):
        return True
    return bool(_OF_A_WORK.search(text[max(0, number.start() - 8) : number.start()]))


def _is_phone(written: str) -> bool:
    """Return whether digits are grouped like a telephone number."""
    digits = [sign for sign in written if sign.isdigit()]
    if not _FEWEST_PHONE <= len(digits) <= _MOST_PHONE or _YEARS.fullmatch(written):
        return False
    if _READINGS.search(written):
        return False
    if written[0] in "+(0٠":
        return True
    parted_by_spaces = bool(_PARTS.search(written.strip()))
    return len(digits) >= (_FEWEST_SPACED if parted_by_spaces else _FEWEST_PHONE)


_PLAIN = (
    (IdentifierKind.EMAIL, _EMAIL),
    (IdentifierKind.EMAIL, _HANDLE),
    (IdentifierKind.NUMBER, _SOCIAL_SECURITY),
    (IdentifierKind.NUMBER, _SPANISH_PERSON),
    (IdentifierKind.NUMBER, _RECORD),
    (IdentifierKind.NUMBER, _CARD),
    (IdentifierKind.DATE, _DATE),
    (IdentifierKind.DATE, _BORN),
    (IdentifierKind.NAME, _NAMED),
    (IdentifierKind.NAME, _WRITTEN_NAME),
    (IdentifierKind.NAME, _SIGNED),
    (IdentifierKind.NAME, _TITLED),
    (IdentifierKind.ADDRESS, _ADDRESS),
)
