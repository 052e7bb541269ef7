"""Brings the VPC from what it has to what the environments of an account need."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from endpoints import GONE, Endpoint, EndpointMaker
from environments import BEYOND_HELP, SETTLED, Environment
from failures import Failures
from queue_endpoint import QueueEndpoint
from queue_policy import admit, dismiss
from security_group import Admission, EndpointSecurityGroup, Rule, missing, superfluous
from settings import Settings
from survey import Survey


class Convergence:
    """What the VPC has, and the tools to change it."""

    def __init__(
        self,
        settings: Settings,
        endpoints: EndpointMaker,
        group: EndpointSecurityGroup,
        queue: QueueEndpoint,
        failures: Failures,
    ) -> None:
        self._settings = settings
        self._maker = endpoints
        self._group = group
        self._queue = queue
        self._failures = failures

    def converge(self, survey: Survey, now: datetime) -> None:
        """Serves the environments that are here, then clears away what served others."""
        endpoints = self._maker.all()
        rules = self._group.rules()
        served = [each for each in survey.here if each.status not in BEYOND_HELP]
        self._admit(served, rules)
        for environment in served:
            self._serve(environment, endpoints, now)
        gone = self._gone(survey, endpoints, rules)
        for name in sorted(gone):
            self._clear_away(survey.participant.account, name, endpoints)
        self._revoke(survey, gone, rules)

    def _admit(self, environments: Sequence[Environment], rules: Sequence[Rule]) -> None:
        """Lets environments in before their endpoints are there, so that these work at once."""
        wanted = [each for environment in environments for each in admissions(environment)]
        for admission, ports in missing(wanted, rules, self._group.ports):
            what = f"environment {admission.environment} of {admission.account}"
            with self._failures.kept(f"security group for {what}"):
                self._group.admit(admission, ports)

    def _serve(
        self, environment: Environment, endpoints: Sequence[Endpoint], now: datetime
    ) -> None:
        what = f"environment {environment.name} of {environment.account}"
        with self._failures.kept(f"queue of {what}"):
            queue = environment.queue_arn
            if queue is not None:
                self._queue.edit(lambda policy: admit(policy, environment.arn, queue))
        with self._failures.kept(f"endpoints of {what}"):
            self._maker.converge(environment, endpoints, now)

    def _gone(
        self, survey: Survey, endpoints: Sequence[Endpoint], rules: Sequence[Rule]
    ) -> frozenset[str]:
        """The environments that left something behind and, as the service says, are no more."""
        account = survey.participant.account
        owners = {each.environment for each in endpoints if each.state not in GONE}
        owners |= {(rule.admission.account, rule.admission.environment) for rule in rules}
        gone: set[str] = set()
        for owner in sorted(each for each in owners if each is not None):
            if owner[0] != account:
                continue
            with self._failures.kept(f"former environment {owner[1]} of {account}"):
                if survey.is_gone(owner[1]):
                    gone.add(owner[1])
        return frozenset(gone)

    def _clear_away(self, account: str, name: str, endpoints: Sequence[Endpoint]) -> None:
        """Takes the queue back first: the endpoints are what reminds of it until that is done."""
        with self._failures.kept(f"clearing away after {name} of {account}"):
            arn = self._arn(account, name)
            self._queue.edit(lambda policy: dismiss(policy, [arn]))
            self._maker.delete(
                [
                    each.id
                    for each in endpoints
                    if each.environment == (account, name) and each.state not in GONE
                ]
            )

    def _revoke(self, survey: Survey, gone: frozenset[str], rules: Sequence[Rule]) -> None:
        """Rules go only if all environments are known: they may share security groups."""
        if not survey.complete:
            return
        account = survey.participant.account
        wanted = [each for environment in survey.here for each in admissions(environment)]
        settled = {each.name for each in survey.here if each.status in SETTLED}
        ports = self._group.ports
        with self._failures.kept(f"security group for {account}"):
            self._group.revoke(superfluous(rules, account, wanted, gone | settled, ports))

    def _arn(self, account: str, name: str) -> str:
        where = f"{self._settings.region}:{account}"
        return f"arn:{self._settings.partition}:airflow:{where}:environment/{name}"


def admissions(environment: Environment) -> list[Admission]:
    """An environment by each of its security groups."""
    return [
        Admission(environment.account, environment.name, group)
        for group in environment.security_group_ids
    ]
