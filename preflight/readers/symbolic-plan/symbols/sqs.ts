import { regional } from "./regional";
import { autoname, isNew, knownText, type Subject, type SymbolTable } from "./template";

/** Queues. */
export const SQS_SYMBOLS: SymbolTable = regional({
  "aws:sqs/queue:Queue": {
    name: queueName,
    url: "https://sqs.{region}.{dnsSuffix}/{account}/{name}",
    id: "{url}",
    arn: "arn:{partition}:sqs:{region}:{account}:{name}",
  },
  "aws:sqs/queuePolicy:QueuePolicy": { id: "{queueUrl}" },
  "aws:sqs/redrivePolicy:RedrivePolicy": { id: "{queueUrl}" },
  "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": { id: "{queueUrl}" },
});

/** The name of a queue that keeps the order of messages has to end so. */
function queueName(subject: Subject): string | undefined {
  const { name, namePrefix, fifoQueue } = subject.inputs;
  if (name !== undefined && name !== null) return knownText(name);
  if (!isNew(subject) || (namePrefix !== undefined && namePrefix !== null)) return undefined;
  return `${autoname(subject, "name")}${fifoQueue === true ? ".fifo" : ""}`;
}
