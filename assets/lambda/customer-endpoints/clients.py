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
        role_arn = participant.reader_role_arn
        mwaa = boto3.client(
            "mwaa",
            region_name=self._settings.region,
            config=CONFIG,
            **({} if role_arn is None else self._credentials(role_arn)),
        )
        return EnvironmentReader(mwaa, participant.account)

    def _credentials(self, role_arn: str) -> dict[str, str]:
        # The regional endpoint: the global one would make every region depend on one.
        sts = boto3.client("sts", region_name=self._settings.region, config=CONFIG)
        answer = sts.assume_role(RoleArn=role_arn, RoleSessionName=MANAGED_BY, DurationSeconds=900)[
            "Credentials"
        ]
        return {
            "aws_access_key_id": answer["AccessKeyId"],
            "aws_secret_access_key": answer["SecretAccessKey"],
            "aws_session_token": answer["SessionToken"],
        }
