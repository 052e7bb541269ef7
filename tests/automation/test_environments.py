"""Whole invocations against the emulators: real SDK clients, real requests, real answers."""

from __future__ import annotations

import contextlib
import io
import json
import threading
import unittest
from typing import Any

from cloud import BUS, OTHER_PARTICIPANT, OWNER, PARTICIPANT, Airflow, Cloud, Network, tags_of
from failures import Failed

SCHEDULED = {"source": "aws.events", "detail-type": "Scheduled Event", "detail": {}}
ALL_PORTS = ("-1", -1, -1)


class Invocation(unittest.TestCase):
    """A fresh VPC for each test, in emulators that all tests share."""

    cloud: Cloud

    @classmethod
    def setUpClass(cls) -> None:
        cls.cloud = Cloud()
        cls.addClassCleanup(cls.cloud.close)

    def setUp(self) -> None:
        self.cloud.gateway.reset()
        for account in (OWNER, PARTICIPANT, OTHER_PARTICIPANT):
            mwaa = self.cloud.client("mwaa", account)
            for name in mwaa.list_environments()["Environments"]:
                mwaa.delete_environment(Name=name)
        self.network = Network(self.cloud)
        self.output = ""

    def invoke(self, event: dict[str, Any] | None = None) -> dict[str, int]:
        written = io.StringIO()
        try:
            with contextlib.redirect_stdout(written):
                return self.network.invoke(SCHEDULED if event is None else event)
        finally:
            self.output = written.getvalue()

    def pending(self, name: str = "airflow", **options: Any) -> Airflow:
        environment = Airflow(self.network, name, **options)
        environment.wait_for_endpoints()
        return environment

    def ids(self) -> list[str]:
        return [each["VpcEndpointId"] for each in self.network.endpoints()]


class AccessModes(Invocation):
    def expect(self, mode: str, webserver: bool, purposes: list[str]) -> None:
        environment = Airflow(self.network, mode=mode)
        environment.wait_for_endpoints(webserver=webserver)
        for _ in range(2):
            self.assertEqual(self.invoke(), {"accounts": 1, "environments": 1})
            found = [
                (tags_of(each)["mwaa:endpoint"], each["ServiceName"])
                for each in self.network.endpoints()
            ]
            self.assertEqual(found, [(each, environment.service(each)) for each in purposes])
        self.assertEqual(len(self.cloud.gateway.made("CreateVpcEndpoint")), len(purposes))

    def test_public_only_has_the_database_alone(self) -> None:
        self.expect("PUBLIC_ONLY", False, ["database"])

    def test_public_only_has_no_web_server_even_if_a_service_is_named(self) -> None:
        self.expect("PUBLIC_ONLY", True, ["database"])

    def test_private_only_has_database_and_web_server(self) -> None:
        self.expect("PRIVATE_ONLY", True, ["database", "webserver"])

    def test_both_has_a_web_server_if_a_service_is_named(self) -> None:
        self.expect("PUBLIC_AND_PRIVATE", True, ["database", "webserver"])

    def test_both_has_the_database_alone_if_none_is_named(self) -> None:
        self.expect("PUBLIC_AND_PRIVATE", False, ["database"])

    def test_endpoints_are_made_as_mwaa_needs_them(self) -> None:
        self.network.variables["IP_ADDRESS_TYPE"] = "ipv6"
        environment = self.pending()
        self.invoke(environment.event("PENDING"))
        database, webserver = self.network.endpoints()
        for endpoint, purpose in ((database, "database"), (webserver, "webserver")):
            self.assertEqual(endpoint["VpcEndpointType"], "Interface")
            self.assertEqual(endpoint["VpcId"], self.network.vpc_id)
            self.assertEqual(sorted(endpoint["SubnetIds"]), sorted(self.network.subnet_ids))
            self.assertEqual([g["GroupId"] for g in endpoint["Groups"]], [self.network.group_id])
            self.assertIs(endpoint["PrivateDnsEnabled"], False)
            self.assertEqual(
                tags_of(endpoint),
                {
                    "Name": f"airflow-{purpose}",
                    "managed-by": "mwaa-endpoint-automation",
                    "mwaa:account": PARTICIPANT,
                    "mwaa:endpoint": purpose,
                    "mwaa:environment": "airflow",
                    "team": "data",
                },
            )
        # moto does not keep the IP family, so the request has to tell.
        for call in self.cloud.gateway.made("CreateVpcEndpoint"):
            self.assertEqual(call.parameters["IpAddressType"], "ipv6")
            self.assertRegex(call.parameters["ClientToken"], r"^[0-9a-f]{64}$")

    def test_the_environment_is_admitted_by_its_account_and_group(self) -> None:
        environment = self.pending()
        self.invoke()
        self.assertEqual(self.network.admitted(), [(PARTICIPANT, environment.group_id, *ALL_PORTS)])

    def test_restricted_rules_admit_web_server_and_database_alone(self) -> None:
        self.network.variables["SECURITY_GROUP_RULES"] = "restricted"
        environment = self.pending()
        self.invoke()
        self.invoke()
        who = (PARTICIPANT, environment.group_id, "tcp")
        self.assertEqual(self.network.admitted(), [(*who, 443, 443), (*who, 5432, 5432)])


