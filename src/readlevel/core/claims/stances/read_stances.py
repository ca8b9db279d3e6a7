"""Whether each clause of a sentence affirms or denies, obliges, permits or stops.

A clause with an even number of denials affirms: "do not stop" says to go on. To stop, withhold or
skip a medicine denies that it is to be taken.
"""

from dataclasses import replace
from functools import lru_cache

from readlevel.core.claims.stances.clause_parser import ClauseParser
from readlevel.core.claims.stances.stance import Stance
from readlevel.core.claims.surroundings import get_general_topics
from readlevel.core.facts.tokens import SentenceTokens, split_tokens
from readlevel.core.facts.vocabulary import get_vocabulary

_FEW_TOPICS = 2
"""Topics from which a clause shows by itself what it is about."""


@lru_cache(maxsize=4096)
def read_stances(text: str, language: str) -> tuple[Stance, ...]:
    """Return the stance of each clause of a sentence.

    The topics of a condition ("if you are pregnant") are those of its main clause too.
    """
    tokens = SentenceTokens(split_tokens(text), get_vocabulary(language))
    parser = ClauseParser(tokens, text, language)
    return tuple(_share_conditions(parser.read_all(), get_general_topics(language)))


def _share_conditions(stances: list[Stance], general: frozenset[str]) -> list[Stance]:
    """Return the stances, with the topics of conditions added to their main clauses."""
    shared: list[Stance] = []
    for index, one in enumerate(stances):
        topics = one.topics
        if shared and one.lacks_subject:
            topics |= shared[-1].subject
        own = topics
        if shared and len(topics) < _FEW_TOPICS:  # "So you should avoid them."
            topics |= shared[-1].topics
        if not one.is_condition:
            if index and stances[index - 1].is_condition and index == 1:
                topics |= stances[0].topics
                own |= stances[0].topics
            for following in stances[index + 1 :]:
                if not following.is_condition:
                    break
                topics |= following.topics
                own |= following.topics
        around = frozenset(topic for other in stances for topic in other.topics) - topics
        shared.append(
            replace(
                one,
                topics=topics,
                specific_topics=topics - general,
                own_topics=own - general,
                around=around,
            )
        )
    return shared
