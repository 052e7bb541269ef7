"""The pure parts, and what no emulator can be made to answer."""

from __future__ import annotations

import json
import unittest
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

import cloud  # noqa: F401  It puts the function's modules on the path.
import boto3
from botocore.stub import Stubber
from endpoints import Endpoint, EndpointMaker, Plan, client_token, plan
from environments import Environment, describe
from failures import Failed, Failures
from hint import Hint, hint
from queue_policy import QUEUE_ACTIONS, admit, dismiss, parse, statement_id
from security_group import PORTS, Admission, Rule, missing, superfluous
from settings import Participant, read_settings
from watch import metric_lines, pending_hours

NOON = datetime(2026, 11, 22, 12, tzinfo=timezone.utc)
ACCOUNT = "222233334444"
ARN = f"arn:aws:airflow:eu-west-1:{ACCOUNT}:environment/airflow"
QUEUE = "arn:aws:sqs:eu-west-1:999988887777:airflow-celery-1"

ENVIRONMENT = Environment(
    arn=ARN,
    account=ACCOUNT,
    name="airflow",
    status="PENDING",
    endpoint_management="CUSTOMER",
    access_mode="PRIVATE_ONLY",
    database_service="database-service",
    webserver_service="webserver-service",
    subnet_ids=frozenset({"subnet-1", "subnet-2"}),
    security_group_ids=("sg-1",),
    queue_arn=QUEUE,
    changing_since=NOON - timedelta(hours=30),
)


def endpoint(identity: str, purpose: str = "database", **changes: Any) -> Endpoint:
    return replace(
        Endpoint(
            id=identity,
            service=f"{purpose}-service",
            state="available",
            created=NOON,
            environment=(ACCOUNT, "airflow"),
            purpose=purpose,
        ),
        **changes,
    )


class Plans(unittest.TestCase):
    def test_of_several_equal_endpoints_the_oldest_that_works_stays(self) -> None:
        young = endpoint("vpce-1", created=NOON + timedelta(minutes=1))
        old = endpoint("vpce-2")
        waiting = endpoint("vpce-0", created=NOON - timedelta(days=1), state="pending")
        result = plan(ENVIRONMENT, [young, waiting, old, endpoint("vpce-3", "webserver")])
        self.assertEqual(result, Plan((), ("vpce-0", "vpce-1")))

    def test_a_web_server_endpoint_waits_for_a_service_that_is_not_named_yet(self) -> None:
        old = endpoint("vpce-1", "webserver", service="old-service")
        unnamed = replace(ENVIRONMENT, webserver_service=None)
        self.assertEqual(plan(unnamed, [old]), Plan((("database", "database-service"),), ()))

    def test_nothing_goes_while_an_update_is_under_way(self) -> None:
        past = [endpoint("vpce-1", service="old-service"), endpoint("vpce-2", "webserver")]
        for status in ("UPDATING", "ROLLING_BACK", "MAINTENANCE", "UNAVAILABLE", "NEVER_SEEN"):
            result = plan(replace(ENVIRONMENT, status=status), past)
            self.assertEqual(result, Plan((("database", "database-service"),), ()), status)

    def test_nothing_happens_to_what_comes_up_no_more(self) -> None:
        for status in ("CREATE_FAILED", "DELETING", "DELETED"):
            failed = replace(ENVIRONMENT, status=status)
            self.assertEqual(plan(failed, [endpoint("vpce-1", state="failed")]), Plan((), ()))

    def test_a_dead_endpoint_of_others_is_not_enough_and_not_deleted(self) -> None:
        foreign = replace(endpoint("vpce-1"), environment=None, purpose=None)
        webserver = endpoint("vpce-2", "webserver")
        self.assertEqual(plan(ENVIRONMENT, [foreign, webserver]), Plan((), ()))
        dead = replace(foreign, state="rejected")
        expected = Plan((("database", "database-service"),), ())
        self.assertEqual(plan(ENVIRONMENT, [dead, webserver]), expected)

    def test_endpoints_of_other_environments_are_not_looked_at(self) -> None:
        others = [
            endpoint("vpce-1", environment=("333344445555", "airflow")),
            endpoint("vpce-2", environment=(ACCOUNT, "airflow-2"), service="x"),
        ]
        self.assertEqual(plan(replace(ENVIRONMENT, status="AVAILABLE"), others).delete, ())


