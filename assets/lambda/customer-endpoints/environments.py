"""Asks MWAA which environments there are and what state they are in.

Events only say that something may have changed: they come twice, late, in any order or not at all,
and their detail is documented nowhere. What the service answers decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from botocore.exceptions import ClientError

DATABASE = "database"
WEBSERVER = "webserver"

#: States in which the environment is what its description says, so that what it no longer needs
#: may go. In every other state an update may be under way that still needs it.
SETTLED = frozenset({"PENDING", "CREATING", "AVAILABLE"})

#: States in which nothing is made: these environments come up no more.
BEYOND_HELP = frozenset({"CREATE_FAILED", "DELETING", "DELETED"})


@dataclass(frozen=True)
class Environment:
    """What counts of an environment."""

    arn: str
    account: str
    name: str
    status: str
    #: "CUSTOMER" if the owner of the VPC makes its endpoints, "SERVICE" if MWAA does.
    endpoint_management: str | None
    access_mode: str
    database_service: str | None
    webserver_service: str | None
    subnet_ids: frozenset[str]
    security_group_ids: tuple[str, ...]
    #: The queue of its Celery executor, which belongs to an account of the service.
    queue_arn: str | None
    #: When it began to be created or, later, updated: PENDING for no longer than that.
    changing_since: datetime | None

    def stands_in(self, subnet_ids: frozenset[str]) -> bool | None:
        """Whether its endpoints belong into these subnets; None as long as nobody can tell.

        Neither its subnets nor who manages its endpoints ever change: an environment that stands
        elsewhere has nothing in common with one that stood here under the same name.
        """
        if self.endpoint_management is None or not self.subnet_ids:
            return None
        return self.endpoint_management == "CUSTOMER" and self.subnet_ids <= subnet_ids

    def services(self) -> Mapping[str, str | None]:
        """The endpoints of its access mode, each with its service; None while none is named yet.

        The database always has one. The web server has one where its address is private; with both
        kinds of access MWAA may serve the private one itself, and names a service if it does not.
        """
        if self.access_mode == "PRIVATE_ONLY":
            return {DATABASE: self.database_service, WEBSERVER: self.webserver_service}
        if self.access_mode == "PUBLIC_AND_PRIVATE" and self.webserver_service is not None:
            return {DATABASE: self.database_service, WEBSERVER: self.webserver_service}
        return {DATABASE: self.database_service}


class EnvironmentReader:
    """Reads the environments of one account."""

    def __init__(self, mwaa: Any, account: str) -> None:
        self._mwaa = mwaa
        self._account = account

    def names(self) -> list[str]:
        """Every environment of the account in this region."""
        pages = self._mwaa.get_paginator("list_environments").paginate()
        return [name for page in pages for name in page["Environments"]]

    def find(self, name: str) -> Environment | None:
        """The environment, or None if the service says that there is none.

        Everything else that goes wrong is raised. A denial or a throttled call says nothing about
        the environment, and must never look like its end.
        """
        try:
            answer = self._mwaa.get_environment(Name=name)["Environment"]
        except ClientError as error:
            if error.response["Error"]["Code"] == "ResourceNotFoundException":
                return None
            raise
        return None if answer["Status"] == "DELETED" else describe(answer, self._account)


def describe(answer: Mapping[str, Any], account: str) -> Environment:
    """An environment out of what GetEnvironment answers. Fields come and go with the state."""
    network = answer.get("NetworkConfiguration", {})
    times = (answer.get("CreatedAt"), answer.get("LastUpdate", {}).get("CreatedAt"))
    return Environment(
        arn=answer["Arn"],
        account=account,
        name=answer["Name"],
        status=answer["Status"],
        endpoint_management=answer.get("EndpointManagement"),
        access_mode=answer.get("WebserverAccessMode", "PUBLIC_ONLY"),
        database_service=answer.get("DatabaseVpcEndpointService"),
        webserver_service=answer.get("WebserverVpcEndpointService"),
        subnet_ids=frozenset(network.get("SubnetIds", ())),
        security_group_ids=tuple(network.get("SecurityGroupIds", ())),
        queue_arn=answer.get("CeleryExecutorQueue"),
        changing_since=max((each for each in times if each is not None), default=None),
    )
