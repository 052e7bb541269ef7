import * as ts from "typescript";

import type { Properties, Property, ValueType } from "./types";

const ANY: ValueType = { kind: "any" };

const NAMED_TYPES: Readonly<Record<string, ValueType>> = {
  "pulumi.asset.Asset": { kind: "asset" },
  "pulumi.asset.Archive": { kind: "asset" },
  ARN: { kind: "string" },
};

function isAbsence(node: ts.TypeNode): boolean {
  return (
    node.kind === ts.SyntaxKind.UndefinedKeyword ||
    (ts.isLiteralTypeNode(node) && node.literal.kind === ts.SyntaxKind.NullKeyword)
  );
}

function unionType(members: readonly ts.TypeNode[]): ValueType {
  const present = members.filter((member) => !isAbsence(member)).map(valueType);
  const [only] = present;
  if (only !== undefined && present.length === 1) return only;
  return { kind: "union", of: present };
}

function namedType(node: ts.TypeReferenceNode): ValueType {
  const name = node.typeName.getText();
  const argument = node.typeArguments?.[0];
  if ((name === "pulumi.Input" || name === "pulumi.Output") && argument !== undefined) {
    return valueType(argument);
  }
  if (name.startsWith("inputs.") || name.startsWith("outputs.")) {
    return { kind: "reference", name: name.slice(name.indexOf(".") + 1) };
  }
  // Enumerations are texts on the wire, and values outside of them are legal.
  if (name.startsWith("enums.")) return { kind: "string" };
  return NAMED_TYPES[name] ?? ANY;
}

function valueType(node: ts.TypeNode): ValueType {
  if (ts.isParenthesizedTypeNode(node)) return valueType(node.type);
  if (ts.isUnionTypeNode(node)) return unionType(node.types);
  if (ts.isArrayTypeNode(node)) return { kind: "list", of: valueType(node.elementType) };
  if (ts.isTypeReferenceNode(node)) return namedType(node);
  if (ts.isTypeLiteralNode(node)) {
    const signature = node.members.find(ts.isIndexSignatureDeclaration);
    return signature === undefined ? ANY : { kind: "map", of: valueType(signature.type) };
  }
  switch (node.kind) {
    case ts.SyntaxKind.StringKeyword:
      return { kind: "string" };
    case ts.SyntaxKind.NumberKeyword:
      return { kind: "number" };
    case ts.SyntaxKind.BooleanKeyword:
      return { kind: "boolean" };
    default:
      return ANY;
  }
}

function mayBeUndefined(node: ts.TypeNode): boolean {
  if (ts.isUnionTypeNode(node)) return node.types.some(mayBeUndefined);
  if (ts.isTypeReferenceNode(node)) return node.typeArguments?.some(mayBeUndefined) ?? false;
  return node.kind === ts.SyntaxKind.UndefinedKeyword;
}

function property(member: ts.PropertySignature | ts.PropertyDeclaration): Property | undefined {
  if (member.type === undefined) return undefined;
  const optional = member.questionToken !== undefined || mayBeUndefined(member.type);
  return { type: valueType(member.type), required: !optional };
}

function isInstanceProperty(
  member: ts.Node,
): member is ts.PropertySignature | ts.PropertyDeclaration {
  if (ts.isPropertySignature(member)) return true;
  if (!ts.isPropertyDeclaration(member)) return false;
  return !(member.modifiers?.some((m) => m.kind === ts.SyntaxKind.StaticKeyword) ?? false);
}

function propertiesOf(members: ts.NodeArray<ts.Node>): Properties {
  return Object.fromEntries(
    members.filter(isInstanceProperty).flatMap((member) => {
      const found = property(member);
      return found === undefined ? [] : [[member.name.getText(), found] as const];
    }),
  );
}

/** The properties of every interface and class in a piece of declaration text, by name. */
export function readDeclarations(text: string): ReadonlyMap<string, Properties> {
  const source = ts.createSourceFile("declarations.d.ts", text, ts.ScriptTarget.ES2022, true);
  const found = new Map<string, Properties>();
  const visit = (node: ts.Node): void => {
    if (ts.isInterfaceDeclaration(node) || ts.isClassDeclaration(node)) {
      if (node.name !== undefined) found.set(node.name.text, propertiesOf(node.members));
    } else {
      ts.forEachChild(node, visit);
    }
  };
  visit(source);
  return found;
}
