import { decides, never, no, yes } from "./decisions";
import { document, OWN, USER } from "./simulations";

const ALL = document({});
const asked = (action: string, resource: string): object => ({
  principal: USER,
  action,
  resource,
  resourceAccount: OWN,
});
const allowing = (Resource: string): object => ({ identity: document({ Resource }) });

describe("a pattern of resources that leaves their account open", () => {
  const run = (resource: string): object => asked("ec2:RunInstances", resource);
  const instances = `arn:aws:ec2:eu-west-1:${OWN}:instance/*`;
  const everything = `arn:aws:ec2:eu-west-1:${OWN}:*`;
  decides([
    [
      "means those of the account that is asked about",
      allowing(instances),
      run("arn:aws:ec2:eu-west-1:*:instance/*"),
      yes,
    ],
    [
      "means those without account as well where the action has such",
      allowing(everything),
      run("arn:aws:ec2:eu-west-1:*:*"),
      no,
    ],
  ]);
});

describe("a pattern of resources that ends with their account", () => {
  const queues = asked("sqs:SendMessage", "arn:aws:sqs:eu-west-1:*");
  const secret = document({ Effect: "Deny", Resource: "arn:aws:sqs:eu-west-1:*:secret" });
  decides([
    ["means all of them", { identity: ALL }, queues, yes],
    ["is denied with one of them", { identity: [ALL, secret] }, queues, never],
  ]);
});