class Tokens(unittest.TestCase):
    def test_equal_requests_have_one_and_all_others_another(self) -> None:
        request = {"ServiceName": "a", "VpcId": "vpc-1"}
        tokens = {
            client_token(request, ENVIRONMENT, ""),
            client_token(dict(reversed(request.items())), ENVIRONMENT, ""),
        }
        self.assertEqual(len(tokens), 1)
        tokens |= {
            client_token({**request, "ServiceName": "b"}, ENVIRONMENT, ""),
            client_token(request, replace(ENVIRONMENT, arn=ARN + "2"), ""),
            client_token(request, ENVIRONMENT, "vpce-1"),
        }
        self.assertEqual(len(tokens), 4)
        for token in tokens:
            self.assertRegex(token, "^[0-9a-f]{64}$")


class DeletingEndpoints(unittest.TestCase):
    def delete(self, code: str) -> None:
        ec2 = boto3.client("ec2", region_name="eu-west-1")
        with Stubber(ec2) as stub:
            error = {"Code": code, "Message": "why"}
            stub.add_response(
                "delete_vpc_endpoints",
                {"Unsuccessful": [{"ResourceId": "vpce-1", "Error": error}]},
                {"VpcEndpointIds": ["vpce-1"]},
            )
            EndpointMaker(ec2, None).delete(["vpce-1"])  # type: ignore[arg-type]

    def test_what_ec2_reports_without_raising_is_raised(self) -> None:
        with self.assertRaisesRegex(RuntimeError, "vpce-1: InvalidParameter why"):
            self.delete("InvalidParameter")

    def test_an_endpoint_that_is_gone_already_is_as_good(self) -> None:
        self.delete("InvalidVpcEndpoint.NotFound")


class Rules(unittest.TestCase):
    one = Admission(ACCOUNT, "one", "sg-1")
    two = Admission(ACCOUNT, "two", "sg-1")

    def test_environments_with_one_group_need_one_rule(self) -> None:
        self.assertEqual(
            missing([self.one, self.two], [], PORTS["all"]), [(self.one, *PORTS["all"])]
        )

    def test_a_group_of_another_account_is_another_group(self) -> None:
        foreign = Admission("333344445555", "one", "sg-1")
        rules = [Rule("sgr-1", foreign, PORTS["all"][0])]
        self.assertEqual(len(missing([self.one], rules, PORTS["all"])), 1)

    def test_rules_of_ports_that_are_open_no_more_go(self) -> None:
        rules = [Rule("sgr-1", self.one, PORTS["all"][0])]
        gone = superfluous(rules, ACCOUNT, [self.one], {"one"}, PORTS["restricted"])
        self.assertEqual(gone, rules)

    def test_a_rule_of_an_environment_that_is_not_judged_stays(self) -> None:
        rules = [Rule("sgr-1", self.one, PORTS["all"][0])]
        self.assertEqual(superfluous(rules, ACCOUNT, [], {"two"}, PORTS["all"]), [])
        self.assertEqual(superfluous(rules, "333344445555", [], {"one"}, PORTS["all"]), [])


