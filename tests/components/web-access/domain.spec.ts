import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { ArgumentGate } from "../../../components/argument-gate";
import type { Environment } from "../../../components/environment/environment";
import { admittedDomain } from "../../../components/web-access/domain";
import { valueOf } from "../../helpers/value-of";

const DOMAIN = "airflow.example.com";

/** The one part of an environment that a domain is compared with. */
function environmentOf(options: Record<string, string> | undefined): Environment {
  return {
    environment: { airflowConfigurationOptions: pulumi.secret(options) },
  } as unknown as Environment;
}

function admitted(
  domainName: pulumi.Input<string>,
  options?: Record<string, string> | "no environment",
): pulumi.Output<string> {
  const gate = new ArgumentGate("WebserverLoadBalancer", "web");
  const environment = options === "no environment" ? {} : { environment: environmentOf(options) };
  return admittedDomain({ domainName, ...environment }, gate);
}

describe("admittedDomain", () => {
  it("lets the domain of the environment through, which is no secret", async () => {
    const domain = admitted(DOMAIN, { "webserver.base_url": "Airflow.example.com" });
    assert.equal(await valueOf(domain), DOMAIN);
    assert.equal(await pulumi.isSecret(domain), false);
  });

  it("lets any domain through where the environment is not known", async () => {
    assert.equal(await valueOf(admitted(pulumi.output(DOMAIN), "no environment")), DOMAIN);
  });

  it("holds back what turns out to be no domain", async () => {
    await assert.rejects(
      valueOf(admitted(pulumi.output("https://airflow.example.com"), "no environment")),
      /domainName: has a protocol: .*set domainName to "airflow.example.com"/,
    );
  });

  for (const [title, options, allowed] of [
    ["another domain", { "webserver.base_url": "web.example.com" }, '"?web.example.com'],
    ["none", { "core.parallelism": "40" }, "the value of webserver.base_url, which is not set"],
    ["no options", undefined, "the value of webserver.base_url, which is not set"],
  ] as const) {
    it(`holds it back where the environment has ${title}`, async () => {
      await assert.rejects(
        valueOf(admitted(DOMAIN, options)),
        new RegExp(
          `domainName: is not the environment's webserver.base_url: got "airflow.example.com", allowed: ${allowed}; set webserver.base_url in airflowConfigurationOptions to "airflow.example.com"`,
        ),
      );
    });
  }
});
