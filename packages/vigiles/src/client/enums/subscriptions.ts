/** How often the service notifies the account of new vulnerabilities of an SBOM. */
export const subscriptions = ["none", "daily", "weekly", "monthly"] as const;
/** How often the service notifies the account of new vulnerabilities of an SBOM. */
export type Subscription = (typeof subscriptions)[number];
