import assert from "node:assert/strict";
import {
  ownerAccountFaults,
  serviceNameFaults,
} from "../../../components/endpoints/customer-endpoint-faults";
import { webserverHostFaults } from "../../../components/endpoints/webserver-address";
import { sentence } from "../../../mwaa/fault";
import { unknownText } from "../../../mwaa/settings/unknown-text";

const UNKNOWN = unknownText("known later");

describe("serviceNameFaults", () => {
  for (const name of ["com.amazonaws.vpce.eu-west-1.vpce-svc-0a1b2c3d", UNKNOWN]) {
    it(`accepts ${name}`, () => {
      assert.deepEqual(serviceNameFaults(name, "database"), []);
    });
  }

  it("says to come back once the environment names its services", () => {
    assert.deepEqual(serviceNameFaults("", "webserver").map(sentence), [
      'is empty: got "", allowed: a name such as com.amazonaws.vpce.eu-west-1.vpce-svc-0a1b2c3d; ' +
        "refresh the environment's stack once it is PENDING, and give its webserverVpcEndpointService, " +
        "or set webserverEndpoint: false if it has none",
    ]);
    assert.match(
      serviceNameFaults("", "database").map(sentence).join(),
      /give its databaseVpcEndpointService$/,
    );
  });

  it("refuses the id of an endpoint, which is not the name of its service", () => {
    assert.match(
      serviceNameFaults("vpce-0a1b", "database").map(sentence).join(),
      /^is not the name of an endpoint service: got "vpce-0a1b"/,
    );
  });
});

describe("ownerAccountFaults", () => {
  it("accepts the account where the endpoints are made, and what is not known", () => {
    assert.deepEqual(ownerAccountFaults("111111111111", "111111111111"), []);
    assert.deepEqual(ownerAccountFaults(UNKNOWN, "111111111111"), []);
    assert.deepEqual(ownerAccountFaults("111111111111", UNKNOWN), []);
  });

  it("refuses any other: EC2 lets only the owner of a VPC make endpoints in it", () => {
    assert.deepEqual(ownerAccountFaults("111111111111", "222222222222").map(sentence), [
      "is another account than 222222222222, where the endpoints would be made: " +
        "EC2 lets only the owner of a VPC make them: " +
        'got "111111111111", allowed: 222222222222; ' +
        "give the component a provider of the VPC's owner",
    ]);
  });
});

describe("webserverHostFaults", () => {
  for (const host of ["0a1b-vpce.c1.airflow.eu-west-1.on.aws", UNKNOWN]) {
    it(`accepts ${host}`, () => {
      assert.deepEqual(webserverHostFaults(host), []);
    });
  }

  for (const host of ["", "https://a.b.c", "a.b/home", "host", "a_b.c.d"]) {
    it(`refuses "${host}"`, () => {
      assert.equal(webserverHostFaults(host).length, 1);
    });
  }
});