class Events(Invocation):
    def test_duplicates_change_nothing(self) -> None:
        environment = self.pending()
        self.invoke(environment.event("PENDING"))
        before = self.ids()
        for _ in range(3):
            self.invoke(environment.event("PENDING"))
        self.assertEqual(self.ids(), before)
        self.assertEqual(len(before), 2)
        self.assertEqual(len(self.cloud.gateway.made("CreateVpcEndpoint")), 2)
        self.assertEqual(len(self.cloud.gateway.made("AuthorizeSecurityGroupIngress")), 1)

    def test_available_before_pending_makes_the_endpoints_once(self) -> None:
        environment = self.pending()
        self.invoke(environment.event("AVAILABLE"))
        before = self.ids()
        self.assertEqual(len(before), 2)
        self.invoke(environment.event("PENDING"))
        self.assertEqual(self.ids(), before)

    def test_deleted_deletes_nothing_of_an_environment_that_lives(self) -> None:
        environment = self.pending()
        self.invoke(environment.event("PENDING"))
        before = self.ids()
        self.invoke(environment.event("DELETED"))
        self.assertEqual(self.ids(), before)
        self.assertEqual(len(before), 2)

    def test_pending_long_after_the_deletion_makes_nothing(self) -> None:
        environment = self.pending()
        self.invoke(environment.event("PENDING"))
        environment.delete()
        self.invoke(environment.event("DELETED"))
        self.invoke(environment.event("PENDING"))
        self.assertEqual(self.ids(), [])
        self.assertEqual(self.network.admitted(), [])

    def test_creating_without_service_names_waits_for_them(self) -> None:
        environment = Airflow(self.network)
        self.invoke(environment.event("CREATING"))
        self.assertEqual(self.ids(), [])
        environment.wait_for_endpoints()
        self.invoke(environment.event("PENDING"))
        self.assertEqual(self.network.endpoint_names(), ["airflow-database", "airflow-webserver"])

    def test_a_lost_event_is_made_up_for_by_the_schedule(self) -> None:
        self.pending()
        self.invoke(SCHEDULED)
        self.assertEqual(len(self.ids()), 2)

    def test_an_event_full_of_lies_decides_nothing(self) -> None:
        environment = self.pending()
        event = environment.event("PENDING")
        event["account"] = OTHER_PARTICIPANT
        event["detail"] = {
            "name": "../../etc",
            "databaseVpcEndpointService": "com.amazonaws.vpce.eu-west-1.vpce-svc-evil",
        }
        self.invoke(event)
        self.assertEqual(
            [each["ServiceName"] for each in self.network.endpoints()],
            [environment.service("database"), environment.service("webserver")],
        )

    def test_two_invocations_at_once_make_each_endpoint_once(self) -> None:
        environment = self.pending()
        # Both see the VPC without endpoints before either makes one.
        self.cloud.gateway.let_meet("DescribeSecurityGroupRules", 2)
        errors: list[BaseException] = []

        def invoke() -> None:
            try:
                self.network.invoke(environment.event("PENDING"))
            except BaseException as error:
                errors.append(error)

        with contextlib.redirect_stdout(io.StringIO()):
            twins = [threading.Thread(target=invoke) for _ in range(2)]
            for twin in twins:
                twin.start()
            for twin in twins:
                twin.join(timeout=60)
        self.assertEqual(errors, [])
        self.assertEqual(len(self.cloud.gateway.made("CreateVpcEndpoint")), 4)
        self.assertEqual(self.network.endpoint_names(), ["airflow-database", "airflow-webserver"])
        self.assertEqual(len(self.network.admitted()), 1)


