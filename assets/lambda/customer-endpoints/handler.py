"""Gives Airflow environments the VPC endpoints that their owner has to make.

Amazon MWAA creates an environment with customer-managed endpoints up to the point where it needs
them and then waits, PENDING, for at most 72 hours. In a shared VPC only the owner of the VPC can
make them. This function runs in the owner's account, on every status event and on a schedule, and
does the same each time: it asks MWAA which environments there are, and makes the endpoints, the
rules of their security group and the policy of the SQS endpoint what those environments need.

Source: https://docs.aws.amazon.com/mwaa/latest/userguide/vpc-endpoint-management.html, "Managing
your own Amazon VPC endpoints on Amazon MWAA", read 2026-11-22.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any

from clients import Clients
from convergence import Convergence
from endpoints import EndpointMaker
from failures import Failures
from hint import Hint, hint
from queue_endpoint import QueueEndpoint
from security_group import EndpointSecurityGroup
from settings import Settings, read_settings
from survey import Survey, survey
from watch import metric_lines, publish

logging.getLogger().setLevel(logging.INFO)


def lambda_handler(event: Mapping[str, Any], context: object) -> dict[str, int]:
    """What Lambda calls. It counts what it served, or raises what it could not do."""
    settings = read_settings(os.environ)
    return run(settings, Clients(settings), hint(event), datetime.now(timezone.utc))


def run(settings: Settings, clients: Clients, first: Hint, now: datetime) -> dict[str, int]:
    """Looks at everything, tells what waits, and only then makes changes."""
    failures = Failures()
    surveys = _surveys(settings, clients, first, failures)
    here = [environment for each in surveys for environment in each.here]
    publish(metric_lines(here, settings.automation, now, complete=not failures))
    ec2 = clients.ec2()
    convergence = Convergence(
        settings,
        EndpointMaker(ec2, settings),
        EndpointSecurityGroup(ec2, settings),
        QueueEndpoint(ec2, settings.queue_endpoint_id),
        failures,
    )
    for each in surveys:
        with failures.kept(f"account {each.participant.account}"):
            convergence.converge(each, now)
    failures.report()
    return {"accounts": len(surveys), "environments": len(here)}


def _surveys(settings: Settings, clients: Clients, first: Hint, failures: Failures) -> list[Survey]:
    """What is known of each account; one that does not answer is left as it is."""
    found: list[Survey] = []
    for participant in sorted(
        settings.participants, key=lambda each: (each.account != first.account, each.account)
    ):
        with failures.kept(f"account {participant.account}"):
            reader = clients.reader(participant)
            found.append(survey(settings, participant, reader, failures, first.name))
    return found
