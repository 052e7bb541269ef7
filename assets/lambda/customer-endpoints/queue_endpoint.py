"""The restricted SQS endpoint, whose policy is read once and written only if it changes."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any

from queue_policy import Policy, parse

LOG = logging.getLogger(__name__)


class QueueEndpoint:
    """The endpoint, or nothing at all if none was configured."""

    def __init__(self, ec2: Any, endpoint_id: str | None) -> None:
        self._ec2 = ec2
        self._id = endpoint_id
        self._policy: Policy | None = None

    def edit(self, change: Callable[[Policy], Policy]) -> None:
        """Applies a pure change to the policy, and writes it if anything became different."""
        if self._id is None:
            return
        before = self._read(self._id) if self._policy is None else self._policy
        after = change(before)
        if after != before:
            self._ec2.modify_vpc_endpoint(VpcEndpointId=self._id, PolicyDocument=json.dumps(after))
            LOG.info("Changed the policy of %s", self._id)
        # Only what was written counts: after a failure the next change starts from the truth.
        self._policy = after

    def _read(self, endpoint_id: str) -> Policy:
        answer = self._ec2.describe_vpc_endpoints(VpcEndpointIds=[endpoint_id])
        return parse(answer["VpcEndpoints"][0]["PolicyDocument"])
