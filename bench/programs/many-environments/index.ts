import * as pulumi from "@pulumi/pulumi";
import { Platform } from "../../../components/platform/platform";
import { withSecrets } from "../../../components/platform/secret-settings";
import { parseSettings } from "../../../mwaa/settings/parse";

/** One platform after the other, each with a network, role, bucket and logs of its own. */
const count = new pulumi.Config().requireNumber("environments");
const region = new pulumi.Config("aws").require("region");
for (let index = 1; index <= count; index++) {
  const name = `environment-${String(index)}`;
  const parsed = parseSettings({ name, dagFiles: { folder: "dags" } }, { region });
  if (!("settings" in parsed) || parsed.settings.builds !== "environment")
    throw new Error(JSON.stringify(parsed));
  new Platform(name, withSecrets(parsed.settings, "123456789012", []));
}
