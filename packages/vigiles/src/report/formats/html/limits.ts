/** Rows that the page has without its script. */
export const maxRows = 500;

/** Findings whose description and references are in the page. The others keep their advisory. */
export const maxDescribed = 5_000;
