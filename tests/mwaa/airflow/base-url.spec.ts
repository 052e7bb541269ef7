import assert from "node:assert/strict";
import fc from "fast-check";
import { baseUrlFaults, baseUrlModeFaults, LONGEST_BASE_URL } from "../../../mwaa/airflow/base-url";
import { optionFaults } from "../../../mwaa/airflow/options";
import { environmentArgumentFaults } from "../../../mwaa/environment-arguments";
import { ACCESS_MODES } from "../../../mwaa/service/access-modes";
import { unknownText } from "../../../mwaa/settings/unknown-text";

const domain = (): fc.Arbitrary<string> =>
  fc
    .array(fc.stringMatching(/^[a-z]([a-z0-9-]{0,8}[a-z0-9])?$/), { minLength: 2, maxLength: 4 })
    .map((labels) => labels.join("."));

const LABEL = "x".repeat(63);
const LONGEST = [LABEL, LABEL, LABEL, LABEL].join(".");

describe("baseUrlFaults", () => {
  const good = [
    "",
    "your-custom-domain.com",
    "airflow.team-a.example.co.uk",
    "xn--mnchen-3ya.example",
    "Airflow.Example.com",
    "1.example",
    LONGEST,
    unknownText("the domain"),
  ];
  for (const each of good) {
    it(`accepts ${JSON.stringify(each.slice(0, 40))}`, () => {
      assert.deepEqual(baseUrlFaults(each), []);
    });
  }

  const named = (host: string): string => `set webserver.base_url to "${host}"`;
  const alone = "give the domain's name alone";
  const bad: readonly (readonly [string, string, string])[] = [
    ["https://airflow.example.com", "has a protocol", named("airflow.example.com")],
    ["https://airflow.example.com:8443/home", "has a protocol", named("airflow.example.com")],
    ["your-custom-domain.com/dags/", "has a path", named("your-custom-domain.com")],
    ["airflow.example.com?x=1", "has a path", named("airflow.example.com")],
    ["airflow.example.com:443", "has a port", named("airflow.example.com")],
    [
      "münchen.example",
      "has a character outside ASCII",
      "write the domain as DNS has it, its international labels beginning with xn--",
    ],
    [`${LONGEST}x`, "has more than 255 characters", "choose a shorter domain"],
    ["airflow", "is not a fully qualified domain name", alone],
    ["airflow.example.com.", "is not a fully qualified domain name", alone],
    ["-airflow.example.com", "is not a fully qualified domain name", alone],
    ["*.example.com", "is not a fully qualified domain name", alone],
    ["air flow.example.com", "is not a fully qualified domain name", alone],
    [`${LABEL}x.example.com`, "is not a fully qualified domain name", alone],
    ["10.0.1.17", "is not a fully qualified domain name", alone],
    ["https://", "has a protocol", alone],
  ];
  for (const [given, problem, fix] of bad) {
    it(`says that ${JSON.stringify(given.slice(0, 40))} ${problem}`, () => {
      assert.deepEqual(
        baseUrlFaults(given).map((fault) => [fault.path, fault.problem, fault.got, fault.fix]),
        [[["airflowConfigurationOptions", "webserver.base_url"], problem, given, fix]],
      );
    });
  }

  it("names the argument where the domain stands", () => {
    assert.deepEqual(
      baseUrlFaults("https://a.example", ["domainName"]).map(({ path, fix }) => [path, fix]),
      [[["domainName"], 'set domainName to "a.example"']],
    );
  });

  it("accepts no text with a slash, a colon or a space, nor one that is too long", () => {
    fc.assert(
      fc.property(domain(), fc.constantFrom("/", ":", " ", "?"), fc.nat(), (name, sign, at) => {
        const place = at % (name.length + 1);
        assert.equal(
          baseUrlFaults(name.slice(0, place) + sign + name.slice(place)).length,
          1,
          "with a sign",
        );
        assert.equal(baseUrlFaults(`${name}.${"a.".repeat(LONGEST_BASE_URL / 2)}b`).length, 1);
      }),
    );
  });

  it("accepts every domain, and whatever it suggests", () => {
    fc.assert(
      fc.property(
        domain(),
        fc.constantFrom("https://", ""),
        fc.constantFrom("", "/", "/dags/", "/home?x=1", ":443", ":8443/home"),
        (name, scheme, path) => {
          assert.deepEqual(baseUrlFaults(name), []);
          for (const { fix } of baseUrlFaults(`${scheme}${name}${path}`)) {
            assert.equal(fix, named(name));
          }
        },
      ),
    );
  });
});

describe("baseUrlModeFaults", () => {
  it("lets a private web server alone have a domain", () => {
    const refused = (baseUrl: string): readonly string[] =>
      ACCESS_MODES.filter(
        (mode) => baseUrlModeFaults({ baseUrl, webserverAccessMode: mode }).length > 0,
      );
    assert.deepEqual(refused("airflow.example.com"), ["PUBLIC_ONLY", "PUBLIC_AND_PRIVATE"]);
    assert.deepEqual(refused(""), []);
  });

  it("leaves a mode that does not exist to others", () => {
    assert.deepEqual(
      baseUrlModeFaults({ baseUrl: "airflow.example.com", webserverAccessMode: "OPEN" }),
      [],
    );
  });
});

describe("the option of a domain", () => {
  const problems = (options: Record<string, string>, airflowVersion: string) =>
    optionFaults(options, { airflowVersion }).map(({ problem, fix }) => [problem, fix]);

  for (const version of ["2.10.3", "3.2.1"]) {
    it(`is webserver.base_url on Airflow ${version}, and may be empty`, () => {
      assert.deepEqual(problems({ "webserver.base_url": "airflow.example.com" }, version), []);
      assert.deepEqual(problems({ "webserver.base_url": "" }, version), []);
      assert.deepEqual(problems({ "webserver.base_url": "https://a.example" }, version), [
        ["has a protocol", 'set webserver.base_url to "a.example"'],
      ]);
    });

    it(`is not api.base_url on Airflow ${version}`, () => {
      assert.deepEqual(problems({ "api.base_url": "https://airflow.example.com" }, version), [
        [
          "cannot be set on MWAA: it is reserved: MWAA sets it itself, to the domain of webserver.base_url",
          "remove api.base_url",
        ],
      ]);
    });
  }
});

describe("environmentArgumentFaults of a domain", () => {
  const OPTIONS = { "webserver.base_url": "airflow.example.com" };
  const problems = (args: Parameters<typeof environmentArgumentFaults>[0]) =>
    environmentArgumentFaults({ airflowConfigurationOptions: OPTIONS, ...args }).map(
      ({ path, problem }) => [path.join("/"), problem],
    );

  it("takes it with the default mode, and with a mode that is not known yet", () => {
    assert.deepEqual(problems({}), []);
    assert.deepEqual(problems({ webserverAccessMode: "PRIVATE_ONLY" }), []);
    assert.deepEqual(problems({ webserverAccessMode: unknownText("the mode") }), []);
  });

  it("refuses it for a web server that the internet reaches", () => {
    for (const webserverAccessMode of ["PUBLIC_ONLY", "PUBLIC_AND_PRIVATE"]) {
      assert.deepEqual(problems({ webserverAccessMode, airflowVersion: "3.2.1" }), [
        [
          "airflowConfigurationOptions/webserver.base_url",
          `gives a domain to a web server that is ${webserverAccessMode}, which MWAA does not do`,
        ],
      ]);
    }
  });
});
