"""English spelling variants: British and American, and prefixes with or without a hyphen."""

import re
from collections.abc import Iterable
from functools import lru_cache

_METRES = "cen|(?:milli)?li|ti|thea|(?:centi|milli|kilo|micro|nano)me"

_TO_AMERICAN = (
    ("haem(?=[aeo])", "hem"),  # haemorrhage
    ("aem(?=i[ac])", "em"),  # leukaemia, ischaemic
    ("anaesth", "anesth"),
    ("paed(?=i|o)", "ped"),
    ("gynaec", "gynec"),
    ("caec(?=um|al|o)", "cec"),
    ("faec(?=es|al)", "fec"),
    ("aetio(?=log|path)", "etio"),
    ("caes(?=ar|ium)", "ces"),
    ("gastro-oesoph", "gastroesoph"),
    ("(?<!gastr)oesoph", "esoph"),
    ("(?<!angi)oedem(?=a)", "edem"),
    ("oestr(?=og|ad|io|on|us)", "estr"),
    ("foet(?=us|al|o)", "fet"),
    ("coeliac", "celiac"),
    ("rrhoe(?=a|i)", "rrhe"),  # diarrhoea, rhinorrhoea
    ("pnoe(?=a|i)", "pne"),  # dyspnoea
    ("homoeo", "homeo"),
    ("manoeuvre", "maneuver"),
    ("sulph", "sulf"),
    ("leucocyt", "leukocyt"),
    (r"\b((?:anti|non)?-?tum|col|hum|lab|fav|vap|od|behavi)our", r"\1or"),
    (rf"\b({_METRES})tre(?=s?\b)", r"\1ter"),
    (r"\b(fi|cali)bre", r"\1ber"),
    ("goitre", "goiter"),
    (r"([a-z]{3})is(?=ation|e[ds]?\b|ing\b)", r"\1iz"),  # randomised
    (r"([a-z]{2})ys(?=e[ds]?\b|ing\b)", r"\1yz"),
    (r"\b(anal|catal|homol)ogue", r"\1og"),
    ("programme", "program"),
    (r"\bageing", "aging"),
    (r"\bgrey\b", "gray"),
    (r"\bdisc(?=s?\b)", "disk"),
    ("artefact", "artifact"),
    ("mould", "mold"),
    ("(lab|mod|sign|canc|couns)ell(?=ed|ing|or)", r"\1el"),
    ("aluminium", "aluminum"),
    (r"(olog|anatom)ical\b", r"\1ic"),  # neurological
)
_TO_BRITISH = (
    ("(?<![cst])hem(?=[aeo])", "haem"),
    (r"(?<=[a-z])(?<!acad)(?<!epid)(?<!pand)(?<!end)(?<!syst)em(?=ias?\b|ic\b)", "aem"),
    ("anesth", "anaesth"),
    (r"(\b|ortho)ped(?=iatr|ic|oph)", r"\1paed"),
    ("gynec", "gynaec"),
    (r"(\b|ileo)cec(?=um|al|o)", r"\1caec"),
    (r"\bfec(?=es|al)", "faec"),
    (r"\betio(?=log|path)", "aetio"),
    (r"\bces(?=are|ium)", "caes"),
    ("gastroesoph", "gastro-oesoph"),
    ("(?<!o)esoph", "oesoph"),
    ("(?<!o)edem(?=a)", "oedem"),
    (r"(?<!o)estr(?=og|adi|iol|on|us)", "oestr"),
    (r"\bfet(?=us|al|o)", "foet"),
    (r"\bceliac", "coeliac"),
    ("rrhe(?=a|i)", "rrhoe"),
    (r"pne(?=as?\b|ic\b)", "pnoe"),
    ("homeo(?=path|sta)", "homoeo"),
    ("maneuver", "manoeuvre"),
    ("sulf", "sulph"),
    ("leukocyt", "leucocyt"),
    (r"\b((?:anti|non)?-?tum|col|hum|lab|fav|vap|od|behavi)or(?=s?\b|e[dr]|ing)", r"\1our"),
    (rf"\b({_METRES})ter(?=s?\b)", r"\1tre"),
    (r"\b(fi|cali)ber(?=s?\b)", r"\1bre"),
    ("goiter", "goitre"),
    (r"([a-z]{2})iz(?=ation|e[drs]?\b|ing\b)", r"\1is"),
    (r"([a-z]{2})yz(?=e[drs]?\b|ing\b)", r"\1ys"),
    (r"\b(anal|catal|homol)og(?=s?\b)", r"\1ogue"),
    (r"\bprogram(?=s?\b)", "programme"),
    (r"\baging", "ageing"),
    (r"\bgray\b", "grey"),
    (r"\bdisk(?=s?\b)", "disc"),
    ("artifact", "artefact"),
    (r"\bmold", "mould"),
    ("(lab|mod|sign|canc|couns)el(?=ed|ing|or)", r"\1ell"),
    ("aluminum", "aluminium"),
    (r"(olog|anatom)ic\b", r"\1ical"),
)
"""These patterns only have to avoid other words: a spelling that nobody uses does no harm, because
no text has it."""