class Throttling(Invocation):
    def test_throttled_calls_of_every_service_are_repeated(self) -> None:
        environment = self.pending()
        gateway = self.cloud.gateway
        gateway.fail("AssumeRole", "Throttling", times=1)
        gateway.fail("ListEnvironments", "ThrottlingException", status=429, times=1)
        gateway.fail("GetEnvironment", "ThrottlingException", status=429, times=2)
        gateway.fail("DescribeVpcEndpoints", "RequestLimitExceeded", status=503, times=1)
        gateway.fail("AuthorizeSecurityGroupIngress", "RequestLimitExceeded", status=503, times=1)
        gateway.fail("CreateVpcEndpoint", "RequestLimitExceeded", status=503, times=2)
        self.invoke(environment.event("PENDING"))
        self.assertEqual(self.network.endpoint_names(), ["airflow-database", "airflow-webserver"])
        self.assertEqual(len(gateway.made("CreateVpcEndpoint")), 4)

    def test_throttling_without_end_fails_the_invocation_and_serves_the_others(self) -> None:
        self.pending("first")
        self.pending("second")
        self.cloud.gateway.fail(
            "GetEnvironment",
            "ThrottlingException",
            status=429,
            times=100,
            when=lambda parameters: parameters["Name"] == "first",
        )
        with self.assertRaisesRegex(Failed, "environment first of 222233334444.*Throttling"):
            self.invoke()
        self.assertEqual(self.network.endpoint_names(), ["second-database", "second-webserver"])
        self.cloud.gateway.heal()
        self.invoke()
        self.assertEqual(
            self.network.endpoint_names(),
            ["first-database", "first-webserver", "second-database", "second-webserver"],
        )

    def test_throttling_while_looking_for_the_gone_deletes_nothing(self) -> None:
        environment = self.pending()
        self.invoke()
        environment.delete()
        self.cloud.gateway.fail("GetEnvironment", "ThrottlingException", status=429, times=100)
        with self.assertRaisesRegex(Failed, "former environment airflow"):
            self.invoke()
        self.assertEqual(len(self.ids()), 2)
        self.assertEqual(len(self.network.admitted()), 1)
        self.cloud.gateway.heal()
        self.invoke()
        self.assertEqual((self.ids(), self.network.admitted()), ([], []))


class PartialFailure(Invocation):
    def test_after_the_first_endpoint_the_next_invocation_makes_the_second(self) -> None:
        environment = self.pending()
        self.cloud.gateway.fail("CreateVpcEndpoint", "VpcEndpointLimitExceeded", skip=1)
        with self.assertRaisesRegex(Failed, "endpoints of environment airflow.*LimitExceeded"):
            self.invoke(environment.event("PENDING"))
        first = self.ids()
        self.assertEqual(self.network.endpoint_names(), ["airflow-database"])
        self.invoke(environment.event("PENDING"))
        self.assertEqual(self.network.endpoint_names(), ["airflow-database", "airflow-webserver"])
        self.assertEqual(self.ids()[0], first[0])

    def test_a_lost_answer_does_not_make_a_second_endpoint(self) -> None:
        self.pending()
        self.cloud.gateway.fail("CreateVpcEndpoint", "InternalError", status=500, too_late=True)
        self.invoke()
        self.assertEqual(self.network.endpoint_names(), ["airflow-database", "airflow-webserver"])
        tokens = [
            call.parameters["ClientToken"] for call in self.cloud.gateway.made("CreateVpcEndpoint")
        ]
        self.assertEqual(tokens[0], tokens[1])
        self.assertEqual(len(set(tokens)), 2)

    def test_a_refused_rule_keeps_the_endpoints_from_nobody(self) -> None:
        self.pending()
        self.cloud.gateway.fail("AuthorizeSecurityGroupIngress", "InvalidGroup.NotFound")
        with self.assertRaisesRegex(Failed, "security group for environment airflow"):
            self.invoke()
        self.assertEqual(len(self.ids()), 2)
        self.assertEqual(self.network.admitted(), [])
        self.invoke()
        self.assertEqual(len(self.network.admitted()), 1)

    def test_an_account_without_the_role_keeps_nobody_from_being_served(self) -> None:
        self.network.variables["PARTICIPANTS"] = json.dumps(
            {OTHER_PARTICIPANT: None, PARTICIPANT: None}
        )
        self.pending()
        lost = self.pending("lost", account=OTHER_PARTICIPANT)
        self.cloud.gateway.fail(
            "AssumeRole",
            "AccessDenied",
            status=403,
            when=lambda parameters: OTHER_PARTICIPANT in parameters["RoleArn"],
        )
        with self.assertRaisesRegex(Failed, f"account {OTHER_PARTICIPANT}.*AccessDenied"):
            self.invoke(lost.event("PENDING"))
        self.assertEqual(self.network.endpoint_names(), ["airflow-database", "airflow-webserver"])

    def test_the_environment_of_the_event_comes_first(self) -> None:
        self.pending("a")
        wanted = self.pending("z")
        self.invoke(wanted.event("PENDING"))
        asked = [call.parameters["Name"] for call in self.cloud.gateway.made("GetEnvironment")]
        self.assertEqual(asked, ["z", "a"])