class QueuePolicies(unittest.TestCase):
    foreign: Mapping[str, Any] = {
        "Sid": "Foreign",
        "Effect": "Deny",
        "Principal": "*",
        "Action": "sqs:DeleteQueue",
        "Resource": "*",
    }

    def test_admitting_twice_is_admitting_once(self) -> None:
        policy = {"Version": "2012-10-17", "Statement": [self.foreign]}
        once = admit(policy, ARN, QUEUE)
        self.assertEqual(once["Statement"][0], self.foreign)
        self.assertEqual(once["Statement"][1]["Resource"], QUEUE)
        self.assertIs(admit(once, ARN, QUEUE), once)
        self.assertEqual(policy, {"Version": "2012-10-17", "Statement": [self.foreign]})

    def test_admitting_and_dismissing_leaves_what_was(self) -> None:
        policy = {"Id": "mine", "Statement": [self.foreign]}
        self.assertEqual(dismiss(admit(policy, ARN, QUEUE), [ARN]), policy)
        self.assertIs(dismiss(policy, [ARN]), policy)

    def test_a_new_queue_takes_the_place_of_the_old(self) -> None:
        policy = admit(admit({"Statement": []}, ARN, QUEUE), ARN, QUEUE + "2")
        self.assertEqual([each["Resource"] for each in policy["Statement"]], [QUEUE + "2"])

    def test_a_single_statement_is_a_list_of_one(self) -> None:
        policy = admit({"Statement": self.foreign}, ARN, QUEUE)
        self.assertEqual(policy["Statement"][0], self.foreign)
        self.assertEqual(len(policy["Statement"]), 2)

    def test_what_admits_the_queue_already_is_enough(self) -> None:
        allow = {"Effect": "Allow", "Principal": "*"}
        for more, enough in (
            ({"Action": "*", "Resource": "*"}, True),
            ({"Action": "SQS:*", "Resource": "arn:aws:sqs:*:*:airflow-celery-?"}, True),
            ({"Action": list(QUEUE_ACTIONS), "Resource": [QUEUE]}, True),
            ({"Action": list(QUEUE_ACTIONS)[1:], "Resource": QUEUE}, False),
            ({"Action": "sqs:*", "Resource": QUEUE + "x"}, False),
            ({"Action": "sqs:*", "Resource": "arn.aws:sqs:*"}, False),
            ({"NotAction": "sqs:DeleteQueue", "Resource": "*"}, False),
            ({"Action": "*", "Resource": "*", "Condition": {"Bool": {"x": "true"}}}, False),
            ({"Action": "*", "Resource": "*", "Principal": {"AWS": ACCOUNT}}, False),
            ({"Action": "*", "Resource": "*", "Effect": "Deny"}, False),
        ):
            policy = {"Statement": [{**allow, **more}]}
            self.assertEqual(admit(policy, ARN, QUEUE) is policy, enough, more)

    def test_ids_of_statements_are_letters_and_digits_and_differ(self) -> None:
        self.assertRegex(statement_id(ARN), "^[A-Za-z0-9]+$")
        self.assertNotEqual(statement_id(ARN), statement_id(ARN + "2"))

    def test_a_text_that_is_no_policy_is_refused(self) -> None:
        for text in ("", "[]", '{"Version": "2012-10-17"}'):
            with self.assertRaises(ValueError):
                parse(text)


class Hints(unittest.TestCase):
    def test_only_what_looks_like_a_name_is_one(self) -> None:
        for detail, name in (
            ({"name": "airflow"}, "airflow"),
            ({"name": "-airflow"}, None),
            ({"name": "a" * 81}, None),
            ({"name": {"S": "airflow"}}, None),
            ({"Name": "airflow"}, None),
            ("airflow", None),
            (None, None),
        ):
            self.assertEqual(hint({"detail": detail}), Hint(None, name), detail)

    def test_anything_can_come_as_an_event(self) -> None:
        events: tuple[object, ...] = (None, [], "text", {}, {"account": 1, "detail": []})
        for event in events:
            self.assertEqual(hint(event), Hint(), event)
        self.assertEqual(hint({"account": ACCOUNT}), Hint(ACCOUNT, None))


