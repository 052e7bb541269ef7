import { hex } from "../cloud/ids";
import { arnIn } from "../cloud/place";
import { isList, textOf, textsOf } from "../wire";
import { ApiError } from "./service";
import type { Call, Service } from "./service";

const BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const TARGET_GROUP = "aws:lb/targetGroup:TargetGroup";
const LISTENER = "aws:lb/listener:Listener";
const ATTACHMENT = "aws:lb/targetGroupAttachment:TargetGroupAttachment";
const CERTIFICATE = "aws:acm/certificate:Certificate";
const SUBNET = "aws:ec2/subnet:Subnet";

/** An application load balancer needs two zones. */
const FEWEST_ZONES = 2;

const balancer: Service = {
  token: BALANCER,
  autoname: { property: "name", limit: 32, unless: ["namePrefix"] },
  defaults: {
    enableDeletionProtection: false,
    enableHttp2: true,
    idleTimeout: 60,
    loadBalancerType: "application",
  },
  replacedBy: ["customerOwnedIpv4Pool", "internal", "loadBalancerType", "name", "namePrefix"],
  create({ cloud, inputs, place }) {
    const subnets = textsOf(inputs, "subnets");
    const found = subnets.flatMap((id) => cloud.find(SUBNET, id) ?? []);
    const zones = new Set(found.map(({ state }) => textOf(state, "availabilityZoneId")));
    if (inputs["loadBalancerType"] === "application" && zones.size < FEWEST_ZONES) {
      throw new ApiError(
        "ValidationError",
        "At least two subnets in two different Availability Zones must be specified",
      );
    }
    const name = nameOf(inputs);
    const suffix = `app/${name}/${hex(16)}`;
    const internal = inputs["internal"] === true;
    const arn = arnIn(place, "elasticloadbalancing", `loadbalancer/${suffix}`);
    return {
      id: arn,
      computed: {
        arn,
        arnSuffix: suffix,
        dnsName: `${internal ? "internal-" : ""}${name}-${hex(8)}.${place.region}.elb.${place.dnsSuffix}`,
        internal,
        ipAddressType: inputs["ipAddressType"] ?? "ipv4",
        securityGroups: inputs["securityGroups"] ?? [],
        subnets,
        vpcId: textOf(found[0]?.inputs, "vpcId") ?? "",
        zoneId: `Z${hex(12).toUpperCase()}`,
      },
    };
  },
  remove({ cloud, id, state }) {
    if (state["enableDeletionProtection"] === true) {
      throw new ApiError(
        "OperationNotPermitted",
        `Load balancer '${id}' cannot be deleted because deletion protection is enabled`,
      );
    }
    if (cloud.all(LISTENER).some(({ inputs }) => inputs["loadBalancerArn"] === id)) {
      // The service itself would delete the listeners too.
      throw new ApiError("RigOrdering", `load balancer ${id} is deleted before its listener`);
    }
  },
};

const targetGroup: Service = {
  token: TARGET_GROUP,
  autoname: { property: "name", limit: 32, unless: ["namePrefix"] },
  defaults: { deregistrationDelay: 300, slowStart: 0, targetType: "instance" },
  replacedBy: [
    "ipAddressType",
    "name",
    "namePrefix",
    "port",
    "protocol",
    "protocolVersion",
    "targetType",
    "vpcId",
  ],
  create({ inputs, place }) {
    const suffix = `targetgroup/${nameOf(inputs)}/${hex(16)}`;
    const arn = arnIn(place, "elasticloadbalancing", suffix);
    return {
      id: arn,
      computed: {
        arn,
        arnSuffix: suffix,
        healthCheck: inputs["healthCheck"] ?? {},
        ipAddressType: inputs["ipAddressType"] ?? "ipv4",
        loadBalancerArns: [],
        protocolVersion: inputs["protocolVersion"] ?? "HTTP1",
      },
    };
  },
  remove({ cloud, id }) {
    const used = cloud
      .all(LISTENER)
      .some(({ inputs }) => JSON.stringify(inputs["defaultActions"] ?? []).includes(id));
    if (used) {
      throw new ApiError(
        "ResourceInUse",
        `Target group '${id}' is currently in use by a listener or a rule`,
      );
    }
  },
};

