"""What a clause says about its topics."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class Modality(StrEnum):
    """How binding a clause is."""

    PLAIN = ""
    MUST = "must"
    MAY = "may"
    NEED_NOT = "need_not"


def choose_modality(values: Collection[str]) -> Modality:
    """Return the modality that decides, of those named in `values`."""
    for one in (Modality.NEED_NOT, Modality.MUST, Modality.MAY):
        if one.value in values:
            return one
    return Modality.PLAIN


@dataclass(frozen=True, slots=True)
class Stance:
    """What a clause says about its topics."""

    start: int
    end: int
    """Span of the words that decide it, in characters."""
    affirms: bool
    modality: Modality
    topics: frozenset[str]
    """Topics of the clause without those that any medical text has."""
    specific_topics: frozenset[str]
    """Those of them that show what it is about: a medicine or organ, not "risk" or "dose"."""
    own_topics: frozenset[str]
    """Those of the specific topics that are not taken over from the clause before."""
    subject: frozenset[str]
    """Topics of the words before its verb."""
    lacks_subject: bool
    """It goes on with the subject of the clause before: "and is contraindicated"."""
    pace: frozenset[str]
    """Whether something is done slowly or suddenly: `slow`, `sudden`."""
    around: frozenset[str]
    """Topics of the other clauses of its sentence."""
    stops: bool
    """It is about stopping, skipping or going on."""
    names_stop: bool
    """It has a word for stopping that is not counted, since what is stopped is not known."""
    hedges: frozenset[str]
    """Its words that may say the same as any denial: rarely, unclear, reduces."""
    partial_hedges: frozenset[str]
    """Those that deny it of a part: "not all", "not always"."""
    is_total: bool
    """It denies something of everyone, or for ever: "no patients", "never"."""
    local_denials: frozenset[str]
    """Topics of the nouns that it denies: "without food"."""
    exceptions: frozenset[str]
    """Words that begin an exception from it: without, until, unless."""
    excepted: frozenset[str]
    """Topics of its exceptions."""
    postpones: bool
    """One of its exceptions is a time: until you are well."""
    is_limited: bool
    """Its sentence denies nothing and says that something holds at times only: after, once, if."""
    has_company: bool
    """Its sentence denies nothing and says that something goes with another: "with food"."""
    is_need: bool
    """Its sentence is about a need, which a "may" leaves open: "you may need a scan"."""
    safety: str
    """Whether it calls something safe or dangerous, in whatever words: "not harmful"."""
    is_forbidden: bool
    """It says that something is contraindicated or to be avoided."""
    is_discouraged: bool
    """It says that something is not recommended, which may be all that is not needed."""
    harms: bool
    """It is about harm, so that to deny it allows something: "it does not interact with it"."""
    seeks_help: bool
    """It tells its reader to call, or to tell, somebody."""
    doubles: bool
    weighs_evidence: bool
    """It is about a difference or about evidence: "there was no difference"."""
    condition: str
    """What kind of condition of another clause it is, if any: if, only, unless, regardless."""
    is_reason: bool
    """It is a reason of another clause: "because of mastitis"."""
    is_research: bool
    """It is about studies rather than about what readers should know or do."""

    @property
    def is_condition(self) -> bool:
        """It is a condition of another clause: "if you are pregnant"."""
        return bool(self.condition)
