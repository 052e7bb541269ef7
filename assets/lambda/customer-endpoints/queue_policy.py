"""Admits the Celery queues of environments in the policy of a restricted SQS endpoint.

Each environment has a statement of its own, found again by its id, so that a queue can be taken
back after its environment is gone and nobody can ask for its name. All other statements stay as
they are, to the letter and in their order.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

Policy = Mapping[str, Any]

#: What an environment does with its queue, as its execution role is allowed to.
QUEUE_ACTIONS = (
    "sqs:ChangeMessageVisibility",
    "sqs:DeleteMessage",
    "sqs:GetQueueAttributes",
    "sqs:GetQueueUrl",
    "sqs:ReceiveMessage",
    "sqs:SendMessage",
)


def statement_id(environment_arn: str) -> str:
    """The id of an environment's statement: letters and digits, as IAM demands."""
    return "MwaaQueue" + hashlib.sha256(environment_arn.encode()).hexdigest()[:32]


def admit(policy: Policy, environment_arn: str, queue_arn: str) -> Policy:
    """The policy with the queue admitted; the same one if it is already.

    An environment that was made anew under its old name has another queue, which replaces the old.
    """
    sid = statement_id(environment_arn)
    statement = {
        "Sid": sid,
        "Effect": "Allow",
        "Principal": "*",
        "Action": list(QUEUE_ACTIONS),
        "Resource": queue_arn,
    }
    statements = _statements(policy)
    own = [each for each in statements if each.get("Sid") == sid]
    if own == [statement]:
        return policy
    others = [each for each in statements if each.get("Sid") != sid]
    if any(_admits_all(each, queue_arn) for each in others):
        return policy if not own else {**policy, "Statement": others}
    return {**policy, "Statement": [*others, statement]}


def dismiss(policy: Policy, environment_arns: Iterable[str]) -> Policy:
    """The policy without the statements of these environments; the same one if it has none."""
    ids = {statement_id(arn) for arn in environment_arns}
    statements = _statements(policy)
    kept = [each for each in statements if each.get("Sid") not in ids]
    return policy if len(kept) == len(statements) else {**policy, "Statement": kept}


def parse(text: str) -> Policy:
    """Reads a policy's text; raises ValueError if it is none."""
    policy = json.loads(text)
    if not isinstance(policy, dict) or "Statement" not in policy:
        raise ValueError("The policy of the SQS endpoint has no Statement")
    return policy


def _statements(policy: Policy) -> list[Mapping[str, Any]]:
    statements = policy["Statement"]
    return [statements] if isinstance(statements, dict) else list(statements)


def _admits_all(statement: Mapping[str, Any], queue_arn: str) -> bool:
    """Whether a statement lets everybody do with the queue what environments do.

    A statement with conditions, or for some principals only, may admit the environment too; one of
    its own beside it does no harm, since statements that allow add up.
    """
    if statement.get("Effect") != "Allow" or "Condition" in statement:
        return False
    if statement.get("Principal") not in ("*", {"AWS": "*"}, {"AWS": ["*"]}):
        return False
    actions = [each.lower() for each in _listed(statement.get("Action"))]
    return any(_matches(each, queue_arn) for each in _listed(statement.get("Resource"))) and all(
        any(_matches(pattern, action.lower()) for pattern in actions) for action in QUEUE_ACTIONS
    )


def _listed(value: Any) -> list[str]:
    if value is None:
        return []
    return [value] if isinstance(value, str) else list(value)


def _matches(pattern: str, text: str) -> bool:
    """IAM's wildcards: `*` for any text, `?` for one character."""
    expression = re.escape(pattern).replace(r"\*", ".*").replace(r"\?", ".")
    return re.fullmatch(expression, text, re.DOTALL) is not None