function requireTargetGroup({ cloud, inputs }: Call): Call["inputs"] {
  const arn = textOf(inputs, "targetGroupArn") ?? "";
  const group = cloud.find(TARGET_GROUP, arn);
  if (group === undefined) {
    throw new ApiError("TargetGroupNotFound", `Target groups '${arn}' not found`);
  }
  return group.inputs;
}

const attachment: Service = {
  token: ATTACHMENT,
  replacedBy: ["availabilityZone", "port", "targetGroupArn", "targetId"],
  create(call) {
    const group = requireTargetGroup(call);
    const target = textOf(call.inputs, "targetId") ?? "";
    if (group["targetType"] === "ip" && !/^[\d.]+$|:/.test(target)) {
      throw new ApiError(
        "ValidationError",
        `The IP address '${target}' is not a valid IPv4 address`,
      );
    }
    return { id: `${textOf(call.inputs, "targetGroupArn") ?? ""}-${hex(12)}`, computed: {} };
  },
};

function requireCertificate({ cloud, inputs, place }: Call): void {
  if (inputs["protocol"] !== "HTTPS") return;
  const arn = textOf(inputs, "certificateArn");
  const certificate = cloud.find(CERTIFICATE, arn ?? "");
  if (arn === undefined) {
    throw new ApiError(
      "CertificateNotFound",
      "A certificate must be specified for HTTPS listeners",
    );
  }
  if (arn.split(":")[3] !== place.region) {
    throw new ApiError("CertificateNotFound", `Certificate '${arn}' not found`);
  }
  const issued = certificate?.state["status"] === "ISSUED";
  const validated = cloud
    .all("aws:acm/certificateValidation:CertificateValidation")
    .some((validation) => validation.inputs["certificateArn"] === arn);
  // A certificate of an ARN that the cloud does not know is one that the user has.
  if (certificate !== undefined && !issued && !validated) {
    throw new ApiError(
      "UnsupportedCertificate",
      `The certificate '${arn}' must have a fully-qualified domain name, a supported signature, and a supported key size: it is not issued yet`,
    );
  }
}

const listener: Service = {
  token: LISTENER,
  replacedBy: ["loadBalancerArn"],
  create(call) {
    const { cloud, inputs, place } = call;
    const arn = textOf(inputs, "loadBalancerArn") ?? "";
    const found = cloud.find(BALANCER, arn);
    if (found === undefined) {
      throw new ApiError("LoadBalancerNotFound", `Load balancer '${arn}' not found`);
    }
    const port = inputs["port"];
    if (
      cloud
        .all(LISTENER)
        .some((other) => other.inputs["loadBalancerArn"] === arn && other.inputs["port"] === port)
    ) {
      throw new ApiError("DuplicateListener", "A listener already exists on this port");
    }
    requireCertificate(call);
    const actions = isList(inputs["defaultActions"]) ? inputs["defaultActions"] : [];
    const suffix = `listener/${textOf(found.state, "arnSuffix") ?? ""}/${hex(16)}`;
    const listenerArn = arnIn(place, "elasticloadbalancing", suffix);
    return {
      id: listenerArn,
      computed: {
        arn: listenerArn,
        defaultActions: actions,
        protocol: inputs["protocol"] ?? "HTTP",
        sslPolicy:
          inputs["sslPolicy"] ??
          (inputs["protocol"] === "HTTPS" ? "ELBSecurityPolicy-2016-08" : ""),
      },
    };
  },
};

/** Load balancers, listeners, target groups and targets. */
export const LOAD_BALANCING: readonly Service[] = [balancer, targetGroup, attachment, listener];

/** The name, or one that begins as asked. */
function nameOf(inputs: Parameters<typeof textOf>[0]): string {
  return textOf(inputs, "name") ?? `${textOf(inputs, "namePrefix") ?? ""}${hex(16)}`;
}
