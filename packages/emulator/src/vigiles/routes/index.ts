import type { Route } from "../http/route.js";
import { cveRoutes } from "./cves.js";
import { folderRoutes } from "./folders.js";
import { groupRoutes } from "./groups.js";
import { jobRoutes } from "./jobs.js";
import { manifestRoutes } from "./manifests.js";
import { memberRoutes } from "./members.js";
import { productRoutes } from "./products.js";
import { reportRoutes } from "./reports.js";
import { scanRoutes } from "./scans.js";
import { serviceRoutes } from "./service.js";
import { settingRoutes } from "./settings.js";
import { uploadRoutes } from "./uploads.js";

/** All operations. If two paths match a request, the first one handles it, so fixed names come before tokens. */
export const routes: readonly Route[] = [
  ...serviceRoutes,
  ...uploadRoutes,
  ...manifestRoutes,
  ...scanRoutes,
  ...reportRoutes,
  ...folderRoutes,
  ...groupRoutes,
  ...memberRoutes,
  ...settingRoutes,
  ...cveRoutes,
  ...productRoutes,
  ...jobRoutes,
];
