"""The scenario file as frozen pydantic models, one module a block."""
