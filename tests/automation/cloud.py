"""The owner's and the participants' accounts, as the tests set them up and look at them."""

from __future__ import annotations

import importlib
import json
import logging
import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import boto3
import botocore.endpoint
from botocore.config import Config
from moto.server import ThreadedMotoServer

from gateway import Gateway

ROOT = Path(__file__).parent.parent.parent
FUNCTION = ROOT / "assets" / "lambda" / "customer-endpoints"
sys.path.insert(0, str(FUNCTION))

REGION = "eu-west-1"
#: moto's own account, so that it takes the owner's credentials without being told.
OWNER = "123456789012"
PARTICIPANT = "222233334444"
OTHER_PARTICIPANT = "333344445555"
BUS = "mwaa-environment-status"
#: The service account to which MWAA's queues belong.
SERVICE_ACCOUNT = "999988887777"

#: What the function called in all tests, to be judged by the policies of its role.
RECORD: list[dict[str, Any]] = []

_plain_getaddrinfo = socket.getaddrinfo


def _getaddrinfo(host: Any, *rest: Any, **options: Any) -> Any:
    """The SDK puts `api.` before MWAA's host; every name below localhost is this machine."""
    name = host.decode() if isinstance(host, bytes) else host
    local = isinstance(name, str) and name.endswith(".localhost")
    return _plain_getaddrinfo("127.0.0.1" if local else host, *rest, **options)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Cloud:
    """Both emulators behind the gateway, and the owner's network in it."""

    def __init__(self) -> None:
        socket.getaddrinfo = _getaddrinfo
        # Retries are counted, not waited for.
        botocore.endpoint.time = SimpleNamespace(sleep=lambda seconds: None)
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        self._moto = ThreadedMotoServer(ip_address="127.0.0.1", port=free_port(), verbose=False)
        self._moto.start()
        moto_port = self._moto.get_host_and_port()[1]
        ministack_port = free_port()
        self._ministack = start_ministack(ministack_port)
        self.gateway = Gateway(moto_port, ministack_port)
        self._moto_port = moto_port
        os.environ.update(
            AWS_ENDPOINT_URL=f"http://localhost:{self.gateway.port}",
            AWS_ACCESS_KEY_ID=OWNER,
            AWS_SECRET_ACCESS_KEY="unused",
            AWS_REGION=REGION,
            AWS_DEFAULT_REGION=REGION,
            AWS_EC2_METADATA_DISABLED="true",
            AWS_CONFIG_FILE=os.devnull,
            AWS_SHARED_CREDENTIALS_FILE=os.devnull,
        )

    def close(self) -> None:
        self.gateway.close()
        self._moto.stop()
        self._ministack.terminate()
        self._ministack.wait(timeout=20)

    def client(self, service: str, account: str = OWNER) -> Any:
        return boto3.client(
            service,
            region_name=REGION,
            aws_access_key_id=account,
            aws_secret_access_key="unused",
            config=Config(retries={"total_max_attempts": 1}),
        )


