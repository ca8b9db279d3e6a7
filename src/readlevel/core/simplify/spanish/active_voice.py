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


def make_spanish_active(text: str) -> Iterator[Rewrite]:
    """Yield the sentence in the active voice: "El médico examina la herida."."""
    found = _PASSIVE.match(text)
    if found is None or not _AGENTS.search(found["agent"]):
        return
    forms = _get_participles().get(found["participle"])
    subject, agent = found["subject"], found["agent"]
    words = [word.lower() for word in f"{subject} {agent}".split()]
    if forms is None or any(map(is_finite_verb, words)):
        return
    if max(len(subject.split()), len(agent.split())) > _MAX_WORDS:
        return
    one, many = _TENSES[found["be"]]
    verb: str = getattr(forms, many if found["article"] in ("los", "las") else one)
    written = f"{agent[0].upper()}{agent[1:]} {verb} {_as_object(subject)}{found['stop']}"
    yield Rewrite(ProposalKind.ACTIVE, 0, len(text), (written,))


def _as_object(subject: str) -> str:
    """Return a subject as an object: people follow with "a"."""
    article, _, rest = subject.partition(" ")
    article = article.lower()
    if not is_in(rest.split()[0].lower(), "people"):
        return f"{article} {rest}"
    return f"al {rest}" if article == "el" else f"a {article} {rest}"


@cache
def _get_participles() -> Mapping[str, VerbForms]:
    found: dict[str, VerbForms] = {}
    for verb in _VERBS:
        forms = conjugate_spanish(verb)
        agreeing = (forms.participle, forms.feminine, forms.participles, forms.feminines)
        found.update(dict.fromkeys(agreeing, forms))
    return found