_OFTEN_HYPHENATED = "anti|co(?=morbid)|macro|micro|multi(?!pl)|non|post|pre"
_JOINED = re.compile(rf"(?<!\w)({_OFTEN_HYPHENATED})(?=[a-z]{{5}})", re.IGNORECASE)
_HYPHENATED = re.compile(
    r"(?<!\w)(anti|co|e(?=-cig)|inter|intra|macro|meta|micro|multi|non|post|pre|re|sub|x)-(?=[a-z]{3})",
    re.IGNORECASE,
)

_PARTICLE = re.compile(r"(?<=[a-z]{4})-(?=(?:down|off|out|up)s?(?!\w))", re.IGNORECASE)
"""The hyphen of a noun such as "follow-up"."""


def respell_english(form: str) -> tuple[str, ...]:
    """Return `form` and its other spellings, American and British, hyphenated and joined."""
    spelled = [form]
    words = [_respell_word(word) for word in form.split(" ")]
    spelled += [" ".join(american for american, _ in words)]
    spelled += [" ".join(british for _, british in words)]
    for each in dict.fromkeys(spelled):
        spelled.append(_JOINED.sub(r"\1-", each))
        if "-" in each:
            spelled.append(_HYPHENATED.sub(r"\1", each))
            spelled.append(_PARTICLE.sub("", each))
    return tuple(spelled)


@lru_cache(maxsize=20_000)
def _respell_word(word: str) -> tuple[str, str]:
    """Return the American and the British spelling of a word; acronyms stay as they are."""
    if not word[1:].islower():
        return word, word
    american = _change(word, _AMERICAN) if _MAY_BE_BRITISH.search(word) else word
    british = _change(word, _BRITISH) if _MAY_BE_AMERICAN.search(word) else word
    return american, british


def _change(word: str, rules: Iterable[tuple[re.Pattern[str], str]]) -> str:
    for pattern, other in rules:
        word = pattern.sub(other, word)
    return word


def _compile(rules: Iterable[tuple[str, str]]) -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(pattern, re.IGNORECASE), other) for pattern, other in rules]


def _compile_any(rules: Iterable[tuple[str, str]]) -> re.Pattern[str]:
    """Return a pattern for words that a rule may change: most words are changed by none."""
    return re.compile("|".join(f"(?:{pattern})" for pattern, _ in rules), re.IGNORECASE)


_AMERICAN = _compile(_TO_AMERICAN)
_BRITISH = _compile(_TO_BRITISH)
_MAY_BE_BRITISH = _compile_any(_TO_AMERICAN)
_MAY_BE_AMERICAN = _compile_any(_TO_BRITISH)
