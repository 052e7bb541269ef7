import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { DagFiles, type DagFilesArgs, EnvironmentBucket } from "../../../components";
import { record, type Recording, type RecordOptions } from "../../helpers/mocks";

const OBJECT = "aws:s3/bucketObjectv2:BucketObjectv2";

describe("DagFiles", () => {
  let folder: string;

  function write(relative: string, text = "text"): string {
    const place = path.join(folder, relative);
    fs.mkdirSync(path.dirname(place), { recursive: true });
    fs.writeFileSync(place, text);
    return place;
  }

  async function filesWith(
    args: Partial<DagFilesArgs> = {},
    options: RecordOptions = {},
  ): Promise<{ recording: Recording; result: DagFiles }> {
    const all = { bucket: "airflow-dags", folder: path.join(folder, "dags"), ...args };
    return record(() => new DagFiles("files", all), options);
  }

  // Settings name paths from the project's folder, so the tests stand in one.
  const home = process.cwd();
  beforeEach(() => {
    process.chdir(fs.mkdtempSync(path.join(os.tmpdir(), "dag-files-")));
    folder = ".";
  });
  afterEach(() => {
    fs.rmSync(process.cwd(), { recursive: true });
    process.chdir(home);
  });

  it("uploads every file of the folder under dags/, whatever its kind, and no leftovers", async () => {
    for (const each of [
      "dags/b.py",
      "dags/a.py",
      "dags/sql/daily/q.sql",
      "dags/.airflowignore",
      "dags/__pycache__/a.pyc",
      "dags/.git/HEAD",
      "dags/sql/.DS_Store",
    ]) {
      write(each);
    }
    const { recording } = await filesWith();
    const objects = recording.ofType(OBJECT);
    assert.deepEqual(
      objects.map((each) => [each.name, each.inputs["key"], each.inputs["bucket"]]),
      [
        ["files-dags/.airflowignore", "dags/.airflowignore", "airflow-dags"],
        ["files-dags/a.py", "dags/a.py", "airflow-dags"],
        ["files-dags/b.py", "dags/b.py", "airflow-dags"],
        ["files-dags/sql/daily/q.sql", "dags/sql/daily/q.sql", "airflow-dags"],
      ],
    );
    assert.deepEqual(Object.keys(objects[0]?.inputs ?? {}).sort(), ["bucket", "key", "source"]);
  });

  it("names files by their path from the project's folder, so that another checkout is no change", async () => {
    write("dags/a.py");
    const { recording } = await filesWith();
    const source = recording.only(OBJECT).inputs["source"] as Record<string, unknown>;
    assert.equal(source["path"], path.join("dags", "a.py"));
  });

  it("uploads the other files under fixed keys and hands on their versions", async () => {
    write("dags/a.py");
    const { recording, result } = await filesWith({
      requirements: write("reqs-prod.txt"),
      plugins: write("build/plugins-7.zip"),
      startupScript: write("boot.sh"),
    });
    const keys = recording.ofType(OBJECT).map((each) => each.inputs["key"]);
    assert.deepEqual(keys, ["dags/a.py", "plugins.zip", "requirements.txt", "startup.sh"]);
    assert.equal(result.requirements?.key, "requirements.txt");
    assert.equal(result.plugins?.key, "plugins.zip");
    assert.equal(result.startupScript?.key, "startup.sh");
    assert.ok(pulumi.Output.isInstance(result.startupScript.versionId));
    assert.equal(result.ready.length, 4);
  });

  it("packs a folder of plugins without leftovers", async () => {
    write("dags/a.py");
    write("plugins/hooks/one.py");
    write("plugins/hooks/__pycache__/one.pyc");
    const { recording } = await filesWith({ plugins: "plugins" });
    const source = recording.only(OBJECT, "files-plugins.zip").inputs["source"] as {
      readonly assets: Readonly<Record<string, unknown>>;
    };
    assert.deepEqual(Object.keys(source.assets), ["hooks/one.py"]);
  });

  it("keeps versions that an environment may go back to, but no DAG that was taken out", async () => {
    write("dags/a.py");
    const args = { requirements: write("requirements.txt") };
    const { recording } = await filesWith(args);
    assert.equal(recording.only(OBJECT, "files-requirements.txt").retainOnDelete, true);
    assert.equal(recording.only(OBJECT, "files-dags/a.py").retainOnDelete, false);
    const { recording: deleted } = await record(() => {
      const bucket = new EnvironmentBucket("bucket", { name: "dags-1", whenDestroyed: "delete" });
      return new DagFiles("files", { bucket, folder: "dags", ...args });
    });
    assert.equal(deleted.only(OBJECT, "files-requirements.txt").retainOnDelete, false);
  });

  it("waits for the bucket's settings, or there would be no versions", async () => {
    write("dags/a.py");
    const { recording } = await record(() => {
      const bucket = new EnvironmentBucket("bucket", { name: "airflow-dags" });
      return new DagFiles("files", { bucket, folder: "dags" });
    });
    const { dependencies } = recording.only(OBJECT);
    assert.ok(dependencies.includes("bucket-versioning"));
    assert.ok(dependencies.includes("bucket-public-access-block"));
    assert.ok(dependencies.includes("bucket-encryption"));
  });

  it("tags objects as far as S3 takes tags", async () => {
    write("dags/a.py");
    const tags = (count: number): Record<string, string> =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`tag-${index}`, "x"]));
    const tagsOf = async (count: number): Promise<unknown> =>
      (await filesWith({ tags: tags(count) })).recording.only(OBJECT).inputs["tags"];
    assert.deepEqual(await tagsOf(10), tags(10));
    assert.equal(await tagsOf(11), undefined);
  });

  for (const [what, prepare, args, message] of [
    [
      "a missing folder",
      () => undefined,
      {},
      /^DagFiles.*\n {2}folder: does not exist .*got "dags"/,
    ],
    [
      "an empty folder",
      () => {
        fs.mkdirSync("dags/__pycache__", { recursive: true });
      },
      {},
      /folder: is an empty folder/,
    ],
    [
      "a folder that is a file",
      () => {
        fs.writeFileSync("dags", "");
      },
      {},
      /folder: is not a folder/,
    ],
    [
      "missing requirements and a startup script that is a folder",
      () => {
        fs.mkdirSync("dags/sub", { recursive: true });
        fs.writeFileSync("dags/a.py", "");
      },
      { requirements: "r.txt", startupScript: "dags/sub" },
      /requirements: does not exist [^]*startupScript: is not a file/,
    ],
    [
      "an absolute path",
      () => {
        fs.mkdirSync("dags");
        fs.writeFileSync("dags/a.py", "");
      },
      { requirements: "/etc/hostname" },
      /requirements: is an absolute path/,
    ],
  ] as const) {
    it(`refuses ${what} in one message`, async () => {
      prepare();
      await assert.rejects(filesWith({ folder: "dags", ...args }), (error: Error) => {
        assert.match(error.message, message);
        return true;
      });
    });
  }
});