def start_ministack(port: int) -> subprocess.Popen[bytes]:
    """Starts ministack on the loopback alone and waits until it answers."""
    process = subprocess.Popen(
        [Path(sys.executable).parent / "ministack"],
        env={
            **{name: value for name, value in os.environ.items() if not name.startswith("AWS_")},
            "GATEWAY_PORT": str(port),
            "BIND_HOST": "127.0.0.1",
            "IOT_MTLS_ENABLED": "0",
            "PERSIST_STATE": "0",
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"ministack ended with status {process.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return process
        except OSError:
            time.sleep(0.1)
    process.terminate()
    raise RuntimeError("ministack did not answer within 60 seconds")


class Network:
    """The owner's VPC with two private subnets, the endpoints' group and an SQS endpoint."""

    def __init__(self, cloud: Cloud) -> None:
        self.cloud = cloud
        self.ec2 = cloud.client("ec2")
        self.vpc_id: str = self.ec2.create_vpc(CidrBlock="10.192.0.0/16")["Vpc"]["VpcId"]
        self.subnet_ids: list[str] = [
            self.ec2.create_subnet(
                VpcId=self.vpc_id, CidrBlock=cidr, AvailabilityZone=f"{REGION}{zone}"
            )["Subnet"]["SubnetId"]
            for cidr, zone in (("10.192.20.0/24", "a"), ("10.192.21.0/24", "b"))
        ]
        self.group_id = self.create_group("endpoints")
        self.variables = {
            "PARTITION": "aws",
            "ACCOUNT": OWNER,
            "VPC_ID": self.vpc_id,
            "SUBNET_IDS": ",".join(self.subnet_ids),
            "SECURITY_GROUP_ID": self.group_id,
            "SECURITY_GROUP_RULES": "all",
            "IP_ADDRESS_TYPE": "ipv4",
            "READER_ROLE_NAME": f"mwaa-status-reader-{REGION}",
            "PARTICIPANTS": json.dumps({PARTICIPANT: None}),
            "TAGS": json.dumps({"team": "data"}),
            "AUTOMATION": BUS,
        }

    def invoke(self, event: Mapping[str, Any]) -> dict[str, int]:
        """Runs the function as Lambda would, and notes what it calls."""
        handler = importlib.import_module("handler")
        first = len(self.cloud.gateway.calls)
        with patch.dict(os.environ, self.variables):
            try:
                counts: dict[str, int] = handler.lambda_handler(event, None)
                return counts
            finally:
                for call in self.cloud.gateway.calls[first:]:
                    RECORD.append({"variables": dict(self.variables), **asdict(call)})

    def create_group(self, name: str) -> str:
        """A security group. The participants' are made here too: moto knows one account at a time."""
        answer = self.ec2.create_security_group(
            GroupName=f"{name}-{time.monotonic_ns()}", Description=name, VpcId=self.vpc_id
        )
        group_id: str = answer["GroupId"]
        return group_id

    def create_queue_endpoint(self, policy: Mapping[str, Any]) -> str:
        answer = self.ec2.create_vpc_endpoint(
            VpcId=self.vpc_id,
            VpcEndpointType="Interface",
            ServiceName=f"com.amazonaws.{REGION}.sqs",
            SubnetIds=self.subnet_ids,
            SecurityGroupIds=[self.group_id],
            PolicyDocument=json.dumps(policy),
        )
        endpoint_id: str = answer["VpcEndpoint"]["VpcEndpointId"]
        self.variables["QUEUE_ENDPOINT_ID"] = endpoint_id
        return endpoint_id

    def queue_policy(self) -> dict[str, Any]:
        answer = self.ec2.describe_vpc_endpoints(
            VpcEndpointIds=[self.variables["QUEUE_ENDPOINT_ID"]]
        )
        policy: dict[str, Any] = json.loads(answer["VpcEndpoints"][0]["PolicyDocument"])
        return policy

    def endpoints(self) -> list[dict[str, Any]]:
        """The endpoints that are there and lead to a service of MWAA, by their name."""
        found = self.ec2.describe_vpc_endpoints(
            Filters=[{"Name": "vpc-id", "Values": [self.vpc_id]}]
        )["VpcEndpoints"]
        return sorted(
            (
                each
                for each in found
                if each["State"] != "deleted" and ".vpce-svc-" in each["ServiceName"]
            ),
            key=lambda each: (tags_of(each).get("Name", ""), each["VpcEndpointId"]),
        )

    def endpoint_names(self) -> list[str]:
        return [tags_of(each).get("Name", "") for each in self.endpoints()]

    def admitted(self) -> list[tuple[str, str, str, int, int]]:
        """Who may reach the endpoints: account, group, protocol and ports."""
        found = self.ec2.describe_security_group_rules(
            Filters=[{"Name": "group-id", "Values": [self.group_id]}]
        )["SecurityGroupRules"]
        return sorted(
            (
                each["ReferencedGroupInfo"]["UserId"],
                each["ReferencedGroupInfo"]["GroupId"],
                each["IpProtocol"],
                each["FromPort"],
                each["ToPort"],
            )
            for each in found
            if not each["IsEgress"]
        )


def tags_of(answer: Mapping[str, Any]) -> dict[str, str]:
    return {each["Key"]: each["Value"] for each in answer.get("Tags", ())}


class Airflow:
    """An environment in a participant's account, as MWAA would play it."""

    def __init__(
        self,
        network: Network,
        name: str = "airflow",
        *,
        account: str = PARTICIPANT,
        mode: str = "PRIVATE_ONLY",
        management: str = "CUSTOMER",
        subnet_ids: list[str] | None = None,
        group_id: str | None = None,
    ) -> None:
        self.network = network
        self.name = name
        self.account = account
        self.arn = f"arn:aws:airflow:{REGION}:{account}:environment/{name}"
        self.group_id = group_id or network.create_group(name)
        self._mwaa = network.cloud.client("mwaa", account)
        self._gateway = network.cloud.gateway
        self._mwaa.create_environment(
            Name=name,
            DagS3Path="dags",
            ExecutionRoleArn=f"arn:aws:iam::{account}:role/execution",
            SourceBucketArn=f"arn:aws:s3:::{name}-dags",
            NetworkConfiguration={
                "SubnetIds": network.subnet_ids if subnet_ids is None else subnet_ids,
                "SecurityGroupIds": [self.group_id],
            },
            WebserverAccessMode=mode,
            EndpointManagement=management,
        )
        self.play(status="CREATING")
        self._gateway.play_environment(
            self.arn, EndpointManagement=management, WebserverAccessMode=mode
        )

    def play(self, status: str, **fields: Any) -> None:
        self._gateway.play_environment(self.arn, Status=status, **fields)

    def wait_for_endpoints(
        self, generation: str = "1", *, webserver: bool = True, hours: float = 0.5
    ) -> None:
        """PENDING: the service's side is made, its names are known, and it has been so for hours."""
        self.play(
            "PENDING",
            CreatedAt=(datetime.now(timezone.utc) - timedelta(hours=hours)).timestamp(),
            DatabaseVpcEndpointService=self.service("database", generation),
            WebserverVpcEndpointService=(
                self.service("webserver", generation) if webserver else None
            ),
            CeleryExecutorQueue=self.queue(generation),
        )

    def service(self, purpose: str, generation: str = "1") -> str:
        return (
            f"com.amazonaws.vpce.{REGION}.vpce-svc-{self.account}{self.name}{purpose}{generation}"
        )

    def queue(self, generation: str = "1") -> str:
        return f"arn:aws:sqs:{REGION}:{SERVICE_ACCOUNT}:airflow-celery-{self.name}-{generation}"

    def delete(self) -> None:
        self._mwaa.delete_environment(Name=self.name)
        self._gateway.forget_environment(self.arn)

    def event(self, status: str) -> dict[str, Any]:
        """A status event; what its detail holds is a guess, as it is for everybody."""
        return {
            "version": "0",
            "id": "6a7e8feb-b491-4cf7-a9f1-bf3703467718",
            "detail-type": "MWAA Environment Status Change",
            "source": "aws.airflow",
            "account": self.account,
            "region": REGION,
            "time": "2026-11-22T12:00:00Z",
            "resources": [self.arn],
            "detail": {"name": self.name, "status": status},
        }
