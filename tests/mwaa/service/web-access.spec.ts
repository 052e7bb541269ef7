import assert from "node:assert/strict";
import fc from "fast-check";
import {
  certificateArnFaults,
  domainNameFaults,
  isModernTlsPolicy,
  RECOMMENDED_TLS_POLICY,
  sourceRangesFaults,
  tlsPolicyFaults,
} from "../../../mwaa/service/web-access";

type Said = readonly (readonly unknown[])[];
const said = (faults: readonly { path: unknown; problem: string; fix: string }[]): Said =>
  faults.map(({ path, problem, fix }) => [path, problem, fix]);

describe("tlsPolicyFaults", () => {
  for (const policy of [
    RECOMMENDED_TLS_POLICY,
    "ELBSecurityPolicy-TLS13-1-2-2021-06",
    "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
    "ELBSecurityPolicy-TLS13-1-3-2021-06",
    "ELBSecurityPolicy-TLS13-1-2-Res-FIPS-PQ-2025-09",
    "ELBSecurityPolicy-TLS-1-2-Ext-2018-06",
    "ELBSecurityPolicy-FS-1-2-Res-2020-10",
  ]) {
    it(`accepts ${policy}`, () => {
      assert.equal(isModernTlsPolicy(policy), true);
      assert.deepEqual(tlsPolicyFaults(policy), []);
    });
  }

  for (const policy of [
    "ELBSecurityPolicy-2016-08",
    "ELBSecurityPolicy-TLS-1-0-2015-04",
    "ELBSecurityPolicy-TLS-1-1-2017-01",
    "ELBSecurityPolicy-FS-2018-06",
    "ELBSecurityPolicy-FS-1-1-2019-08",
    "ELBSecurityPolicy-TLS13-1-0-2021-06",
    "ELBSecurityPolicy-TLS13-1-1-2021-06",
  ]) {
    it(`refuses ${policy}, which lets old clients in`, () => {
      assert.deepEqual(said(tlsPolicyFaults(policy)), [
        [
          ["tlsPolicy"],
          "lets clients in that know no TLS 1.2",
          `remove tlsPolicy, or set it to "${RECOMMENDED_TLS_POLICY}"`,
        ],
      ]);
    });
  }

  it("refuses what is no policy", () => {
    assert.deepEqual(
      tlsPolicyFaults("TLSv1.3").map(({ problem }) => problem),
      ["is not a policy of Elastic Load Balancing"],
    );
  });
});

describe("domainNameFaults", () => {
  const long = `${"x".repeat(53)}.example.com`;

  it("lets a name be longer if its certificate is given", () => {
    assert.equal(long.length, 65);
    assert.deepEqual(domainNameFaults(long, { certificateRequested: false }), []);
    assert.deepEqual(said(domainNameFaults(long, { certificateRequested: true })), [
      [
        ["domainName"],
        "has 65 characters, too many for a certificate to be requested",
        "choose a shorter domain, or give the certificateArn of a certificate that covers it",
      ],
    ]);
    assert.deepEqual(domainNameFaults(long.slice(1), { certificateRequested: true }), []);
  });

  it("refuses an empty name, and what the web server's option would not take", () => {
    assert.deepEqual(said(domainNameFaults("", { certificateRequested: true })), [
      [["domainName"], "is empty", "name the web server's domain"],
    ]);
    assert.deepEqual(said(domainNameFaults("a.example/x", { certificateRequested: true })), [
      [["domainName"], "has a path", 'set domainName to "a.example"'],
    ]);
  });
});

describe("certificateArnFaults", () => {
  const ARN = "arn:aws:acm:eu-west-1:123456789012:certificate/1234abcd";

  it("accepts a certificate of the Region, or of any if that is not known", () => {
    assert.deepEqual(certificateArnFaults(ARN), []);
    assert.deepEqual(certificateArnFaults(ARN, { region: "eu-west-1" }), []);
  });

  it("refuses a certificate of another Region", () => {
    assert.deepEqual(said(certificateArnFaults(ARN, { region: "us-east-1" })), [
      [
        ["certificateArn"],
        "is a certificate of eu-west-1, and the load balancer is in us-east-1",
        "request or import the certificate in us-east-1",
      ],
    ]);
  });

  for (const other of ["", "1234abcd", "arn:aws:acm:eu-west-1:123456789012:other/1"]) {
    it(`refuses ${JSON.stringify(other)}`, () => {
      assert.deepEqual(
        certificateArnFaults(other).map(({ problem }) => problem),
        ["is not the ARN of a certificate in ACM"],
      );
    });
  }
});

describe("sourceRangesFaults", () => {
  it("accepts ranges and single addresses", () => {
    assert.deepEqual(sourceRangesFaults(["0.0.0.0/0", "10.0.0.0/8", "192.168.1.7/32"]), []);
  });

  const bad: readonly (readonly [readonly string[], number, string, string])[] = [
    [["10.0.0.7"], 0, "is not a range of IPv4 addresses", "write 10.0.0.7/32"],
    [["10.0.0.0/8", "office"], 1, "is not a range of IPv4 addresses", "give the range as CIDR"],
    [["2001:db8::/32"], 0, "is not a range of IPv4 addresses", "give the range as CIDR"],
    [["10.0.0.7/8"], 0, "does not begin at its first address", "write 10.0.0.0/8"],
    [["10.0.0.0/8", "10.0.0.0/8"], 1, "is named a second time", "remove it"],
  ];
  for (const [ranges, index, problem, fix] of bad) {
    it(`refuses ${JSON.stringify(ranges)}`, () => {
      assert.deepEqual(said(sourceRangesFaults(ranges)), [[["allowedCidrs", index], problem, fix]]);
    });
  }

  it("accepts whatever it suggests", () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.integer({ min: 0, max: 32 }), (address, prefix) => {
        for (const { fix } of sourceRangesFaults([`${address}/${prefix}`])) {
          assert.deepEqual(sourceRangesFaults([fix.replace("write ", "")]), []);
        }
      }),
    );
  });
});