class Deletion(Invocation):
    def test_what_served_a_deleted_environment_goes_and_nothing_else(self) -> None:
        self.network.create_queue_endpoint({"Version": "2012-10-17", "Statement": []})
        environment = self.pending()
        other = self.pending("other")
        ec2 = self.network.ec2
        foreign = ec2.create_vpc_endpoint(
            VpcId=self.network.vpc_id,
            VpcEndpointType="Interface",
            ServiceName="com.amazonaws.vpce.eu-west-1.vpce-svc-foreign",
            SubnetIds=self.network.subnet_ids,
            TagSpecifications=[
                {
                    "ResourceType": "vpc-endpoint",
                    # Like one of ours, but for the tag that says who made it.
                    "Tags": [
                        {"Key": "Name", "Value": "airflow-database"},
                        {"Key": "mwaa:account", "Value": PARTICIPANT},
                        {"Key": "mwaa:environment", "Value": "airflow"},
                    ],
                }
            ],
        )["VpcEndpoint"]["VpcEndpointId"]
        foreign_group = self.network.create_group("foreign")
        ec2.authorize_security_group_ingress(
            GroupId=self.network.group_id,
            IpPermissions=[
                {
                    "IpProtocol": "-1",
                    "UserIdGroupPairs": [{"UserId": PARTICIPANT, "GroupId": foreign_group}],
                }
            ],
        )
        self.invoke()
        environment.delete()
        for _ in range(2):
            self.invoke(environment.event("DELETED"))
            self.assertEqual(
                self.network.endpoint_names(),
                ["airflow-database", "other-database", "other-webserver"],
            )
            self.assertEqual(self.ids()[0], foreign)
            self.assertEqual(
                self.network.admitted(),
                sorted(
                    [
                        (PARTICIPANT, foreign_group, *ALL_PORTS),
                        (PARTICIPANT, other.group_id, *ALL_PORTS),
                    ]
                ),
            )
            self.assertEqual(
                [each["Resource"] for each in self.network.queue_policy()["Statement"]],
                [other.queue()],
            )

    def test_a_denied_or_failed_list_deletes_nothing(self) -> None:
        environment = self.pending()
        self.invoke()
        environment.delete()
        for code, status in (("AccessDeniedException", 403), ("InternalServerException", 500)):
            self.cloud.gateway.fail("ListEnvironments", code, status=status, times=100)
            with self.assertRaisesRegex(Failed, code):
                self.invoke()
            self.cloud.gateway.heal()
            self.assertEqual(len(self.ids()), 2)

    def test_a_name_that_only_the_list_lacks_is_not_gone(self) -> None:
        environment = self.pending()
        self.invoke()
        environment.delete()
        self.cloud.gateway.fail("GetEnvironment", "AccessDeniedException", status=403)
        with self.assertRaisesRegex(Failed, "former environment airflow.*AccessDenied"):
            self.invoke()
        self.assertEqual(len(self.ids()), 2)
        self.assertEqual(len(self.network.admitted()), 1)

    def test_an_environment_that_says_deleted_is_gone(self) -> None:
        environment = self.pending()
        self.invoke()
        environment.play("DELETING")
        self.invoke()
        self.assertEqual(len(self.ids()), 2)
        environment.play("DELETED")
        self.invoke()
        self.assertEqual((self.ids(), self.network.admitted()), ([], []))

    def test_a_failed_deletion_is_made_up_for(self) -> None:
        self.network.create_queue_endpoint({"Version": "2012-10-17", "Statement": []})
        environment = self.pending()
        self.invoke()
        environment.delete()
        self.cloud.gateway.fail("ModifyVpcEndpoint", "InternalFailure")
        with self.assertRaisesRegex(Failed, "clearing away after airflow"):
            self.invoke()
        self.assertEqual(len(self.ids()), 2)
        self.invoke()
        self.assertEqual((self.ids(), self.network.admitted()), ([], []))
        self.assertEqual(self.network.queue_policy()["Statement"], [])

    def test_a_shared_security_group_stays_admitted_as_long_as_one_needs_it(self) -> None:
        group = self.network.create_group("shared")
        first = self.pending("first", group_id=group)
        second = self.pending("second", group_id=group)
        self.invoke()
        self.assertEqual(self.network.admitted(), [(PARTICIPANT, group, *ALL_PORTS)])
        first.delete()
        self.invoke()
        self.assertEqual(self.network.admitted(), [(PARTICIPANT, group, *ALL_PORTS)])
        second.delete()
        self.invoke()
        self.assertEqual((self.ids(), self.network.admitted()), ([], []))

    def test_nothing_is_made_for_one_whose_creation_failed(self) -> None:
        environment = self.pending()
        environment.play("CREATE_FAILED")
        self.invoke()
        self.assertEqual((self.ids(), self.network.admitted()), ([], []))


