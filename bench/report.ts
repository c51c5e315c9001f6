// Writes docs/performance.md, the tables behind it and their charts from the recorded figures.
import { writeReport } from "./harness/write-report.ts";

writeReport();
