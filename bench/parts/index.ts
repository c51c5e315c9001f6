import type { Part } from "../harness/part.ts";
import { expiredToken } from "./expired-token.ts";
import { growth } from "./growth.ts";
import { memory } from "./memory.ts";
import { pairs } from "./pairs.ts";
import { quick } from "./quick.ts";
import { signing } from "./signing.ts";
import { size } from "./size.ts";
import { smallRequests } from "./small-requests.ts";
import { start } from "./start.ts";
import { unusedFeatures } from "./unused-features.ts";
import { upload } from "./upload.ts";
import { wrapper } from "./wrapper.ts";

/** Every part, in the order of the report. */
export const parts: readonly Part[] = [
  smallRequests,
  pairs,
  wrapper,
  unusedFeatures,
  signing,
  upload,
  expiredToken,
  memory,
  start,
  size,
  growth,
  quick,
];
