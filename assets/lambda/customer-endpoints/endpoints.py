"""Makes the endpoints of an environment exactly those of its access mode.

What there is and what there should be are compared each time, so that it does not matter how often
and in which order the function runs, nor where it broke off before.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from environments import BEYOND_HELP, SETTLED, Environment
from settings import MANAGED_BY, Settings

LOG = logging.getLogger(__name__)

#: States of an endpoint that is no more, and of one that will never work.
GONE = frozenset({"deleting", "deleted"})
DEAD = frozenset({"rejected", "failed", "expired"})

#: What EC2 says when an endpoint that is to be deleted is gone already.
NOT_FOUND = frozenset({"InvalidVpcEndpoint.NotFound", "InvalidVpcEndpointId.NotFound"})


@dataclass(frozen=True)
class Endpoint:
    """What counts of an endpoint in the VPC."""

    id: str
    service: str
    state: str
    created: datetime
    #: Whose environment it serves: account and name. None for an endpoint that others made.
    environment: tuple[str, str] | None
    #: "database" or "webserver" for our own endpoints.
    purpose: str | None


@dataclass(frozen=True)
class Plan:
    """What to do for one environment."""

    #: The endpoints to make: purpose and service.
    create: tuple[tuple[str, str], ...]
    #: The ids of those to delete.
    delete: tuple[str, ...]


def plan(environment: Environment, endpoints: Iterable[Endpoint]) -> Plan:
    """Compares what the environment needs with the endpoints of its VPC.

    An endpoint without our tags is never deleted; but one that serves the environment already, by
    hand or by another program, is enough.
    """
    if environment.status in BEYOND_HELP:
        return Plan((), ())
    present = [each for each in endpoints if each.state not in GONE]
    owner = (environment.account, environment.name)
    ours = [each for each in present if each.environment == owner]
    working = [each for each in ours if each.state not in DEAD]
    others = [each for each in present if each.environment is None and each.state not in DEAD]
    served = {each.service for each in others}
    create: list[tuple[str, str]] = []
    delete = [each.id for each in ours if each.state in DEAD]
    needed = environment.services()
    for purpose, service in needed.items():
        if service is None:
            continue
        twins = [each for each in working if (each.purpose, each.service) == (purpose, service)]
        if twins:
            delete += [each.id for each in sorted(twins, key=_preference)[1:]]
        elif service not in served:
            create.append((purpose, service))
    # Until the new services are named nobody knows whether an old endpoint is still right.
    if environment.status in SETTLED and environment.database_service is not None:
        delete += [each.id for each in working if _is_left_over(each, needed)]
    return Plan(tuple(create), tuple(sorted(delete)))


def _preference(endpoint: Endpoint) -> tuple[bool, datetime, str]:
    return (endpoint.state != "available", endpoint.created, endpoint.id)


def _is_left_over(endpoint: Endpoint, needed: Mapping[str, str | None]) -> bool:
    """An endpoint of another access mode, or of an environment that had the same name."""
    if endpoint.purpose is None or endpoint.purpose not in needed:
        return True
    service = needed[endpoint.purpose]
    return service is not None and endpoint.service != service


def client_token(request: Mapping[str, Any], environment: Environment, past: str) -> str:
    """Makes equal requests one: two invocations at once, or a retry of one that went through.

    `past` tells a request from an earlier equal one whose endpoint is gone by now; EC2 would answer
    it with that endpoint for as long as it remembers the token.
    """
    text = json.dumps([environment.arn, past, request], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


class EndpointMaker:
    """Carries plans out in the VPC."""

    def __init__(self, ec2: Any, settings: Settings) -> None:
        self._ec2 = ec2
        self._settings = settings

    def all(self) -> list[Endpoint]:
        """Every endpoint of the VPC that has a service."""
        pages = self._ec2.get_paginator("describe_vpc_endpoints").paginate(
            Filters=[{"Name": "vpc-id", "Values": [self._settings.vpc_id]}]
        )
        found = [each for page in pages for each in page["VpcEndpoints"]]
        return [_endpoint(each) for each in found if "ServiceName" in each]

    def converge(
        self, environment: Environment, endpoints: Sequence[Endpoint], now: datetime
    ) -> Plan:
        """Makes what is missing first, so that the environment waits no longer than it must."""
        to_do = plan(environment, endpoints)
        owner = (environment.account, environment.name)
        gone = sorted(
            each.id
            for each in endpoints
            if each.environment == owner and (each.state in GONE or each.id in to_do.delete)
        )
        for purpose, service in to_do.create:
            self._create(environment, purpose, service, f"{now:%Y-%m-%dT%H}{gone}")
        self.delete(to_do.delete)
        return to_do

    def _create(self, environment: Environment, purpose: str, service: str, past: str) -> None:
        settings = self._settings
        tags = {
            **settings.tags,
            "Name": f"{environment.name}-{purpose}",
            "managed-by": MANAGED_BY,
            "mwaa:account": environment.account,
            "mwaa:environment": environment.name,
            "mwaa:endpoint": purpose,
        }
        request = {
            "VpcEndpointType": "Interface",
            "VpcId": settings.vpc_id,
            "ServiceName": service,
            "SubnetIds": sorted(environment.subnet_ids),
            "SecurityGroupIds": [settings.security_group_id],
            # MWAA hands out the endpoint's own name; a private one would need a verified domain.
            "PrivateDnsEnabled": False,
            "IpAddressType": settings.ip_address_type,
            "TagSpecifications": [
                {
                    "ResourceType": "vpc-endpoint",
                    "Tags": [{"Key": key, "Value": tags[key]} for key in sorted(tags)],
                }
            ],
        }
        token = client_token(request, environment, past)
        made = self._ec2.create_vpc_endpoint(**request, ClientToken=token)["VpcEndpoint"]
        LOG.info("Made %s, the %s of %s", made["VpcEndpointId"], purpose, environment.arn)

    def delete(self, ids: Sequence[str]) -> None:
        """Deletes endpoints. EC2 reports what it could not delete without raising anything."""
        if not ids:
            return
        answer = self._ec2.delete_vpc_endpoints(VpcEndpointIds=list(ids))
        failed = [
            f"{each['ResourceId']}: {each['Error']['Code']} {each['Error'].get('Message', '')}"
            for each in answer.get("Unsuccessful", ())
            if each["Error"]["Code"] not in NOT_FOUND
        ]
        if failed:
            raise RuntimeError(f"Endpoints could not be deleted: {'; '.join(failed)}")
        LOG.info("Deleted %s", ", ".join(ids))


def _endpoint(answer: Mapping[str, Any]) -> Endpoint:
    tags = {each["Key"]: each["Value"] for each in answer.get("Tags", ())}
    ours = tags.get("managed-by") == MANAGED_BY
    account, name = tags.get("mwaa:account"), tags.get("mwaa:environment")
    return Endpoint(
        id=answer["VpcEndpointId"],
        service=answer["ServiceName"],
        # The API writes states in several ways: "pendingAcceptance", "PendingAcceptance".
        state=answer["State"].lower(),
        created=answer["CreationTimestamp"],
        environment=(account, name) if ours and account and name else None,
        purpose=tags.get("mwaa:endpoint") if ours else None,
    )