class Watching(unittest.TestCase):
    def test_only_waiting_counts_and_never_backwards(self) -> None:
        self.assertEqual(pending_hours(ENVIRONMENT, NOON), 30)
        self.assertEqual(pending_hours(ENVIRONMENT, NOON - timedelta(hours=31)), 0)
        self.assertEqual(pending_hours(replace(ENVIRONMENT, status="AVAILABLE"), NOON), 0)
        self.assertEqual(pending_hours(replace(ENVIRONMENT, changing_since=None), NOON), 0)

    def test_the_line_is_in_the_embedded_metric_format(self) -> None:
        (line,) = metric_lines([ENVIRONMENT], "bus", NOON, complete=True)
        self.assertEqual(
            line,
            {
                "_aws": {
                    "Timestamp": 1795348800000,
                    "CloudWatchMetrics": [
                        {
                            "Namespace": "MWAA/CustomerEndpoints",
                            "Dimensions": [
                                ["Automation"],
                                ["Automation", "Account", "Environment"],
                            ],
                            "Metrics": [{"Name": "PendingHours", "Unit": "None"}],
                        }
                    ],
                },
                "Automation": "bus",
                "Account": ACCOUNT,
                "Environment": "airflow",
                "PendingHours": 30.0,
            },
        )

    def test_an_update_starts_the_clock_anew(self) -> None:
        answer = {
            "Arn": ARN,
            "Name": "airflow",
            "Status": "PENDING",
            "CreatedAt": NOON - timedelta(days=90),
            "LastUpdate": {"CreatedAt": NOON - timedelta(hours=2)},
        }
        self.assertEqual(pending_hours(describe(answer, ACCOUNT), NOON), 2)


class Standing(unittest.TestCase):
    def test_nobody_can_tell_before_management_and_subnets_are_known(self) -> None:
        here = frozenset({"subnet-1", "subnet-2", "subnet-3"})
        for changes, answer in (
            ({}, True),
            ({"endpoint_management": "SERVICE"}, False),
            ({"subnet_ids": frozenset({"subnet-1", "subnet-9"})}, False),
            ({"endpoint_management": None}, None),
            ({"subnet_ids": frozenset()}, None),
        ):
            self.assertIs(replace(ENVIRONMENT, **changes).stands_in(here), answer, changes)


class Reports(unittest.TestCase):
    def test_every_failure_is_raised_at_the_end(self) -> None:
        failures = Failures()
        failures.report()
        self.assertFalse(failures)
        for subject in ("one", "two"):
            with failures.kept(subject):
                raise KeyError(subject)
        self.assertTrue(failures)
        with self.assertRaisesRegex(Failed, r"2 failed\. one: KeyError: 'one' \| two: KeyError"):
            failures.report()


class ReadingSettings(unittest.TestCase):
    variables: Mapping[str, str] = {
        "AWS_REGION": "cn-north-1",
        "PARTITION": "aws-cn",
        "ACCOUNT": "123456789012",
        "VPC_ID": "vpc-1",
        "SUBNET_IDS": "subnet-1,subnet-2",
        "SECURITY_GROUP_ID": "sg-1",
        "SECURITY_GROUP_RULES": "all",
        "IP_ADDRESS_TYPE": "ipv4",
        "READER_ROLE_NAME": "reader",
        "PARTICIPANTS": json.dumps({ACCOUNT: ["a", "b"], "123456789012": None}),
        "AUTOMATION": "bus",
    }

    def test_participants_are_asked_through_their_role_and_the_owner_is_not(self) -> None:
        settings = read_settings(self.variables)
        role = f"arn:aws-cn:iam::{ACCOUNT}:role/reader"
        self.assertEqual(
            settings.participants,
            (
                Participant(ACCOUNT, role, frozenset({"a", "b"})),
                Participant("123456789012", None, None),
            ),
        )
        self.assertEqual(settings.subnet_ids, {"subnet-1", "subnet-2"})
        self.assertIsNone(settings.queue_endpoint_id)
        self.assertEqual(settings.tags, {})

    def test_whatever_is_missing_or_makes_no_sense_is_named(self) -> None:
        for name in self.variables:
            with self.assertRaisesRegex(ValueError, name):
                read_settings({**self.variables, name: ""})
        for name, value in (
            ("IP_ADDRESS_TYPE", "dualstack"),
            ("SECURITY_GROUP_RULES", "none"),
            ("PARTICIPANTS", "[]"),
            ("PARTICIPANTS", "{}"),
            ("TAGS", '{"a": 1}'),
        ):
            with self.assertRaisesRegex(ValueError, name):
                read_settings({**self.variables, name: value})