class Change(Invocation):
    def test_an_environment_made_anew_under_its_name_gets_new_endpoints(self) -> None:
        self.network.create_queue_endpoint({"Version": "2012-10-17", "Statement": []})
        environment = self.pending()
        self.invoke()
        before = self.ids()
        environment.play(
            "CREATING",
            DatabaseVpcEndpointService=None,
            WebserverVpcEndpointService=None,
            CeleryExecutorQueue=None,
        )
        self.invoke()
        self.assertEqual(self.ids(), before)
        environment.wait_for_endpoints("2")
        self.invoke()
        self.assertEqual(
            [each["ServiceName"] for each in self.network.endpoints()],
            [environment.service("database", "2"), environment.service("webserver", "2")],
        )
        self.assertEqual(
            [each["Resource"] for each in self.network.queue_policy()["Statement"]],
            [environment.queue("2")],
        )

    def test_one_made_anew_with_endpoints_of_the_service_loses_those_of_its_past(self) -> None:
        environment = self.pending()
        self.invoke()
        environment.play("AVAILABLE", EndpointManagement="SERVICE")
        self.invoke()
        self.assertEqual((self.ids(), self.network.admitted()), ([], []))

    def test_dead_endpoints_are_made_anew(self) -> None:
        self.pending()
        for state in ("rejected", "failed", "Expired"):
            with self.subTest(state=state):
                self.invoke()
                before = self.ids()
                self.cloud.gateway.play_endpoint(before[0], state)
                self.invoke()
                self.assertEqual(
                    self.network.endpoint_names(), ["airflow-database", "airflow-webserver"]
                )
                self.assertNotEqual(self.ids()[0], before[0])
                self.assertEqual(self.ids()[1], before[1])

    def test_an_endpoint_deleted_by_hand_is_made_anew(self) -> None:
        self.pending()
        self.invoke()
        before = self.ids()
        self.network.ec2.delete_vpc_endpoints(VpcEndpointIds=[before[0]])
        self.invoke()
        self.assertEqual(self.network.endpoint_names(), ["airflow-database", "airflow-webserver"])
        self.assertNotEqual(self.ids()[0], before[0])

    def test_an_endpoint_on_its_way_is_waited_for(self) -> None:
        self.pending()
        self.invoke()
        before = self.ids()
        for state in ("pendingAcceptance", "pending"):
            self.cloud.gateway.play_endpoint(before[0], state)
            self.invoke()
            self.assertEqual(self.ids(), before)

    def test_a_twin_of_an_endpoint_goes(self) -> None:
        environment = self.pending()
        self.invoke()
        before = self.network.endpoints()
        self.network.ec2.create_vpc_endpoint(
            VpcId=self.network.vpc_id,
            VpcEndpointType="Interface",
            ServiceName=environment.service("database"),
            SubnetIds=self.network.subnet_ids,
            TagSpecifications=[{"ResourceType": "vpc-endpoint", "Tags": before[0]["Tags"]}],
        )
        self.assertEqual(len(self.ids()), 3)
        self.invoke()
        self.assertEqual(self.network.endpoint_names(), ["airflow-database", "airflow-webserver"])

    def test_a_web_server_that_becomes_public_loses_its_endpoint_once_settled(self) -> None:
        environment = self.pending()
        self.invoke()
        environment.play("UPDATING", WebserverAccessMode="PUBLIC_ONLY")
        self.invoke()
        self.assertEqual(len(self.ids()), 2)
        environment.play("AVAILABLE")
        self.invoke()
        self.assertEqual(self.network.endpoint_names(), ["airflow-database"])

    def test_a_web_server_that_becomes_private_gets_its_endpoint_while_updating(self) -> None:
        environment = Airflow(self.network, mode="PUBLIC_ONLY")
        environment.wait_for_endpoints(webserver=False)
        self.invoke()
        environment.play(
            "UPDATING",
            WebserverAccessMode="PRIVATE_ONLY",
            WebserverVpcEndpointService=environment.service("webserver"),
        )
        self.invoke()
        self.assertEqual(self.network.endpoint_names(), ["airflow-database", "airflow-webserver"])

    def test_a_changed_security_group_takes_the_place_of_the_old(self) -> None:
        environment = self.pending()
        self.invoke()
        group = self.network.create_group("new")
        environment.play(
            "AVAILABLE",
            NetworkConfiguration={
                "SubnetIds": self.network.subnet_ids,
                "SecurityGroupIds": [group],
            },
        )
        self.invoke()
        self.assertEqual(self.network.admitted(), [(PARTICIPANT, group, *ALL_PORTS)])

    def test_an_endpoint_made_by_others_is_enough(self) -> None:
        environment = self.pending()
        self.network.ec2.create_vpc_endpoint(
            VpcId=self.network.vpc_id,
            VpcEndpointType="Interface",
            ServiceName=environment.service("database"),
            SubnetIds=self.network.subnet_ids,
        )
        self.invoke()
        self.assertEqual(self.network.endpoint_names(), ["", "airflow-webserver"])


