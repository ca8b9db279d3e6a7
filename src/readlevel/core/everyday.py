"""Everyday words that may also be keys of a glossary: a text means the everyday word by them."""

from readlevel.core.language import primary

_ENGLISH = """
a able about above across act after again against aid aids aim all alone also although always am
among an and another any anyway are area arise arm arms around as ask at away back bad bank base be
bear because become been before began begin behind being below beside best better between big
bit both bring but by call came can cannot care case catch cause change check clear close come
common complete could course cover cup cut day days deal did different do does done down draw
drive drop during each early easy either else end enough even ever every fact fair fall far
fast feel few field fill find fine first fit five fix flat follow food for force form found four
free from full gave get give given go goes gold good got great group grow had half hand hard has
have he head help her here high him his hold home hope hot hour how however if in into is it
its itself job join just keep kind know large last late later lay lead leads least leave led left
less let level life light like likely line list little live long look lot low made main make
man many map mark match mate matter may me mean means meet might mind mine miss more most move
much must my name near need never new next nice night no none nor normal not note now of off often
old on once one only open or order other our out over own pack part pass past pat people per
period place plan play point press put rather ray read ready real rest result rich ride right rise
room rule run safe said same saw say see seem seen set several shall shape she short should show
side sign since single sit site size slow small so some soon sort sound stand star start state
stay step still stop such take taken tell ten than that the their them then there these they
thing think this those though three through time to today together too took top toward try turn two
type under until up upon us use used usual very view wait walk want was way we week well went were
what when where whether which while who whole whom whose why wide will wish with within without word
work worse would yard year years yes yet you young your
"""

_SPANISH = """
a ahora al algo alguno allí alta alto ante antes año años aquí así aun aunque baja bajo base bien
buena bueno cada caso casi casa cerca cierto como con cosa cual cualquier cuando cuanto da dar de
debe decir del desde después día días donde dos durante e el él ella ellos en entre era es esa ese
eso esta estado estar este esto está falta fin forma fue fuera general gran grande grupo ha hace
hacer hacia han hasta hay hora igual ir junto la lado largo las le les lo los luego lugar mano más
masa mayor me media medio mejor menor menos mes mi mientras mismo modo momento mucho muy nada ni no
nos nuevo nunca o otra otro para parte paso pero poco por porque pues punto que qué quien se sea
según ser si sí siempre sin sobre solo sólo son su sus tal también tan tanto tiempo tiene toda todo
todos tras tres tu tú un una uno uso va vale vez vida y ya yo
"""

_WORDS = {
    "en": frozenset(_ENGLISH.split()),
    "es": frozenset(_SPANISH.split()),
}


def is_everyday(form: str, language: str) -> bool:
    """Tell whether `form` (folded) is a word of every sentence; such a key is explained by force.

    The list is short on purpose: function words, and common words whose everyday sense is the one
    a text is far more likely to mean than a dictionary's ("lead", "all", "however").
    """
    return form in _WORDS.get(primary(language), frozenset())
