"""Finds out which environments of an account the VPC has, before anything is changed."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field

from environments import Environment, EnvironmentReader
from failures import Failures
from settings import Participant, Settings

LOG = logging.getLogger(__name__)


@dataclass
class Survey:
    """What MWAA said about one account."""

    participant: Participant
    reader: EnvironmentReader
    #: Every environment of the account in the region.
    listed: frozenset[str]
    #: The admitted environments that stand in the VPC.
    here: list[Environment] = field(default_factory=list)
    #: Names of admitted environments that surely do not stand here: in other subnets, or gone.
    elsewhere: set[str] = field(default_factory=set)
    #: Whether all admitted environments answered.
    complete: bool = True

    def is_gone(self, name: str) -> bool:
        """Whether the service itself says that an environment which stood here does no more.

        A name that is not on the list is asked for once more: lists lag behind.
        """
        if name in self.elsewhere:
            return True
        return name not in self.listed and self.reader.find(name) is None


def survey(
    settings: Settings,
    participant: Participant,
    reader: EnvironmentReader,
    failures: Failures,
    first: str | None,
) -> Survey:
    """Looks at every admitted environment, `first` before the others.

    Raises what listing them raises: nothing at all is known of the account then.
    """
    names = reader.names()
    result = Survey(participant, reader, frozenset(names))
    for name in sorted(names, key=lambda each: (each != first, each)):
        if not participant.admits(name):
            LOG.info("Left alone: %s of %s is not admitted", name, participant.account)
            continue
        answered = False
        with failures.kept(f"environment {name} of {participant.account}"):
            environment = reader.find(name)
            _sort_in(result, name, environment, settings.subnet_ids)
            answered = True
        result.complete = result.complete and answered
    return result


def _sort_in(
    result: Survey, name: str, environment: Environment | None, subnet_ids: frozenset[str]
) -> None:
    here = False if environment is None else environment.stands_in(subnet_ids)
    if environment is not None and here:
        result.here.append(environment)
    elif here is False:
        result.elsewhere.add(name)
