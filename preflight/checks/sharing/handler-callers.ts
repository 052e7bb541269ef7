import { Unknown } from "../../../reasoning/known";
import { strangersOf } from "../../model/endpoints/handler-callers";
import type { Rule, Violation } from "../rule";
import { conclude, notApplicable } from "../rule";
import { aws } from "../sources";
import { ofHandler } from "./endpoint-automation";

/** Who may call the function that acts on the status of environments. */
export const HANDLER_CALLER_RULES: readonly Rule[] = [
  {
    subject: "access",
    judges: ["lambdaFunction"],
    decidedBy: "world",
    id: "status-handler-called-by-own-sources-only",
    title: "Nobody else can have AWS call the function",
    why: "A permission for a service without the source's ARN or account holds for that service in every account of the world, and one for another account lets that account call the function with events it made up.",
    severity: "warning",
    effect: "insecure",
    sources: [
      aws(
        "lambda/latest/dg/permissions-function-services.html",
        "Granting Lambda function access to AWS services",
      ),
      aws("lambda/latest/api/API_AddPermission.html", "SourceArn"),
    ],
    examples: {
      fails: '{ action: "lambda:InvokeFunction", principal: "events.amazonaws.com" }',
      passes:
        '{ action: "lambda:InvokeFunction", principal: "events.amazonaws.com", sourceArn: rule.arn }',
    },
    check: ofHandler((handler, world) => {
      const { resources, more } = world.pointingAt(handler, "lambdaPermission", "function");
      if (resources.length === 0 && more === undefined)
        return notApplicable("the function has no permissions");
      const judged = resources.map((permission) => ({
        permission,
        strangers: strangersOf(world, permission, handler),
      }));
      return conclude(
        judged.flatMap(({ permission, strangers }): readonly Violation[] =>
          strangers === undefined || strangers instanceof Unknown
            ? []
            : [
                {
                  resource: permission,
                  related: [handler],
                  message: `lets ${strangers} call ${handler.name}`,
                  fix: "set sourceArn to the ARN of what calls the function, or remove the permission",
                },
              ],
        ),
        [more, ...judged.map(({ strangers }) => strangers)].filter(
          (each) => each instanceof Unknown,
        ),
        "whom a permission lets in is not known",
      );
    }),
  },
];
