import type { Part } from "../harness/part.ts";
import { expiredToken } from "./expired-token.ts";
import { memory } from "./memory.ts";
import { signing } from "./signing.ts";
import { smallRequests } from "./small-requests.ts";
import { wrapper } from "./wrapper.ts";

/** Every part, in the order of the report. */
export const parts: readonly Part[] = [smallRequests, wrapper, signing, expiredToken, memory];
