"""Full stops that end no sentence: abbreviations by language, and how sentences begin."""

import re
from types import MappingProxyType


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NEVER_LAST = MappingProxyType(
    {
        "en": """e.g eg i.e ie cf viz vs v dr drs mr mrs ms mx prof rev hon sgt capt st mt
                 fig figs eqs refs vols approx ca resp esp i.v i.m s.c p.o""",
        "es": """p.ej ej dr dra dres sr sra sres srta dña ud uds vd prof fig figs págs pág vs
                 cf aprox máx mín ca""",
        "fr": """p.ex ex dr drs pr mm mme mmes mlle fig chap cf env vs ca réf""",
        "de": """z.b z.t d.h u.a u.u i.d.r v.a s.o s.u o.ä o.g sog bzw ca dr prof hr fr nr abb
                 tab vgl ggf evtl inkl max min bes st med dipl z.bsp""",
        "it": """p.es es dr dott dott.ssa prof sig sig.ra sigg fig figg cfr pag pagg ca vs""",
        "nl": """bijv bv d.w.z o.a m.n t.o.v i.p.v m.b.t dr drs prof ir mr mw dhr fig nr ca blz
                 evt vgl vs""",
        "pt": """p.ex ex dr dra drs sr sra srs prof profa fig figs cf pág págs aprox máx mín
                 ca vs""",
        "ru": """т.е т.к т.н т.о напр рис табл гр им проф акад стр мин макс др""",
    }
)
"""Abbreviations that are always followed by more of their sentence, without their last stop."""

NUMBERED = _words(
    """no nos nr núm n nº art fig figs tab ch cap sec p pp vol eq ref refs ver approx
    jan feb mar apr jun jul aug sep sept oct nov dec"""
)
"""Words before a number: a stop between the two ends no sentence (`No. 3`, `Jan. 5`)."""

RARELY_LAST = _words("al inc ltd co corp jr sr dept st ave ee.uu")
"""Abbreviations that end a sentence only where the next word is one that begins sentences."""

OFTEN_LAST = _words(
    """a.m p.m b.i.d t.i.d q.i.d t.d.s b.d q.d o.d q.h.s p.r.n ph.d m.d r.n d.c u.s.w т.д т.п
    d.d p.c a.c e.a"""
)
"""Dotted abbreviations that may well end a sentence: they do where a capital follows."""

STARTERS = _words(
    """the a an this that these those it its they he she we you i if in on at as for from by with
    when while where what who why how there here our your their his her my but and or so yet
    however although because since after before during most many some few all both each every
    no not one two three such other another more less people patients children women men adults
    doctors researchers studies evidence results treatment ask call take talk do be can
    el la los las un una unos unas este esta estos estas en si se su sus es al lo por para con
    le les une des ce cette ces il elle ils elles nous vous on dans pour avec mais
    der die das ein eine es sie er wir ihr bei im am wenn aber und auch diese dieser dieses
    gli uno questo questa questi nel per ma non de het een dit deze zij hij als bij maar
    o os as um uma isto em na não это он она они мы вы если в на при но и не"""
)
"""Words that begin sentences far more often than they follow an abbreviation with a capital."""

BEFORE_NUMBERS = _words(
    """about above action aged area arms around article below block category chapter class code
    cohort control criterion day days dose equal equals exactly factor figure fewer from grade
    grades group groups hour hours item least less level levels line many mean median month months
    more most nearly number only option over page panel part patient period phase point question
    range rank reached reference risk sample score scored scores section session stage step study
    table team than then total trial trials type types under until unit value version visit week
    weeks were where with within year years zero room vitamin hepatitis every fewer turned turns
    dated january february march april june july august september october november december
    desde hasta sobre tipo fase grado nivel semana mes años días entre tabla figura edad
    menos cerca unos unas etapa grupo paso parte capítulo"""
)
"""Words that a plain number may follow at the end of a sentence: "type 2."."""

_GERMAN_ORDINALS = _words(
    """januar jänner februar märz april mai juni juli august september oktober november dezember
    jahrhundert jahrhunderts jahrzehnt lebensjahr lebensjahrzehnt lebensmonat lebenswoche monat
    quartal schwangerschaftsmonat schwangerschaftswoche semester stock tag tage tages trimenon
    trimester woche zyklustag"""
)
"""German nouns after a number with a stop, which is then read as an ordinal: "am 3. Mai"."""

_NEVER_LAST = {language: _words(words) for language, words in NEVER_LAST.items()}
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")


def ends_sentence(before: str, after: str, language: str) -> bool:
    """Tell whether a full stop between the words `before` and `after` ends a sentence.

    `before` stands without the stop; `after` begins with a capital letter or a digit, or with a
    letter of a script without capitals.
    """
    word = before.lower()
    if word in _NEVER_LAST.get(language, _NEVER_LAST["en"]):
        return False
    if word in NUMBERED and after[0].isdigit():
        return False
    if language == "de" and word.isdecimal() and after.lower() in _GERMAN_ORDINALS:
        return False
    if len(word) == 1 and before.islower() and (len(after) == 1 or after[0].isdigit()):
        # "z. B.", "d. h. 5 mg": each letter has a stop of its own.
        return False
    if word in OFTEN_LAST:
        return True
    if word in RARELY_LAST or _DOTTED.fullmatch(word) or _is_initial(before):
        return after.lower() in STARTERS
    return True


def _is_initial(word: str) -> bool:
    return len(word) == 1 and word.isupper() and word != "I"
