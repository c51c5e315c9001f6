/** The most results that GitHub takes in a run of a SARIF file. It refuses files with more. */
export const maxSarifResults = 25_000;
