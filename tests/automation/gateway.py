"""A loopback gateway that joins two emulators into one AWS and lets a test decide what goes wrong.

EC2 goes to moto, which keeps endpoints and security groups right; MWAA, STS and IAM go to
ministack. What neither plays, the gateway adds: the states of an environment with customer-managed
endpoints, the states of an endpoint, client tokens, throttling and failures.

What this does not prove: that EC2 remembers client tokens as long as is assumed, which states AWS
goes through and how long, that PrivateLink connects, and anything that IAM would deny.
"""

from __future__ import annotations

import http.client
import json
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs
from xml.etree import ElementTree

EC2_NAMESPACE = "http://ec2.amazonaws.com/doc/2016-11-15/"
ElementTree.register_namespace("", EC2_NAMESPACE)


@dataclass(frozen=True)
class Call:
    """A request as its service sees it."""

    service: str
    action: str
    parameters: dict[str, Any]


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Fault:
    """A failure that is to happen: after `skip` fitting calls, `times` times."""

    fits: Callable[[Call], bool]
    code: str
    status: int
    times: int
    skip: int
    #: The work is done and only its answer is lost.
    too_late: bool


class Gateway:
    """Serves both emulators on one port."""

    def __init__(self, moto_port: int, ministack_port: int) -> None:
        self._moto_port = moto_port
        self._ministack_port = ministack_port
        self._lock = threading.Lock()
        self.reset()
        gateway = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _serve(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                answer = gateway.answer(self.command, self.path, dict(self.headers.items()), body)
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                self.wfile.write(answer.body)

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _serve

            def log_message(self, format: str, *args: Any) -> None:
                """Says nothing: the tests speak."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port: int = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def reset(self) -> None:
        """Forgets everything that a test asked for."""
        with self._lock:
            self.calls: list[Call] = []
            self._faults: list[Fault] = []
            self._tokens: dict[str, tuple[dict[str, Any], Answer]] = {}
            self._environments: dict[str, dict[str, Any]] = {}
            self._endpoint_states: dict[str, str] = {}
            self._meeting: tuple[str, threading.Barrier] | None = None

    # What a test can ask for.

    def play_environment(self, arn: str, **fields: Any) -> None:
        """Sets what GetEnvironment says of an environment; None takes a field away."""
        self._environments.setdefault(arn, {}).update(fields)

    def forget_environment(self, arn: str) -> None:
        self._environments.pop(arn, None)

    def play_endpoint(self, endpoint_id: str, state: str) -> None:
        """Sets the state of an endpoint; moto's are available from the start."""
        self._endpoint_states[endpoint_id] = state

    def fail(
        self,
        action: str,
        code: str,
        *,
        status: int = 400,
        times: int = 1,
        skip: int = 0,
        too_late: bool = False,
        when: Callable[[dict[str, Any]], bool] = lambda parameters: True,
    ) -> None:
        """Lets calls of an action fail."""
        fits = lambda call: call.action == action and when(call.parameters)  # noqa: E731
        self._faults.append(Fault(fits, code, status, times, skip, too_late))

    def heal(self) -> None:
        """Takes back every failure that has not happened."""
        self._faults = []

    def let_meet(self, action: str, parties: int) -> None:
        """Holds calls of an action back until as many have come: they see the same state."""

        def over() -> None:
            self._meeting = None

        self._meeting = (action, threading.Barrier(parties, over, timeout=20))

    def made(self, action: str) -> list[Call]:
        """The calls of an action, those that failed too."""
        return [call for call in self.calls if call.action == action]

    # How requests are answered.

    def answer(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        call = read_call(method, path, headers, body)
        with self._lock:
            self.calls.append(call)
            fault = self._next_fault(call)
        if fault is not None and not fault.too_late:
            return failure(call.service, fault.code, fault.status)
        answer = self._forward(call, method, path, headers, body)
        meeting = self._meeting
        if meeting is not None and meeting[0] == call.action:
            meeting[1].wait()
        return answer if fault is None else failure(call.service, fault.code, fault.status)

    def _next_fault(self, call: Call) -> Fault | None:
        for fault in self._faults:
            if fault.times > 0 and fault.fits(call):
                if fault.skip > 0:
                    fault.skip -= 1
                    return None
                fault.times -= 1
                return fault
        return None

    def _forward(
        self, call: Call, method: str, path: str, headers: dict[str, str], body: bytes
    ) -> Answer:
        if call.action == "CreateVpcEndpoint" and "ClientToken" in call.parameters:
            # One at a time, as EC2 takes requests with one token.
            with self._lock:
                return self._once(call, lambda: self._relay(call, method, path, headers, body))
        answer = self._relay(call, method, path, headers, body)
        if call.action == "GetEnvironment" and answer.status == 200:
            return self._played(answer)
        if call.action == "DescribeVpcEndpoints" and answer.status == 200:
            return self._with_states(answer)
        return answer

    def _once(self, call: Call, relay: Callable[[], Answer]) -> Answer:
        token = call.parameters["ClientToken"]
        known = self._tokens.get(token)
        if known is None:
            answer = relay()
            if answer.status == 200:
                self._tokens[token] = (call.parameters, answer)
            return answer
        if known[0] != call.parameters:
            return failure(call.service, "IdempotentParameterMismatch", 400)
        return known[1]

    def _relay(
        self, call: Call, method: str, path: str, headers: dict[str, str], body: bytes
    ) -> Answer:
        port = self._moto_port if call.service == "ec2" else self._ministack_port
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            passed = {name: value for name, value in headers.items() if name.lower() != "host"}
            passed["Host"] = f"{call.service}.eu-west-1.amazonaws.com"
            connection.request(method, path, body, passed)
            response = connection.getresponse()
            content = response.read()
            kept = {
                name: value
                for name, value in response.getheaders()
                if name.lower() not in ("content-length", "transfer-encoding", "connection")
            }
            return Answer(response.status, kept, content)
        finally:
            connection.close()

    def _played(self, answer: Answer) -> Answer:
        content = json.loads(answer.body)
        environment = content["Environment"]
        fields = self._environments.get(environment["Arn"], {})
        environment.update(fields)
        kept = {name: value for name, value in environment.items() if value is not None}
        return Answer(200, answer.headers, json.dumps({"Environment": kept}).encode())

    def _with_states(self, answer: Answer) -> Answer:
        tree = ElementTree.fromstring(answer.body)
        namespace = tree.tag.partition("}")[0] + "}" if tree.tag.startswith("{") else ""
        for item in tree.iter(f"{namespace}item"):
            found = item.find(f"{namespace}vpcEndpointId")
            state = item.find(f"{namespace}state")
            if found is not None and state is not None and state.text != "deleted":
                state.text = self._endpoint_states.get(found.text or "", state.text)
        return Answer(200, answer.headers, ElementTree.tostring(tree))


_SCOPE = re.compile(r"Credential=[^/]+/[0-9]{8}/[^/]+/([a-z0-9-]+)/aws4_request")
_MWAA_ACTIONS = {
    ("GET", False): "ListEnvironments",
    ("GET", True): "GetEnvironment",
    ("PUT", True): "CreateEnvironment",
    ("PATCH", True): "UpdateEnvironment",
    ("DELETE", True): "DeleteEnvironment",
}


def read_call(method: str, path: str, headers: dict[str, str], body: bytes) -> Call:
    """The service by the signature's scope, the action and its parameters by the protocol."""
    signature = next((v for n, v in headers.items() if n.lower() == "authorization"), "")
    scope = _SCOPE.search(signature)
    service = scope.group(1) if scope else "unsigned"
    if service == "airflow":
        parts = path.partition("?")[0].strip("/").split("/")
        action = _MWAA_ACTIONS.get((method, len(parts) > 1), "Unknown")
        return Call(service, action, {"Name": parts[1]} if len(parts) > 1 else {})
    fields = {name: values[0] for name, values in parse_qs(body.decode()).items()}
    return Call(service, fields.pop("Action", "Unknown"), fields)


def failure(service: str, code: str, status: int) -> Answer:
    """An error in the form of the service's protocol."""
    message = "The test lets this call fail"
    if service == "airflow":
        return Answer(
            status,
            {"Content-Type": "application/json", "x-amzn-ErrorType": code},
            json.dumps({"message": message}).encode(),
        )
    error = f"<Error><Code>{code}</Code><Message>{message}</Message></Error>"
    text = (
        f"<Response><Errors>{error}</Errors><RequestID>0</RequestID></Response>"
        if service == "ec2"
        else f"<ErrorResponse>{error}<RequestId>0</RequestId></ErrorResponse>"
    )
    return Answer(status, {"Content-Type": "text/xml"}, text.encode())
