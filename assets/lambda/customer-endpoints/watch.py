"""Tells how long environments have been waiting for their endpoints.

An environment that is PENDING for 72 hours fails and has to be made anew, so somebody should look
long before. The metric travels in the log in CloudWatch's embedded metric format: that takes no
permission beyond the log and no call that could be throttled.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import datetime, timezone
from typing import Any

from environments import Environment

NAMESPACE = "MWAA/CustomerEndpoints"
METRIC = "PendingHours"


def pending_hours(environment: Environment, now: datetime) -> float:
    """Hours since the environment began to change; 0 if it does not wait.

    It became PENDING a little later, so the answer errs on the early side.
    """
    if environment.status != "PENDING" or environment.changing_since is None:
        return 0.0
    return max(0.0, (now - environment.changing_since).total_seconds() / 3600)


def metric_lines(
    environments: Iterable[Environment], automation: str, now: datetime, complete: bool
) -> list[dict[str, Any]]:
    """One line for each waiting environment, or one with 0: silence would mean a dead watch.

    If the survey is not complete nobody can say that none waits, so then there is no 0.
    """
    waiting = [each for each in environments if each.status == "PENDING"]
    if not waiting and not complete:
        return []
    if not waiting:
        return [_line({"Automation": automation}, [["Automation"]], 0.0, now)]
    return [
        _line(
            {"Automation": automation, "Account": each.account, "Environment": each.name},
            [["Automation"], ["Automation", "Account", "Environment"]],
            pending_hours(each, now),
            now,
        )
        for each in waiting
    ]


def _line(
    names: dict[str, str], dimensions: list[list[str]], hours: float, now: datetime
) -> dict[str, Any]:
    return {
        "_aws": {
            "Timestamp": int(now.astimezone(timezone.utc).timestamp() * 1000),
            "CloudWatchMetrics": [
                {
                    "Namespace": NAMESPACE,
                    "Dimensions": dimensions,
                    "Metrics": [{"Name": METRIC, "Unit": "None"}],
                }
            ],
        },
        **names,
        METRIC: round(hours, 3),
    }


def publish(lines: Iterable[dict[str, Any]], write: Callable[[str], object] = print) -> None:
    """Writes the lines where CloudWatch finds them: bare on standard output, one object each."""
    for line in lines:
        write(json.dumps(line))
