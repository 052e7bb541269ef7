import type { Finding, Report } from "../../../preflight/findings/finding";
import type { Resource, Stack } from "../../../preflight/model/resource";
import { bareResource } from "../../helpers/small-stacks";

/** The URN of a resource of the stack `dev` of the project `shop`. */
export function urn(type: string, name: string, parentType = ""): string {
  return `urn:pulumi:dev::shop::${parentType === "" ? "" : `${parentType}$`}${type}::${name}`;
}

/** A resource that asks for nothing and waits for nothing, changed as a case needs it. */
export function resource(type: string, name: string, changes: Partial<Resource> = {}): Resource {
  const custom = !type.startsWith("mwaa:");
  return bareResource({ urn: urn(type, name), type, name, custom, ...changes });
}

/** A stack of the given resources. */
export function stack(resources: readonly Resource[], changes: Partial<Stack> = {}): Stack {
  return {
    name: "shop/dev",
    door: "symbolic-plan",
    region: "eu-central-1",
    resources,
    assumptions: [],
    incomplete: [],
    ...changes,
  };
}

/** A finding that an error rule failed on a bucket. */
export function finding(changes: Partial<Finding> = {}): Finding {
  return {
    rule: "bucket-versioning-enabled",
    outcome: "fail",
    severity: "error",
    effect: "will-not-come-up",
    resource: urn("aws:s3/bucket:Bucket", "dags"),
    related: [],
    message: "dags: versioning is off",
    ...changes,
  };
}

/** A report of the given findings over one environment called `analytics`. */
export function report(findings: readonly Finding[], changes: Partial<Report> = {}): Report {
  const failed = findings.some((each) => each.outcome === "fail" && each.severity === "error");
  const undecided = findings.some(
    (each) => each.outcome === "unknown" && each.severity === "error",
  );
  const verdict = failed ? "fail" : undecided ? "unknown" : "pass";
  return {
    version: 1,
    verdict,
    summary: {
      pass: 7,
      fail: findings.filter((each) => each.outcome === "fail").length,
      unknown: findings.filter((each) => each.outcome === "unknown").length,
      notApplicable: 2,
    },
    assumptions: [],
    stacks: [{ name: "shop/dev", verdict, environments: [{ name: "analytics", verdict }] }],
    findings,
    evidence: { catalogue: "0.1.0", input: "sha256:00" },
    ...changes,
  };
}