class Admission(Invocation):
    def test_only_named_environments_are_served(self) -> None:
        self.network.variables["PARTICIPANTS"] = json.dumps({PARTICIPANT: ["known"]})
        self.pending("known")
        self.pending("unknown")
        self.assertEqual(self.invoke(), {"accounts": 1, "environments": 1})
        self.assertEqual(self.network.endpoint_names(), ["known-database", "known-webserver"])

    def test_one_that_is_admitted_no_more_keeps_what_it_has(self) -> None:
        self.pending("known")
        self.pending("former")
        self.invoke()
        before = (self.ids(), self.network.admitted())
        self.assertEqual(len(before[0]), 4)
        self.network.variables["PARTICIPANTS"] = json.dumps({PARTICIPANT: ["known"]})
        self.invoke()
        self.assertEqual((self.ids(), self.network.admitted()), before)

    def test_environments_elsewhere_are_left_alone(self) -> None:
        elsewhere = Network(self.cloud)
        self.pending("elsewhere", subnet_ids=elsewhere.subnet_ids)
        self.pending("half", subnet_ids=[self.network.subnet_ids[0], elsewhere.subnet_ids[1]])
        self.pending("service", management="SERVICE")
        self.assertEqual(self.invoke(), {"accounts": 1, "environments": 0})
        self.assertEqual((self.ids(), elsewhere.endpoints()), ([], []))

    def test_equal_names_in_two_accounts_are_two_environments(self) -> None:
        self.network.variables["PARTICIPANTS"] = json.dumps(
            {PARTICIPANT: None, OTHER_PARTICIPANT: None}
        )
        first = self.pending()
        second = self.pending(account=OTHER_PARTICIPANT)
        self.invoke()
        self.assertEqual(len(self.ids()), 4)
        first.delete()
        self.invoke()
        self.assertEqual(
            [each["ServiceName"] for each in self.network.endpoints()],
            [second.service("database"), second.service("webserver")],
        )
        self.assertEqual(
            self.network.admitted(), [(OTHER_PARTICIPANT, second.group_id, *ALL_PORTS)]
        )

    def test_the_owner_asks_for_its_own_environments_without_a_role(self) -> None:
        self.network.variables["PARTICIPANTS"] = json.dumps({OWNER: None})
        self.pending(account=OWNER)
        self.invoke()
        self.assertEqual(len(self.ids()), 2)
        self.assertEqual(self.cloud.gateway.made("AssumeRole"), [])


