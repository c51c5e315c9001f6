import type { Api } from "../api/api.js";
import { checkOperations } from "./check-operations.js";
import { cveOperations, type Cves } from "./cves.js";
import { folderOperations, type Folders } from "./folders.js";
import { groupOperations, type Groups } from "./groups/groups.js";
import { jobOperations, type Jobs } from "./jobs.js";
import { manifestOperations, type Manifests } from "./manifests/manifests.js";
import { productOperations, type Products } from "./products.js";
import { reportOperations, type Reports } from "./reports.js";
import { serviceOperations, type Service } from "./service.js";

/** All operations, by subject. */
export interface Operations extends Service {
  /** SBOMs, which the service calls manifests. */
  readonly manifests: Manifests;
  /** Vulnerability reports. */
  readonly reports: Reports;
  /** Folders of groups and products. */
  readonly folders: Folders;
  /** Groups, with their members, settings and activity log. */
  readonly groups: Groups;
  /** Products. */
  readonly products: Products;
  /** CVEs and their triage status. */
  readonly cves: Cves;
  /** Background jobs. */
  readonly jobs: Jobs;
}

/** Makes all operations. They check names and types of their options before they do anything. */
export function createOperations(api: Api): Operations {
  return checkOperations({
    ...serviceOperations(api),
    manifests: manifestOperations(api),
    reports: reportOperations(api),
    folders: folderOperations(api),
    groups: groupOperations(api),
    products: productOperations(api),
    cves: cveOperations(api),
    jobs: jobOperations(api),
  });
}
