"""What the function is told by its environment variables, read and checked in one place."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

MANAGED_BY = "mwaa-endpoint-automation"


@dataclass(frozen=True)
class Participant:
    """An account that may have environments in the VPC."""

    account: str
    #: The role to ask for the state of its environments; None in the function's own account.
    reader_role_arn: str | None
    #: The environments to serve by name; None for all that stand in the VPC.
    environments: frozenset[str] | None

    def admits(self, name: str) -> bool:
        return self.environments is None or name in self.environments


@dataclass(frozen=True)
class Settings:
    """Where endpoints are made, for whom, and how."""

    partition: str
    region: str
    account: str
    vpc_id: str
    subnet_ids: frozenset[str]
    security_group_id: str
    participants: tuple[Participant, ...]
    #: "ipv4" or "ipv6". MWAA does not check it, so it must be right here.
    ip_address_type: str
    #: Which ports environments reach on the endpoints: "all" or "restricted".
    security_group_rules: str
    #: The endpoint of SQS whose policy admits queues one by one; None if there is none.
    queue_endpoint_id: str | None
    #: Tags of everything that is made, besides the function's own.
    tags: Mapping[str, str]
    #: What the metric calls this automation, to tell several in one account apart.
    automation: str


def read_settings(variables: Mapping[str, str]) -> Settings:
    """The settings of the function.

    Raises ValueError if a variable is missing or says nothing that makes sense: a function that is
    half configured must not decide what to delete.
    """
    account = _required(variables, "ACCOUNT")
    partition = _required(variables, "PARTITION")
    return Settings(
        partition=partition,
        region=_required(variables, "AWS_REGION"),
        account=account,
        vpc_id=_required(variables, "VPC_ID"),
        subnet_ids=frozenset(_required(variables, "SUBNET_IDS").split(",")),
        security_group_id=_required(variables, "SECURITY_GROUP_ID"),
        participants=_participants(variables, partition, account),
        ip_address_type=_one_of(variables, "IP_ADDRESS_TYPE", ("ipv4", "ipv6")),
        security_group_rules=_one_of(variables, "SECURITY_GROUP_RULES", ("all", "restricted")),
        queue_endpoint_id=variables.get("QUEUE_ENDPOINT_ID") or None,
        tags=_texts(variables, "TAGS"),
        automation=_required(variables, "AUTOMATION"),
    )


def _participants(
    variables: Mapping[str, str], partition: str, own_account: str
) -> tuple[Participant, ...]:
    role = _required(variables, "READER_ROLE_NAME")
    admitted = json.loads(_required(variables, "PARTICIPANTS"))
    if not isinstance(admitted, dict) or not admitted:
        raise ValueError(f"PARTICIPANTS must be an object with accounts, got {admitted!r}")
    return tuple(
        Participant(
            account=account,
            reader_role_arn=(
                None if account == own_account else f"arn:{partition}:iam::{account}:role/{role}"
            ),
            environments=None if names is None else frozenset(names),
        )
        for account, names in admitted.items()
    )


def _required(variables: Mapping[str, str], name: str) -> str:
    value = variables.get(name, "")
    if value == "":
        raise ValueError(f"The environment variable {name} is missing")
    return value


def _one_of(variables: Mapping[str, str], name: str, allowed: tuple[str, ...]) -> str:
    value = _required(variables, name)
    if value not in allowed:
        raise ValueError(f"{name} must be one of {', '.join(allowed)}, got {value!r}")
    return value


def _texts(variables: Mapping[str, str], name: str) -> Mapping[str, str]:
    value = json.loads(variables.get(name) or "{}")
    if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
        raise ValueError(f"{name} must be an object of texts, got {value!r}")
    return value
