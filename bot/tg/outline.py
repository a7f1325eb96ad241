"""What a log says of an error: where it happened, and none of its words."""

from __future__ import annotations

import traceback


def outline(error: BaseException | None) -> str:
    """Kinds and places of an error and its causes. Not its words: they may hold somebody's topics."""
    parts = []
    while error is not None:
        frames = traceback.extract_tb(error.__traceback__)
        places = " > ".join(
            f"{frame.name} ({frame.filename.rpartition('/')[2]}:{frame.lineno})" for frame in frames
        )
        parts.append(f"{type(error).__module__}.{type(error).__name__} at {places}")
        error = error.__cause__ or error.__context__
    return " from ".join(parts)
