"""Blocks that few files have: the module of each is loaded once a file has it, and the others start without."""

from collections.abc import Iterator
from functools import cached_property
from importlib import import_module
from typing import Any, get_args

from pydantic import BaseModel, GetCoreSchemaHandler, TypeAdapter, ValidationInfo
from pydantic_core import core_schema


class Later:
    """Stands for a block until a file has it."""

    described = False
    """Whether all blocks are described, and so are loaded at once."""

    def __init__(self, module: str, name: str) -> None:
        """Take the module of the schema that has the block, and its name there."""
        self._place = module, name

    @cached_property
    def block(self) -> Any:
        """The block itself."""
        module, name = self._place
        return getattr(import_module(f"archpers.scenario.schema.{module}"), name)

    @cached_property
    def _adapter(self) -> TypeAdapter[Any]:
        return TypeAdapter(self.block)

    def _read(self, raw: Any, info: ValidationInfo) -> Any:
        return self._adapter.validate_python(raw, context=info.context)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Check what stands there by the block."""
        if self.described:
            return handler.generate_schema(self.block)
        return core_schema.with_info_plain_validator_function(self._read)


def parts(annotation: Any) -> Iterator[Any]:
    """Yield what an annotation is made of, itself first; blocks that wait are loaded."""
    own = annotation.block if isinstance(annotation, Later) else annotation
    yield own
    for part in get_args(own):
        yield from parts(part)


def blocks(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield the blocks, and numbers with evidence, that an annotation holds."""
    return (part for part in parts(annotation) if isinstance(part, type) and issubclass(part, BaseModel))


def describe_all(*models: type[BaseModel]) -> None:
    """Load every block now, for the JSON Schema of these models."""
    Later.described = True
    for model in models:
        model.model_rebuild(force=True)
