import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { ENGINE_CACHE } from "./paths";
import type { CloudFile } from "./provider/cloud/records";
import { Store } from "./provider/cloud/store";
import { Provider } from "./provider/provider";
import type { Existing } from "./provider/provider";
import { Catalogue } from "./provider/schema/catalogue";
import { settle } from "./provider/services/settle";
import type { Json, JsonObject } from "./provider/wire";

const SDK = path.dirname(require.resolve("@pulumi/aws/package.json"));
const CATALOGUE = new Catalogue(SDK, path.join(ENGINE_CACHE, "schema", "specs"));
const REGION = "eu-central-1";

/** The token of a type by its short name: `ec2.Vpc` is `aws:ec2/vpc:Vpc`. */
function tokenOf(type: string): string {
  const [room = "", name = ""] = type.split(".");
  return `aws:${room}/${name[0]?.toLowerCase() ?? ""}${name.slice(1)}:${name}`;
}

/** One account's provider, without an engine: calls in the order in which a spec makes them. */
export class TestAccount {
  readonly provider: Provider;
  #made = 0;

  constructor(
    store: Store,
    readonly account: string,
    region = REGION,
  ) {
    this.provider = new Provider(CATALOGUE, store, account);
    this.provider.configure({ region });
  }

  /** Checks and creates; throws what check or service refuses. */
  async make(type: string, inputs: JsonObject): Promise<Existing> {
    this.#made += 1;
    const subject = { token: tokenOf(type), name: `made-${String(this.#made)}` };
    const checked = this.provider.check(subject, {}, inputs, new Uint8Array([this.#made]));
    if (checked.refusals.length > 0) {
      throw new Error(checked.refusals.map(({ reason }) => reason).join("\n"));
    }
    return this.provider.create(subject, checked.inputs, 0);
  }

  async remove(type: string, id: string): Promise<void> {
    await this.provider.delete({ token: tokenOf(type), name: "" }, id, 0);
  }

  /** What the account sees of something; undefined when it does not see it. */
  look(type: string, id: string): JsonObject | undefined {
    return this.provider.read({ token: tokenOf(type), name: "" }, id);
  }

  /** What a function answers: `ec2.getVpc`. */
  ask(name: string, args: JsonObject): Readonly<Record<string, Json>> {
    const [room = "", stem = ""] = name.split(".");
    const { result, refusals } = this.provider.invoke(`aws:${room}/${stem}:${stem}`, args);
    if (refusals.length > 0) throw new Error(refusals.map(({ reason }) => reason).join("\n"));
    return result;
  }
}

/** A cloud in a folder of its own. */
export class TestCloud {
  readonly #folder = fs.mkdtempSync(path.join(os.tmpdir(), "mwaa-cloud-"));
  readonly #file = path.join(this.#folder, "cloud.json");
  readonly store = new Store(this.#file, settle);

  account(account: string): TestAccount {
    return new TestAccount(this.store, account);
  }

  /** Sets organization, profiles or the clock. */
  set(values: Omit<Partial<CloudFile>, "records" | "events">): void {
    const file = settle({ ...this.store.read(), ...values });
    fs.writeFileSync(this.#file, JSON.stringify(file));
  }

  dispose(): void {
    fs.rmSync(this.#folder, { recursive: true, force: true });
  }
}
