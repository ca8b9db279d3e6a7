"""Texts that are no longer public, as the API lists them."""

from readlevel.usecases.public.api_lists import Tombstone
from readlevel.web.api.responses import WithdrawnItem
from readlevel.web.reader.reader_request import ReaderRequest


def present_tombstone(reader: ReaderRequest, one: Tombstone) -> WithdrawnItem:
    """Return the item of a text that left."""
    return WithdrawnItem(
        one.slug,
        one.audience,
        one.language,
        one.question,
        one.reason,
        one.because,
        one.left,
        reader.urls_in(one.language).variant(one.slug, one.audience),
    )