class Queues(Invocation):
    FOREIGN = {
        "Sid": "Other-queues",
        "Effect": "Allow",
        "Principal": {"AWS": "arn:aws:iam::111122223333:root"},
        "Action": "sqs:SendMessage",
        "Resource": "arn:aws:sqs:eu-west-1:123456789012:orders",
    }

    def test_a_restricted_endpoint_admits_the_queue_once_and_keeps_the_rest(self) -> None:
        self.network.create_queue_endpoint({"Statement": [self.FOREIGN]})
        environment = self.pending()
        for _ in range(3):
            self.invoke()
        policy = self.network.queue_policy()
        self.assertEqual(list(policy), ["Statement"])
        self.assertEqual(policy["Statement"][0], self.FOREIGN)
        self.assertEqual(len(policy["Statement"]), 2)
        self.assertEqual(policy["Statement"][1]["Resource"], environment.queue())
        self.assertEqual(len(self.cloud.gateway.made("ModifyVpcEndpoint")), 1)

    def test_an_endpoint_that_admits_all_queues_is_left_as_it_is(self) -> None:
        everything = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}
        self.network.create_queue_endpoint({"Statement": [everything]})
        self.pending()
        self.invoke()
        self.assertEqual(self.network.queue_policy(), {"Statement": [everything]})
        self.assertEqual(self.cloud.gateway.made("ModifyVpcEndpoint"), [])

    def test_a_failed_change_keeps_the_endpoints_from_nobody_and_is_made_up_for(self) -> None:
        self.network.create_queue_endpoint({"Statement": [self.FOREIGN]})
        environment = self.pending()
        self.cloud.gateway.fail("ModifyVpcEndpoint", "InvalidPolicyDocument")
        with self.assertRaisesRegex(Failed, "queue of environment airflow"):
            self.invoke()
        self.assertEqual(len(self.ids()), 2)
        self.invoke()
        self.assertEqual(
            self.network.queue_policy()["Statement"][1]["Resource"], environment.queue()
        )


class Watch(Invocation):
    def hours(self) -> list[tuple[str | None, float]]:
        lines = [json.loads(line) for line in self.output.splitlines()]
        for line in lines:
            self.assertEqual(line["Automation"], BUS)
        return [(line.get("Environment"), line["PendingHours"]) for line in lines]

    def test_a_waiting_environment_is_reported_with_its_age(self) -> None:
        environment = Airflow(self.network)
        environment.wait_for_endpoints(hours=30)
        self.invoke()
        ((name, hours),) = self.hours()
        self.assertEqual(name, "airflow")
        self.assertAlmostEqual(hours, 30, delta=0.1)
        environment.play("AVAILABLE")
        self.invoke()
        self.assertEqual(self.hours(), [(None, 0.0)])

    def test_it_is_reported_even_if_its_endpoints_cannot_be_made(self) -> None:
        Airflow(self.network).wait_for_endpoints(hours=50)
        self.cloud.gateway.fail("DescribeVpcEndpoints", "UnauthorizedOperation", status=403)
        with self.assertRaisesRegex(Failed, "UnauthorizedOperation"):
            self.invoke()
        self.assertEqual([name for name, _ in self.hours()], ["airflow"])

    def test_an_account_that_does_not_answer_is_not_reported_as_well(self) -> None:
        self.cloud.gateway.fail("AssumeRole", "AccessDenied", status=403)
        with self.assertRaises(Failed):
            self.invoke()
        self.assertEqual(self.hours(), [])
