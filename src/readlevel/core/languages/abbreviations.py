"""Full stops that end no sentence: abbreviations by language, and how sentences begin."""

import re
from types import MappingProxyType


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NONBREAKING_PREFIXES = MappingProxyType(
    {
        "en": """e.g eg i.e ie cf viz vs v dr drs mr mrs ms mx messrs prof rev hon sgt capt figs eqs
                 refs vols approx incl excl ca resp esp""",
        "es": """p.ej ej dr dra dres sr sra sres srta dña d.ª lic prof fig figs págs pág núms vs cf
                 aprox máx mín ca tel""",
        "fr": """p.ex ex dr drs pr mme mmes mlle fig chap cf env vs ca réf av tél éd""",
        "de": """z.b z.t d.h u.a u.u i.d.r v.a s.o s.u o.ä o.g m.e i.v.m sog bzw ca dr prof hr fr nr
                 abb tab vgl ggf evtl inkl exkl max min bes st med dipl z.bsp gem mind tel zz""",
        "it": """p.es es dr dott dott.ssa dr.ssa prof prof.ssa sig sig.ra sigg fig figg cfr pag pagg
                 ca vs tel""",
        "nl": """bijv bv d.w.z o.a m.n t.o.v i.p.v m.b.t i.v.m t.a.v m.a.w a.d.h.v dr drs prof ir mr
                 mw mevr dhr fig nr ca blz evt vgl vs incl excl resp tel""",
        "pt": """p.ex ex dr dra drs sr sra srs prof profa fig figs cf pág págs aprox máx mín ca vs
                 tel séc""",
        "ru": """т.е т.к т.н т.о напр рис табл гр им проф акад стр мин макс др ул тел св""",
    }
)
"""Abbreviations that are always followed by more of their sentence, without their last stop."""

NUMERIC_ONLY_PREFIXES = _words(
    """no nos nr núm n nº art arts fig figs tab ch cap kap sec sect p pp vol bd eq ref refs ver
    approx max lb lbs ft wt ht jan feb mar apr jun jul aug sep sept oct nov dec"""
)
"""Words before a number: a stop between the two ends no sentence (`No. 3`, `Jan. 5`)."""

RARELY_FINAL = _words(
    """al inc ltd co corp jr sr dept st mt ft ave assn bros gen gov sen rep lt col maj univ
    i.v i.m s.c p.o s.l ee.uu uu ud uds vd mio mrd mln г гг см"""
)
"""Abbreviations that end a sentence only where the next word is one that begins sentences."""

OFTEN_FINAL = _words(
    """a.m p.m b.i.d t.i.d q.i.d t.d.s b.d q.d o.d q.h.s p.r.n ph.d m.d r.n d.c u.s.w т.д т.п
    d.d p.c a.c e.a e.d"""
)
"""Dotted abbreviations that may well end a sentence: they do where a capital follows."""

AFTER_CLOCK_TIMES = _words(
    """est edt cst cdt mst mdt pst pdt et ct mt pt gmt utc bst cet cest
    monday tuesday wednesday thursday friday saturday sunday"""
)
"""What "8 a.m." may go on with, in capitals though it is: zones of time, days."""

SENTENCE_STARTERS = _words(
    """the a an this that these those it its they he she we you i if in on at as for from by with
    when while where what who why how there here our your their his her my but and or so yet
    however although because since after before during most many some few all both each every
    no not one two three such other another more less people patients children women men adults
    doctors researchers studies evidence results treatment ask call take talk do be can
    have has use keep avoid eat drink tell see get make try wash stop give go let seek contact
    check read learn find then thus therefore instead next later once until unless despite several
    only about under over between among without within overall further finally usually often
    sometimes never always please does did is are was were could should would nothing everyone
    anyone someone none neither either again today now first second third four five six seven
    eight nine ten symptoms signs babies infants participants trials
    el la los las un una unos unas este esta estos estas en si se su sus es al lo por para con
    cuando después antes también además pero aunque como hay puede pueden tome hable llame consulte
    los pacientes
    le les une des ce cette ces il elle ils elles nous vous on dans pour avec mais
    puis ensuite cependant toutefois prenez demandez appelez après avant
    der die das ein eine es sie er wir ihr bei im am wenn aber und auch diese dieser dieses
    danach dann außerdem jedoch viele manche einige nehmen fragen rufen patienten nach vor mit für
    ohne seit während weil
    gli uno questo questa questi nel per ma non poi inoltre tuttavia prenda chieda dopo prima
    de het een dit deze zij hij als bij maar daarna ook neem vraag bel er
    o os as um uma isto em na não depois também além mas pergunte
    это он она они мы вы если в на при но и не затем после также принимайте обратитесь у для
    пациент пациенты"""
)
"""Words that begin sentences far more often than they follow an abbreviation with a capital."""

