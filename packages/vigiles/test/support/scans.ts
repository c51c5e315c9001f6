const entry = (cve_id: string, cvss: string, status: string) => ({ cve_id, version: "1.0", cvss, status });

/** A scan with one open finding, of CVSS 7.5. */
export const smallScan = {
  manifest_token: "m",
  group_token: "g",
  cves: { openssl: [{ cve_id: "CVE-2014-0160", version: "1.0.1f", cvss: "7.5", status: "Unfixed" }] },
};

/** A scan with four open findings and one that is fixed, and with names that need escaping. */
export const scan = {
  manifest_token: "m.token",
  manifest_name: "router",
  report_path: "/cves/reports/r",
  cves: {
    openssl: [entry("CVE-2014-0160", "7.5", "Unfixed"), entry("CVE-2022-0778", "7.5", "Fixed")],
    日本語: [entry("CVE-2021-44228", "10", "Unfixed")],
    'we<ird>"&\u0001': [entry("CVE-2020-1", "", "Unfixed"), entry("CVE-2014-0160", "7.5", "Unfixed")],
  },
};

/** The same with one finding. */
export const scanWith = (cvss: string, status: string): object => ({
  ...scan,
  cves: { openssl: [entry("CVE-2014-0160", cvss, status)] },
});
