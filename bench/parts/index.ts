import type { Part } from "../harness/part.ts";
import { smallRequests } from "./small-requests.ts";

/** Every part, in the order of the report. */
export const parts: readonly Part[] = [smallRequests];
