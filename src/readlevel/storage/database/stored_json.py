"""Values stored as JSON in a column, restored and checked by their types."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Generic, Literal, TypeVar

from pydantic import ConfigDict, GetCoreSchemaHandler, TypeAdapter
from pydantic_core import CoreSchema, core_schema

from readlevel.core.rendering.safe_html import SafeHTML, restore_html

T = TypeVar("T")


class StoredJSON(Generic[T]):
    """The JSON of one type: dataclasses as objects, named tuples as arrays."""

    def __init__(
        self,
        kind: Any,
        *,
        extra: Literal["forbid", "ignore"] = "forbid",
        config: ConfigDict | None = None,
    ) -> None:
        self._kind = kind
        self._extra = extra
        self._config = config

    def dump(self, value: T, *, exclude: Mapping[str, set[str]] | None = None) -> str:
        """Return `value` as JSON, without the fields in `exclude`."""
        return self._adapter.dump_json(value, exclude=exclude).decode()

    def load(self, stored: str) -> T:
        """Return the value that was stored. Raise ValueError if it is not of this type."""
        return self._adapter.validate_json(stored, strict=True, extra=self._extra)

    @cached_property
    def _adapter(self) -> TypeAdapter[T]:
        # Built on first use: it takes milliseconds, and no command needs them all.
        return TypeAdapter(self._kind, config=self._config)


JSON_OBJECT = StoredJSON[dict[str, Any]](
    dict[str, Any],
    # Store Infinity as Python's own json writes and reads it, not as null.
    config=ConfigDict(ser_json_inf_nan="constants"),
)


def _safe_html_schema(source: type[SafeHTML], handler: GetCoreSchemaHandler) -> CoreSchema:
    """Return how pydantic stores safe HTML, and restores it where all safe HTML is made."""
    text = core_schema.typed_dict_field(core_schema.str_schema())
    return core_schema.no_info_after_validator_function(
        lambda stored: restore_html(stored["text"]),
        core_schema.typed_dict_schema({"text": text}),
        serialization=core_schema.plain_serializer_function_ser_schema(
            lambda html: {"text": html.text}
        ),
    )


# Set here because the core does not know pydantic.
SafeHTML.__get_pydantic_core_schema__ = _safe_html_schema  # type: ignore[attr-defined]
