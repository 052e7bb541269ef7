import { isTold } from "../model/accounts";
import { credentialsOf, isDefaultProvider, PROVIDER_PREFIX, providerUrn } from "../model/provider";
import type { Resource, Stack } from "../model/resource";
import { counted } from "./paragraphs";

/** `in eu-west-1 of account 111122223333`, as far as something told either; else nothing. */
function describePlace(region: unknown, account: string | undefined): string {
  const words = [
    ...(typeof region === "string" ? [`in ${region}`] : []),
    ...(isTold(account) ? [`of account ${account}`] : []),
  ];
  return words.join(" ");
}

/** Where the stack's default provider works. */
export function placeOfStack(stack: Stack): string {
  return describePlace(stack.region, stack.account);
}

/** Each explicit AWS provider of a stack: where it works, and how much it makes there. */
export function describeProviders(stack: Stack): readonly string[] {
  const providers = stack.resources.filter(
    ({ type, urn }) => type === `${PROVIDER_PREFIX}aws` && !isDefaultProvider(urn),
  );
  return providers.map((provider) => {
    const made = stack.resources.filter(
      (each) => each.custom && providerUrn(each.provider) === provider.urn,
    ).length;
    const where = describePlace(provider.inputs["region"], accountOf(provider, stack));
    return `provider ${provider.name}${where === "" ? "" : ` ${where}`}: ${counted(made, "resource")}`;
  });
}

function accountOf(provider: Resource, stack: Stack): string | undefined {
  const credentials = credentialsOf(provider.inputs, provider.urn);
  switch (credentials.kind) {
    case "account":
      return credentials.account;
    case "ambient":
      return stack.ownCredentials === true ? undefined : stack.account;
    case "hidden":
      return undefined;
  }
}
