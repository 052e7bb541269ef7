"""Clients of the AWS services that the function talks to."""

from __future__ import annotations

from typing import Any

import boto3
from botocore.config import Config

from environments import EnvironmentReader
from settings import MANAGED_BY, Participant, Settings

#: Throttled and failed calls are repeated, with pauses that grow, before they count as failures.
CONFIG = Config(
    connect_timeout=5,
    read_timeout=20,
    retries={"mode": "standard", "total_max_attempts": 6},
)


class Clients:
    """Makes clients when they are needed; credentials of other accounts last one invocation."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def ec2(self) -> Any:
        return boto3.client("ec2", region_name=self._settings.region, config=CONFIG)

    def reader(self, participant: Participant) -> EnvironmentReader:
        """What reads the environments of an account, through its role if it is another one."""
        return EnvironmentReader(
            self._session(participant).client("mwaa", config=CONFIG), participant.account
        )

    def _session(self, participant: Participant) -> boto3.Session:
        region = self._settings.region
        if participant.reader_role_arn is None:
            return boto3.Session(region_name=region)
        # The regional endpoint: the global one would make every region depend on one.
        answer = boto3.client("sts", region_name=region, config=CONFIG).assume_role(
            RoleArn=participant.reader_role_arn,
            RoleSessionName=MANAGED_BY,
            DurationSeconds=900,
        )["Credentials"]
        return boto3.Session(
            aws_access_key_id=answer["AccessKeyId"],
            aws_secret_access_key=answer["SecretAccessKey"],
            aws_session_token=answer["SessionToken"],
            region_name=region,
        )
