"""What a site asks of its model: the target of an audience, and the names of languages."""

from babel import Locale

from readlevel.core.assistant.prompts import DraftOrder, DraftTask
from readlevel.core.model.answer import Audience
from readlevel.core.readability.targets import TARGETS
from readlevel.settings import Settings


def make_order(
    settings: Settings,
    task: DraftTask,
    audience: Audience,
    language: str,
    source_language: str,
    question: str = "",
) -> DraftOrder:
    """Return the order for a text for an audience."""
    return DraftOrder(
        task,
        language,
        _name_language(language),
        source_language,
        question,
        int(TARGETS[settings.target_of(audience)].high),
    )


def _name_language(tag: str) -> str:
    """Return the English name of a language, or its tag if it has none."""
    return Locale.parse(tag, sep="-").get_display_name("en") or tag
