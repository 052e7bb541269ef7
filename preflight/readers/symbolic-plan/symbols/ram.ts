import { regional } from "./regional";
import { knownText, type Subject, type SymbolTable } from "./template";

const RAM = "arn:{partition}:ram:{region}:{account}";

/** Shares of AWS Resource Access Manager. What a share holds, only its owner's stack tells. */
export const RAM_SYMBOLS: SymbolTable = regional({
  "aws:ram/resourceShare:ResourceShare": { arn: `${RAM}:resource-share/{uuid}`, id: "{arn}" },
  "aws:ram/resourceAssociation:ResourceAssociation": { id: "{resourceShareArn},{resourceArn}" },
  "aws:ram/principalAssociation:PrincipalAssociation": { id: "{resourceShareArn},{principal}" },
  "aws:ram/resourceShareAccepter:ResourceShareAccepter": {
    id: "{shareArn}",
    shareId,
    invitationArn: `${RAM}:resource-share-invitation/{uuid}`,
    receiverAccountId: "{account}",
    senderAccountId: ({ inputs }) =>
      /^arn:[^:]+:ram:[^:]*:(\d{12}):/.exec(knownText(inputs["shareArn"]) ?? "")?.[1],
  },
});

/** The provider makes a share's id out of the last part of its ARN. */
function shareId({ inputs }: Subject): string | undefined {
  const [, last] = /resource-share\/(.+)$/.exec(knownText(inputs["shareArn"]) ?? "") ?? [];
  return last === undefined ? undefined : `rs-${last}`;
}
