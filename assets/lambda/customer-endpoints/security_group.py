"""Lets environments reach their endpoints: rules of the one security group of all endpoints.

The group belongs to the owner of the VPC, the environment's to the participant, so a rule names it
as account and id. An environment's endpoints admit nobody else's traffic by it: they only lead to
the environment's own database and web server, which ask for credentials.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from settings import MANAGED_BY, Settings

LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Ports:
    """Protocol and ports as EC2 has them: -1 for all."""

    protocol: str
    first: int
    last: int


#: What environments reach: everything, or the web server and the database alone.
PORTS: Mapping[str, tuple[Ports, ...]] = {
    "all": (Ports("-1", -1, -1),),
    "restricted": (Ports("tcp", 443, 443), Ports("tcp", 5432, 5432)),
}


@dataclass(frozen=True)
class Admission:
    """An environment that may reach the endpoints, by one of its security groups."""

    account: str
    environment: str
    group_id: str


@dataclass(frozen=True)
class Rule:
    """An ingress rule that this function made."""

    id: str
    admission: Admission
    ports: Ports


def missing(
    wanted: Iterable[Admission], rules: Iterable[Rule], ports: Iterable[Ports]
) -> list[tuple[Admission, Ports]]:
    """The rules to add. Environments that share a group share its rules."""
    present = {(rule.admission.account, rule.admission.group_id, rule.ports) for rule in rules}
    add: list[tuple[Admission, Ports]] = []
    for admission in wanted:
        for each in ports:
            key = (admission.account, admission.group_id, each)
            if key not in present:
                present.add(key)
                add.append((admission, each))
    return add


def superfluous(
    rules: Iterable[Rule],
    account: str,
    wanted: Iterable[Admission],
    judged: Collection[str],
    ports: Collection[Ports],
) -> list[Rule]:
    """The rules of an account that nobody needs any more.

    `wanted` must hold every environment of the account, and `judged` names those that are gone or
    whose groups are known for certain: a rule of any other environment stays.
    """
    groups = {admission.group_id for admission in wanted}
    return [
        rule
        for rule in rules
        if rule.admission.account == account
        and rule.admission.environment in judged
        and (rule.admission.group_id not in groups or rule.ports not in ports)
    ]


class EndpointSecurityGroup:
    """The security group of the endpoints."""

    def __init__(self, ec2: Any, settings: Settings) -> None:
        self._ec2 = ec2
        self._settings = settings

    @property
    def ports(self) -> tuple[Ports, ...]:
        return PORTS[self._settings.security_group_rules]

    def rules(self) -> list[Rule]:
        """The rules that bear our tags; others were made by others and are none of our business."""
        pages = self._ec2.get_paginator("describe_security_group_rules").paginate(
            Filters=[{"Name": "group-id", "Values": [self._settings.security_group_id]}]
        )
        found = (_rule(each) for page in pages for each in page["SecurityGroupRules"])
        return [rule for rule in found if rule is not None]

    def admit(self, admission: Admission, ports: Ports) -> None:
        """Adds a rule. That it is there already, added a moment ago by a twin, is as good."""
        tags = {
            **self._settings.tags,
            "managed-by": MANAGED_BY,
            "mwaa:account": admission.account,
            "mwaa:environment": admission.environment,
        }
        try:
            self._ec2.authorize_security_group_ingress(
                GroupId=self._settings.security_group_id,
                IpPermissions=[
                    {
                        "IpProtocol": ports.protocol,
                        **(
                            {}
                            if ports.protocol == "-1"
                            else {"FromPort": ports.first, "ToPort": ports.last}
                        ),
                        "UserIdGroupPairs": [
                            {
                                "UserId": admission.account,
                                "GroupId": admission.group_id,
                                "Description": f"Airflow environment {admission.environment}",
                            }
                        ],
                    }
                ],
                TagSpecifications=[
                    {
                        "ResourceType": "security-group-rule",
                        "Tags": [{"Key": key, "Value": tags[key]} for key in sorted(tags)],
                    }
                ],
            )
        except ClientError as error:
            if error.response["Error"]["Code"] != "InvalidPermission.Duplicate":
                raise
            return
        LOG.info("Admitted %s/%s", admission.account, admission.group_id)

    def revoke(self, rules: Iterable[Rule]) -> None:
        ids = [rule.id for rule in rules]
        if not ids:
            return
        self._ec2.revoke_security_group_ingress(
            GroupId=self._settings.security_group_id, SecurityGroupRuleIds=ids
        )
        LOG.info("Revoked %s", ", ".join(ids))


def _rule(answer: Mapping[str, Any]) -> Rule | None:
    tags = {each["Key"]: each["Value"] for each in answer.get("Tags", ())}
    group = answer.get("ReferencedGroupInfo")
    account, name = tags.get("mwaa:account"), tags.get("mwaa:environment")
    if (
        answer["IsEgress"]
        or tags.get("managed-by") != MANAGED_BY
        or not (group and account and name)
    ):
        return None
    return Rule(
        id=answer["SecurityGroupRuleId"],
        admission=Admission(account, name, group["GroupId"]),
        ports=Ports(answer["IpProtocol"], answer["FromPort"], answer["ToPort"]),
    )