BEFORE_NUMBERS = _words(
    """about above action aged ages almost apgar appendix approximately area arms around article
    averaged becomes below between block category chapter chapters child chromosome class code
    cohort control covid criterion day days dose equal equals exactly factor figure figures fewer
    from gleason grade
    grades group groups hour hours item least less level levels line many mean median month months
    more most nearly number only option over page panel part patient period phase point question
    interleukin items maximum minimum pages points
    range rank reached reference remains remained repeat risk roughly sample scale score scored
    scores section session stage stages step steps study
    table tables team than then times total trial trials trisomy type types under until unit value
    values version visit volume week
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

_LETTERS = MappingProxyType(
    {
        "de": "ahouvz",
        "es": "adp",
        "fr": "dp",
        "it": "adp",
        "nl": "aiotvwz",
        "pt": "adp",
        "ru": "екнт",
    }
)
"""Small letters that are half of an abbreviation written apart: "d. h.", "a. C.", "т. е."."""

_CAPITALS = MappingProxyType({"es": frozenset({"EE"}), "fr": frozenset({"MM"})})
"""Abbreviations in capitals, which are otherwise acronyms: "EE. UU.", but "MS." and "CF."."""

_NEVER_LAST = {language: _words(words) for language, words in NONBREAKING_PREFIXES.items()}
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")


def ends_sentence(before: str, after: str, language: str) -> bool:
    """Tell whether a full stop between the words `before` and `after` ends a sentence.

    `before` stands without the stop; `after` begins with a capital letter or a digit, or with a
    letter of a script without capitals.
    """
    word = before.lower()
    if _goes_on(before, word, after, language):
        return False
    if _is_acronym(before, after):
        return True
    if word in _NEVER_LAST.get(language, _NEVER_LAST["en"]):
        return False
    if word in OFTEN_FINAL:
        return word not in {"a.m", "p.m"} or after.lower() not in AFTER_CLOCK_TIMES
    if _is_rarely_last(before, word, language):
        return after.lower() in SENTENCE_STARTERS
    return True


def _goes_on(before: str, word: str, after: str, language: str) -> bool:
    """Tell whether what follows belongs to `before`: its number, its noun, its other half."""
    if word in NUMERIC_ONLY_PREFIXES and after[0].isdigit():
        return True
    if word == "mm" and after == "Hg":
        return True
    if language == "de" and word.isdecimal() and after.lower() in _GERMAN_ORDINALS:
        return True
    if len(word) == 1 and before.islower() and (len(after) == 1 or after[0].isdigit()):
        # "z. B.", "d. h. 5 mg": each letter has a stop of its own.
        return True
    return before in _CAPITALS.get(language, ())


def _is_acronym(before: str, after: str) -> bool:
    """Tell whether `before` is MS, CF or DR, not a title in a text of capitals throughout."""
    shouted = after.isupper() and len(after) > 4
    return len(before) > 1 and before.isalpha() and before.isupper() and not shouted


def _is_rarely_last(before: str, word: str, language: str) -> bool:
    if len(before) == 1:
        return before in _LETTERS.get(language, "") or (before.isupper() and before != "I")
    return word in RARELY_FINAL or _DOTTED.fullmatch(word) is not None
