"""Reads what an event says, without believing it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_ENVIRONMENT_NAME = re.compile(r"[a-zA-Z][0-9a-zA-Z\-_]{0,79}")


@dataclass(frozen=True)
class Hint:
    """Where to look first. It never decides what is looked at, nor what is done."""

    account: str | None = None
    name: str | None = None


def hint(event: object) -> Hint:
    """The account and the environment that an event speaks of, if it speaks of any.

    The detail of a status event is documented nowhere, so a name is a name only if it looks like
    one. A scheduled event has neither.
    """
    if not isinstance(event, Mapping):
        return Hint()
    detail: Any = event.get("detail")
    name = detail.get("name") if isinstance(detail, Mapping) else None
    account = event.get("account")
    return Hint(
        account=account if isinstance(account, str) else None,
        name=name if isinstance(name, str) and _ENVIRONMENT_NAME.fullmatch(name) else None,
    )
