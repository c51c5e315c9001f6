import { advisoryUrl } from "../../src/findings/advisory-url.js";
import type { Finding } from "../../src/findings/finding.js";
import { severityOf } from "../../src/findings/severity.js";

/** An open finding of CVSS 7.5. */
export function finding(more: Partial<Finding> = {}): Finding {
  const { cvss = 7.5, id = "CVE-1" } = more;
  return {
    package: "openssl",
    version: "1",
    id,
    cvss,
    severity: severityOf(cvss),
    status: "Unfixed",
    fixedBy: [],
    advisory: advisoryUrl(id),
    description: "",
    references: [],
    ...more,
  };
}
