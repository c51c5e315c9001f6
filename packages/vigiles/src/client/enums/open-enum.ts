/** A value that this package knows, or any other text for `allowUnknown`. Editors complete the known values. */
export type Open<Known extends string> = Known | (string & {});
