import type { Change, Vector } from "./guide";
import type { Route } from "../../../../reasoning/reachability";
import { ask, change, put } from "./guide";

const GATEWAY_ENDPOINT = "vpc/latest/privatelink/gateway-endpoints.html";
const ENDPOINT = "vpc/latest/privatelink/privatelink-access-aws-services.html";
const CODES = "vpc/latest/reachability/explanation-codes.html";
const SQS = "com.amazonaws.us-east-1.sqs";
const SQS_NAME = "sqs.us-east-1.amazonaws.com";
const S3 = "com.amazonaws.us-east-1.s3";

const main = (...routes: readonly Route[]): Change => change("routeTables", "rtb-main", { routes });

const toService = (serviceName: string) => ({
  ...ask("app", "db"),
  to: { kind: "service", serviceName } as const,
});
const ENDPOINTS: readonly Change[] = [
  put("services", { name: SQS, dnsNames: [SQS_NAME], addresses: ["198.18.0.0/24"] }),
  put("services", { name: S3, prefixListId: "pl-s3" }),
  put("prefixLists", { id: "pl-s3", entries: ["52.216.0.0/15"] }),
  put("securityGroups", {
    id: "sg-endpoint",
    vpcId: "vpc-1",
    ingress: [{ protocol: "tcp", ports: { first: 443, last: 443 }, peer: { cidr: "10.0.0.0/16" } }],
    egress: [],
  }),
  put("networkInterfaces", {
    id: "eni-endpoint",
    subnetId: "subnet-db",
    addresses: [{ address: "10.0.2.99" }],
    securityGroupIds: ["sg-endpoint"],
  }),
  put("vpcEndpoints", {
    id: "vpce-sqs",
    type: "interface",
    vpcId: "vpc-1",
    serviceName: SQS,
    subnetIds: ["subnet-db"],
    networkInterfaceIds: ["eni-endpoint"],
    securityGroupIds: ["sg-endpoint"],
    privateDnsEnabled: true,
  }),
  put("vpcEndpoints", {
    id: "vpce-s3",
    type: "gateway",
    vpcId: "vpc-1",
    serviceName: S3,
    prefixListId: "pl-s3",
    routeTableIds: ["rtb-main"],
  }),
  main(),
];

/** The ways to services of AWS. */
export const SERVICES: readonly Vector[] = [
  {
    title: "private DNS leads the service's name to the endpoint's interface, in any subnet",
    changes: ENDPOINTS,
    question: toService(SQS),
    outcome: "reachable",
    through: "eni-endpoint",
    page: ENDPOINT,
    section: "Private DNS",
  },
  {
    title: "the service's own DNS name is meant by private DNS",
    changes: ENDPOINTS,
    question: { ...toService(SQS), to: { kind: "name", name: SQS_NAME } },
    outcome: "reachable",
    through: "eni-endpoint",
    page: ENDPOINT,
    section: "Private DNS",
  },
  {
    title: "without private DNS the name leads to public addresses, to which there is no route",
    changes: [...ENDPOINTS, change("vpcEndpoints", "vpce-sqs", { privateDnsEnabled: false })],
    question: toService(SQS),
    outcome: "unreachable",
    code: "NO_ROUTE_TO_DESTINATION",
    page: ENDPOINT,
    section: "Private DNS",
  },
  {
    title: "private DNS needs DNS host names in the VPC",
    changes: [...ENDPOINTS, change("vpcs", "vpc-1", { enableDnsHostnames: false })],
    question: toService(SQS),
    outcome: "unreachable",
    code: "NO_ROUTE_TO_DESTINATION",
    page: "vpc/latest/privatelink/create-interface-endpoint.html",
    section: "Prerequisites",
  },
  {
    title: "a VPC without DNS support resolves no name",
    changes: [...ENDPOINTS, change("vpcs", "vpc-1", { enableDnsSupport: false })],
    question: toService(SQS),
    outcome: "unreachable",
    code: "NO_SOURCE_OR_DESTINATION",
    page: "vpc/latest/userguide/AmazonDNS-concepts.html",
    section: "DNS attributes in your VPC",
  },
  {
    title: "the endpoint's group has to admit HTTPS from its clients",
    changes: [
      ...ENDPOINTS,
      change("securityGroups", "sg-endpoint", {
        ingress: [{ protocol: "tcp", peer: { cidr: "10.0.0.0/24" } }],
      }),
    ],
    question: toService(SQS),
    outcome: "unreachable",
    code: "ENI_SG_RULES_MISMATCH",
    page: "vpc/latest/privatelink/create-interface-endpoint.html",
    section: "Prerequisites",
  },
  {
    title: "a gateway endpoint writes its route into the tables that it names",
    changes: ENDPOINTS,
    question: toService(S3),
    outcome: "reachable",
    through: "vpce-s3",
    page: GATEWAY_ENDPOINT,
    section: "Routing",
  },
  {
    title: "the endpoint's route goes before the default route to the internet",
    changes: [...ENDPOINTS, change("vpcEndpoints", "vpce-s3", { routeTableIds: ["rtb-public"] })],
    question: { ...toService(S3), from: { kind: "interface", interfaceId: "eni-web" } },
    outcome: "reachable",
    through: "vpce-s3",
    page: GATEWAY_ENDPOINT,
    section: "Routing",
  },
  {
    title: "other services are not behind a gateway endpoint",
    changes: ENDPOINTS,
    question: ask("app", "54.222.57.1"),
    outcome: "unreachable",
    code: "NO_ROUTE_TO_DESTINATION",
    page: GATEWAY_ENDPOINT,
    section: "Routing",
  },
  {
    title: "a gateway endpoint takes no UDP",
    changes: ENDPOINTS,
    question: { ...toService(S3), protocol: "udp" },
    outcome: "unreachable",
    code: "VPCE_GATEWAY_PROTOCOL_RESTRICTION",
    page: CODES,
    section: "Path is not reachable",
  },
  {
    title: "network ACLs have to admit the service's public addresses",
    changes: [
      ...ENDPOINTS,
      put("networkAcls", {
        id: "acl-app",
        vpcId: "vpc-1",
        subnetIds: ["subnet-app"],
        ingress: [{ ruleNumber: 100, action: "allow", protocol: "all", cidr: "10.0.0.0/16" }],
        egress: [{ ruleNumber: 100, action: "allow", protocol: "all", cidr: "0.0.0.0/0" }],
      }),
    ],
    question: toService(S3),
    outcome: "unreachable",
    code: "SUBNET_ACL_RESTRICTION",
    path: "return",
    page: GATEWAY_ENDPOINT,
    section: "Security",
  },
  {
    title: "groups may name the prefix list of the service",
    changes: [
      ...ENDPOINTS,
      change("securityGroups", "sg-open", {
        egress: [{ protocol: "tcp", peer: { prefixList: "pl-s3" } }],
      }),
    ],
    question: toService(S3),
    outcome: "reachable",
    through: "vpce-s3",
    page: GATEWAY_ENDPOINT,
    section: "Security",
  },
  {
    title: "an endpoint that is not available leads nowhere",
    changes: [...ENDPOINTS, change("vpcEndpoints", "vpce-s3", { state: "pending" })],
    question: toService(S3),
    outcome: "unreachable",
    code: "BAD_STATE",
    page: CODES,
    section: "Path is not reachable",
  },
];
