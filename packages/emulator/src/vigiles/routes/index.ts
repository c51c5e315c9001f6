import type { Route } from "../call.js";
import { cveRoutes } from "./cve-routes.js";
import { folderRoutes } from "./folder-routes.js";
import { groupRoutes } from "./group-routes.js";
import { jobRoutes } from "./job-routes.js";
import { manifestRoutes } from "./manifest-routes.js";
import { memberRoutes } from "./member-routes.js";
import { productRoutes } from "./product-routes.js";
import { reportRoutes } from "./report-routes.js";
import { scanRoutes } from "./scan-routes.js";
import { settingRoutes } from "./setting-routes.js";
import { uploadRoutes } from "./upload-routes.js";
import { utilityRoutes } from "./utility-routes.js";

/** Every operation. Where two paths fit a request, the earlier one answers, so fixed names come before tokens. */
export const routes: readonly Route[] = [
  ...utilityRoutes,
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
