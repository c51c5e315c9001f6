/** The databases whose pages are linked, by the form of their ids. */
const databases: readonly (readonly [form: RegExp, prefix: string])[] = [
  [/^CVE-\d{4}-\d{4,19}$/, "https://nvd.nist.gov/vuln/detail/"],
  [/^GHSA(?:-[23456789cfghjmpqrvwx]{4}){3}$/, "https://github.com/advisories/"],
  [/^(?:DSA|DLA|DTSA)-\d{1,9}(?:-\d{1,9})?$/, "https://security-tracker.debian.org/tracker/"],
  [/^GO-\d{4}-\d{4,9}$/, "https://pkg.go.dev/vuln/"],
  [/^(?:PYSEC|RUSTSEC|OSV)-\d{4}-\d{1,9}$/, "https://osv.dev/vulnerability/"],
];

/**
 * Returns the page about a vulnerability. An id becomes part of an address only if it has the exact form of its database.
 *
 * @param id - of the vulnerability, as the service named it
 * @returns undefined for every other id
 */
export function advisoryUrl(id: string): string | undefined {
  const database = databases.find(([form]) => form.test(id));
  return database === undefined ? undefined : `${database[1]}${id}`;
}
