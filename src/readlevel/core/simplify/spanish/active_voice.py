"""Turns Spanish passives with a named agent into the active voice.

Only sentences of one clause are read: a subject, a form of ser, a participle, "por" and the agent.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from readlevel.core.languages.spanish.grammar import is_finite_verb, is_in
from readlevel.core.languages.spanish.verbs import VerbForms, conjugate_spanish
from readlevel.core.simplify.proposal import ProposalKind, Rewrite

_VERBS = (
    *("administrar", "analizar", "aplicar", "atender", "controlar", "dirigir", "eliminar"),
    *("evaluar", "examinar", "explorar", "indicar", "limpiar", "operar", "prescribir", "preparar"),
    *("realizar", "recetar", "recomendar", "retirar", "revisar", "supervisar", "suspender"),
    *("tratar", "valorar", "vigilar", "visitar"),
)
"""Verbs of what people do, in care and in trials."""

_TENSES = {
    "es": ("present", "presents"),
    "son": ("present", "presents"),
    "fue": ("preterite", "preterites"),
    "fueron": ("preterite", "preterites"),
    "era": ("imperfect", "imperfects"),
    "eran": ("imperfect", "imperfects"),
    "será": ("future", "futures"),
    "serán": ("future", "futures"),
}
_PASSIVE = re.compile(
    rf"\A(?P<subject>(?:El|La|Los|Las|Su|Sus)\s[^,;:.()]+?)\s(?P<be>{'|'.join(_TENSES)})\s"
    r"(?P<participle>[^\W\d_]+)\spor\s"
    r"(?P<agent>(?P<article>el|la|los|las|un|una|su)\s[^,;:.()]+)(?P<stop>\.?)\Z"
)
_AGENTS = re.compile(
    r"\b(?:médic[oa]s?|enfermer[oa]s?|especialistas?|cirujan[oa]s?|dentistas?|pediatras?|"
    r"matron[ao]s?|comadronas?|farmacéutic[oa]s?|fisioterapeutas?|doctor[ae]?s?|doctores|equipo|"
    r"psicólog[oa]s?|investigador(?:es|as?)?|familia|personal|laboratorio|técnic[oa]s?)\b"
)
_MAX_WORDS = 6

_DENYING = frozenset(
    {"apenas", "aún", "aun", "jamás", "mañana", "menudo", "nadie", "ni", "ningún", "ninguna"}
    | {"nunca", "rara", "raras", "sino", "solamente", "tal", "todavía", "vez", "veces"}
)
"""Words of a subject or an agent that say whether or when: "La dosis nunca fue administrada"."""

_DONE_TO_PEOPLE = frozenset(
    {"atender", "controlar", "dirigir", "evaluar", "examinar", "explorar", "operar", "revisar"}
    | {"supervisar", "tratar", "valorar", "vigilar", "visitar"}
)
_THINGS = frozenset(
    {"alergia", "analítica", "brazo", "cicatriz", "corazón", "dosis", "enfermedad", "ensayo"}
    | {"estudio", "evolución", "fractura", "herida", "heridas", "historia", "infección", "lesión"}
    | {"lesiones", "medicación", "ojo", "ojos", "peso", "piel", "pierna", "problema", "proceso"}
    | {"prueba", "pruebas", "pulmones", "quemadura", "quemaduras", "recuperación", "resultado"}
    | {"resultados", "rodilla", "síntoma", "síntomas", "tensión", "tratamiento", "tratamientos"}
)
"""What stands without "a" behind a verb of which the object may be people."""


def make_spanish_active(text: str) -> Iterator[Rewrite]:
    """Yield the sentence in the active voice: "El médico examina la herida."."""
    found = _PASSIVE.match(text)
    if found is None or not _AGENTS.search(found["agent"]):
        return
    forms = _get_participles().get(found["participle"])
    subject, agent = found["subject"], found["agent"]
    words = [word.lower() for word in f"{subject} {agent}".split()]
    if forms is None or any(map(is_finite_verb, words)) or any(map(_is_adverb, words)):
        return
    if not _is_plain_agent(agent):
        return
    if max(len(subject.split()), len(agent.split())) > _MAX_WORDS:
        return
    one, many = _TENSES[found["be"]]
    verb: str = getattr(forms, many if found["article"] in ("los", "las") else one)
    acted_on = _as_object(subject, forms.infinitive)
    if acted_on is None:
        return
    written = f"{agent[0].upper()}{agent[1:]} {verb} {acted_on}{found['stop']}"
    yield Rewrite(ProposalKind.ACTIVE, 0, len(text), (written,))


def _is_adverb(word: str) -> bool:
    """Return whether a word denies, or says how or when: it would belong to the verb."""
    return word in _DENYING or word.endswith("mente") or is_in(word, "adverbs")


def _is_plain_agent(agent: str) -> bool:
    """Return whether the words are one noun, with "de" at most: not "la enfermera cada día"."""
    words = agent.lower().split()[1:]
    kept = (word for word in words if word not in ("de", "del"))
    return not any(
        is_in(word, "prepositions", "conjunctions", "determiners") or not word.isalpha()
        for word in kept
    )


def _as_object(subject: str, verb: str) -> str | None:
    """Return a subject as an object: people follow with "a". None if it may be people or not."""
    article, _, rest = subject.partition(" ")
    article = article.lower()
    noun = rest.split()[0].lower()
    if is_in(noun, "people"):
        return f"al {rest}" if article == "el" else f"a {article} {rest}"
    return None if verb in _DONE_TO_PEOPLE and noun not in _THINGS else f"{article} {rest}"


@cache
def _get_participles() -> Mapping[str, VerbForms]:
    found: dict[str, VerbForms] = {}
    for verb in _VERBS:
        forms = conjugate_spanish(verb)
        agreeing = (forms.participle, forms.feminine, forms.participles, forms.feminines)
        found.update(dict.fromkeys(agreeing, forms))
    return found
