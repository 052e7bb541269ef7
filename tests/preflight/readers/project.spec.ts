import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import {
  listStacks,
  ProjectFileError,
  readProject,
  readStackConfig,
  stackFile,
} from "../../../preflight/readers/project";
import { unknownText } from "../../../mwaa/settings/unknown-text";

describe("A Pulumi project's files", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "project-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  function write(name: string, text: string): string {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  }

  function refusal(work: () => unknown): string {
    try {
      work();
    } catch (error) {
      assert.ok(error instanceof ProjectFileError, String(error));
      return error.message;
    }
    assert.fail("nothing was refused");
  }

  describe("readProject", () => {
    it("reads name, main and the folder of the stack files", () => {
      write(
        "Pulumi.yaml",
        "name: airflow\nruntime:\n  name: nodejs\nmain: src/\nstackConfigDir: stacks\n",
      );
      assert.deepEqual(readProject(folder), {
        directory: folder,
        file: path.join(folder, "Pulumi.yaml"),
        name: "airflow",
        main: "src/",
        stackDirectory: path.join(folder, "stacks"),
      });
    });

    it("keeps stack files beside the project if it says nothing else", () => {
      write("Pulumi.yaml", "name: airflow\nruntime: nodejs\n");
      assert.equal(readProject(folder).stackDirectory, folder);
    });

    const refused: readonly { title: string; text: string | undefined; message: RegExp }[] = [
      { title: "no file", text: undefined, message: /there is no Pulumi\.yaml here/ },
      { title: "no name", text: "runtime: nodejs", message: /name is missing: name the project/ },
      {
        title: "another language",
        text: "name: a\nruntime: python",
        message:
          /runtime is "python", and only nodejs programs can be planned: check the output of `pulumi preview --json`/,
      },
      { title: "no language", text: "name: a", message: /runtime is missing/ },
      {
        title: "malformed YAML",
        text: "name: a\nruntime: [nodejs",
        message: /Pulumi\.yaml:2: is not well-formed YAML/,
      },
      { title: "a list", text: "- name", message: /is no object/ },
      {
        title: "a main that is no text",
        text: "name: a\nruntime: nodejs\nmain: [1]",
        message: /main is \[1\], allowed: a path as text/,
      },
    ];
    for (const { title, text, message } of refused) {
      it(`refuses ${title} in one sentence`, () => {
        if (text !== undefined) write("Pulumi.yaml", text);
        assert.match(
          refusal(() => readProject(folder)),
          message,
        );
      });
    }

    it("tells a missing folder from a missing file", () => {
      assert.match(
        refusal(() => readProject(path.join(folder, "nowhere"))),
        /there is no such folder/,
      );
    });

    it("says so if the file cannot be read", () => {
      mkdirSync(path.join(folder, "stacks"));
      assert.match(
        refusal(() => readStackConfig(path.join(folder, "stacks"), "p")),
        /cannot be read \(EISDIR\): check path and permissions/,
      );
      assert.match(
        refusal(() => readStackConfig(path.join(folder, "no.yaml"), "p")),
        /cannot be read \(ENOENT\)/,
      );
    });
  });

  describe("listStacks and stackFile", () => {
    it("find stacks by their files", () => {
      write("Pulumi.yaml", "name: airflow\nruntime: nodejs\nstackConfigDir: stacks\n");
      const file = write("stacks/Pulumi.quick-start.yaml", "config: {}");
      write("stacks/Pulumi.a.b.yml", "config: {}");
      write("stacks/org.yaml", "");
      const project = readProject(folder);
      assert.deepEqual(listStacks(project), ["a.b", "quick-start"]);
      assert.equal(stackFile(project, "quick-start"), file);
      assert.match(
        refusal(() => stackFile(project, "quick-strat")),
        /stack "quick-strat" has no file; there is a\.b, quick-start/,
      );
    });

    it("answer with nothing where there is no folder", () => {
      write("Pulumi.yaml", "name: airflow\nruntime: nodejs\nstackConfigDir: stacks\n");
      const project = readProject(folder);
      assert.deepEqual(listStacks(project), []);
      assert.match(
        refusal(() => stackFile(project, "dev")),
        /there is no stack file beside it/,
      );
    });
  });

  describe("readStackConfig", () => {
    it("gives every value as the text that a program gets", () => {
      const file = write(
        "Pulumi.dev.yaml",
        [
          "config:",
          "  aws:region: eu-west-1",
          "  name: etl",
          "  mwaa:maxWorkers: 5",
          "  mwaa:protect: true",
          "  mwaa:nothing:",
          '  mwaa:account: "012345678901"',
          "  mwaa:network:",
          "    zoneIds: [euw1-az1, euw1-az2]",
          "  old:config:key: x",
        ].join("\n"),
      );
      assert.deepEqual(readStackConfig(file, "airflow"), {
        config: {
          "aws:region": "eu-west-1",
          "airflow:name": "etl",
          "mwaa:maxWorkers": "5",
          "mwaa:protect": "true",
          "mwaa:nothing": "",
          "mwaa:account": "012345678901",
          "mwaa:network": '{"zoneIds":["euw1-az1","euw1-az2"]}',
          "old:key": "x",
        },
        secretKeys: [],
        environmentImports: [],
      });
    });

    it("puts a marker where a secret stands and lists the key", () => {
      const file = write(
        "Pulumi.dev.yaml",
        "config:\n  p:token:\n    secure: v1:abc\n  p:mail:\n    host: smtp\n    password:\n      secure: v1:def\n",
      );
      assert.deepEqual(readStackConfig(file, "p"), {
        config: {
          "p:token": unknownText("secret p:token"),
          "p:mail": JSON.stringify({
            host: "smtp",
            password: unknownText("secret p:mail.password"),
          }),
        },
        secretKeys: ["p:token", "p:mail"],
        environmentImports: [],
      });
    });

    it("lists the environments that add values from elsewhere", () => {
      const list = write(
        "Pulumi.a.yaml",
        "environment:\n  - org/aws\n  - name:\n      merge: false\n",
      );
      assert.deepEqual(readStackConfig(list, "p").environmentImports, ["org/aws", "name"]);
      const object = write("Pulumi.b.yaml", "environment:\n  imports: [base]\n");
      assert.deepEqual(readStackConfig(object, "p").environmentImports, ["base"]);
    });

    it("takes an empty file for no configuration", () => {
      assert.deepEqual(readStackConfig(write("Pulumi.dev.yaml", ""), "p").config, {});
    });

    const refused: readonly { title: string; text: string; message: RegExp }[] = [
      {
        title: "malformed YAML",
        text: "config:\n  a: 1\n b: 2\n",
        message: /Pulumi\.dev\.yaml:\d: is not well-formed YAML/,
      },
      {
        title: "a key that is there twice",
        text: "config:\n  a: 1\n  a: 2\n",
        message: /Pulumi\.dev\.yaml:3: is not well-formed YAML: Map keys must be unique/,
      },
      { title: "a list of keys", text: "config: [a]", message: /config is no object/ },
      { title: "a text", text: "hello", message: /is no object/ },
    ];
    for (const { title, text, message } of refused) {
      it(`refuses ${title} in one sentence`, () => {
        const file = write("Pulumi.dev.yaml", text);
        assert.match(
          refusal(() => readStackConfig(file, "p")),
          message,
        );
      });
    }
  });
});
