// Writes docs/performance.md and its charts from the figures that are kept.
import { writeReport } from "./harness/write-report.ts";

writeReport();
