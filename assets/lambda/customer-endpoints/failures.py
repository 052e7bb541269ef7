"""Keeps one failure from hiding the rest of the work, and none from being seen."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

LOG = logging.getLogger(__name__)


class Failed(Exception):
    """Part of the work failed: the invocation fails too, so that it is tried again and reported."""


class Failures:
    """What went wrong in one invocation."""

    def __init__(self) -> None:
        self._found: list[str] = []

    def __bool__(self) -> bool:
        return bool(self._found)

    @contextmanager
    def kept(self, subject: str) -> Iterator[None]:
        """Notes what goes wrong inside and goes on behind it."""
        try:
            yield
        except Exception as error:  # Whatever it is, others must still be served.
            LOG.exception("Failed: %s", subject)
            self._found.append(f"{subject}: {type(error).__name__}: {error}")

    def report(self) -> None:
        """Raises everything at once, if anything went wrong."""
        if self._found:
            raise Failed(f"{len(self._found)} failed. " + " | ".join(self._found))
