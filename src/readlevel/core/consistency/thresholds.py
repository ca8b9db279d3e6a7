"""The thresholds by which two texts are compared."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Limits of similarity (cosines of sentences, from 0 to 1), and counts.

    All were chosen by hand, not fitted. The notes say what other values do on the 39 pairs of
    `tests/core/fixtures/parity_pairs.toml` (`python -m benchmarks thresholds`): as they are, 1,097
    of 1,122 changed facts are found, with 5 false alarms in the unchanged pairs. Unless a
    note says so, the false alarms stay the same.
    """

    conflict: float = 0.16
    """Similarity from which facts of one kind with different values conflict.

    0.128 to 0.192 find as many changes.
    """
    conflict_elsewhere: float = 0.3
    """The same as `conflict`, for a lay fact that another clinician sentence supports.

    0.24 and 0.27 find one change more; 0.33 and 0.36 find as many.
    """
    conflict_margin: float = 0.12
    """By how much the conflicting clinician sentence must be more similar than the supporting one.

    0.096 to 0.144 find as many changes.
    """
    replaced: float = 0.16
    """Similarity from which a clinician fact without a lay counterpart conflicts with a lay fact
    that is supported elsewhere.

    0.144 finds one change more, 0.128 two more; 0.176 and 0.192 find as many.
    """
    max_replacements: int = 2
    """Number of lay sentences searched for the lay fact that replaced a clinician fact.

    1 finds three changes fewer, 3 finds as many.
    """
    similar: float = 0.22
    """Similarity from which a sentence may negate what another asserts.

    0.176 and 0.198 find as many changes; 0.242 and 0.264 find four fewer.
    """
    max_candidates: int = 2
    """Clinician sentences with which a lay sentence is compared for that.

    1 and 3 find as many changes.
    """
    single_negation: float = 0.25
    """Similarity from which a lost or added negation alone is a contradiction.

    0.2 and 0.225 find three changes more, 0.275 finds as many, 0.3 finds three fewer.
    """
    likely: float = 0.26
    """Similarity from which half of what is negated is enough, or the word after "not" by itself.

    0.208 to 0.312 find as many changes.
    """
    close: float = 0.4
    """Similarity from which one topic is enough, and from which negations are counted.

    0.32 finds one change more; 0.36 to 0.48 find as many.
    """
    neighbour_share: float = 0.6
    """Similarity, relative to that of the sentence compared, from which its neighbours may negate
    the same in its stead.

    0.48 gives one false alarm less and finds one change fewer, 0.54 gives one false alarm less and
    finds as many; 0.66 finds as many, 0.72 one change more.
    """
    shared_topics: int = 3
    """Topics in common that outweigh what a neighbour negates of another sentence.

    2 and 4 find as many changes.
    """


THRESHOLDS = Thresholds()
