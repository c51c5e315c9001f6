import { nearestName } from "../../util/names/nearest-name.js";
import { defaultMaxCheckMs, runInTime } from "../deadline.js";
import { acceptanceChecks, acceptedCheck } from "./checks/acceptance.js";
import { concurrencyChecks } from "./checks/concurrency.js";
import { declarationChecks } from "./checks/declarations.js";
import { identityChecks } from "./checks/identities.js";
import { learningChecks } from "./checks/learning.js";
import { lifetimeChecks } from "./checks/logins/lifetimes.js";
import { loginResponseChecks } from "./checks/logins/login-responses.js";
import { lifetimeUnitChecks } from "./checks/logins/lifetime-units.js";
import { loginChecks } from "./checks/logins/logins.js";
import { releaseChecks } from "./checks/logins/releases.js";
import { renewalChecks } from "./checks/logins/renewals.js";
import { originChecks } from "./checks/origins.js";
import { proofChecks } from "./checks/proofs.js";
import { prototypeChecks } from "./checks/prototypes.js";
import { refusalChecks } from "./checks/refusals.js";
import { secrecyChecks } from "./checks/secrecy.js";
import { singleUseChecks } from "./checks/single-use.js";
import { createHarness, type SchemeHarness } from "./harness/harness.js";
import type { AuthSchemeSuite, SchemeCheck } from "./suite.js";

const checks: readonly SchemeCheck[] = [
  ...acceptanceChecks,
  ...concurrencyChecks,
  ...proofChecks,
  ...singleUseChecks,
  ...identityChecks,
  ...originChecks,
  ...declarationChecks,
  ...secrecyChecks,
  ...refusalChecks,
  ...learningChecks,
  ...prototypeChecks,
  ...loginChecks,
  ...loginResponseChecks,
  ...lifetimeChecks,
  ...lifetimeUnitChecks,
  ...renewalChecks,
  ...releaseChecks,
];

/**
 * Declares the conformance tests of an auth package: what the proof covers, with and without a body; that `apply` changes
 * nothing; that credentials are sent only to the service, and no secret is shown; that the identity contains what the
 * credential depends on. If the scheme logs in, they check that it does so once, within the re-authentication window
 * and its deadline, never again with a rejected secret, that malformed responses do no harm, and that renewals and
 * logouts use the newest tokens. A check that can't run is declared in `cannot`, with the reason.
 *
 * @param suite - the scheme, and the runner that runs the checks
 * @throws Error if `cannot` names no check of the suite, or gives no reason
 */
export function testAuthScheme(suite: AuthSchemeSuite): void {
  const { name, runner, make, cannot = {} } = suite;
  checkInabilities(cannot);
  runner.describe(`${name} as an AuthScheme`, () => {
    const { scheme } = createHarness(make, {}, AbortSignal.abort()).subject;
    const runCheck = createCheckRunner(suite);
    for (const check of checks) {
      const { title, appliesTo = () => true } = check;
      if (!appliesTo(scheme, suite)) continue;
      if (Object.hasOwn(cannot, title))
        runner.skip?.(`${title} (it declares that it can't: ${cannot[title]})`, () => {});
      else runner.it(title, () => runCheck(check));
    }
  });
}

function checkInabilities(cannot: Readonly<Record<string, string>>): void {
  const titles = checks.map(({ title }) => title);
  for (const [title, reason] of Object.entries(cannot)) {
    const nearest = nearestName(title, titles);
    const hint = nearest === undefined ? "" : `; did you mean "${nearest}"?`;
    if (!titles.includes(title)) throw new Error(`cannot: the suite has no check "${title}"${hint}`);
    if (reason.trim() === "") throw new Error(`cannot: "${title}" needs the reason why the scheme can't be checked`);
  }
}

/**
 * Makes a function that runs checks. If the service does not accept the scheme's proof, the checks that depend on it
 * report that in one line.
 */
function createCheckRunner(suite: AuthSchemeSuite): (check: SchemeCheck) => Promise<void> {
  let acceptance: Promise<void> | undefined;
  const runAcceptance = (): Promise<void> => (acceptance ??= runInSuite(acceptedCheck, suite));
  const isAssumed = Object.hasOwn(suite.cannot ?? {}, acceptedCheck.title);
  return async (check) => {
    if (check === acceptedCheck) return runAcceptance();
    if (check.isIndependent !== true && !isAssumed) {
      await runAcceptance().catch(() => {
        throw new Error(`this was not checked, since the scheme fails "${acceptedCheck.title}": fix that first`);
      });
    }
    return runInSuite(check, suite);
  };
}

function runInSuite(check: SchemeCheck, suite: AuthSchemeSuite): Promise<void> {
  const made: SchemeHarness[] = [];
  const waitsFor = (): string => {
    const underWay = made.flatMap(({ watch }) => [...watch.underWay].filter(([, count]) => count > 0));
    if (underWay.length === 0)
      return "No function of the scheme is running. Perhaps the service that `make` returns does not respond";
    return `Still running: ${underWay.map(([name]) => name).join(", ")}. A scheme may wait for context.send and context.clock alone`;
  };
  return runInTime(
    (signal) =>
      check.run({
        suite,
        harness: (options = {}) => {
          const harness = createHarness(suite.make, options, signal);
          made.push(harness);
          return harness;
        },
      }),
    { maxCheckMs: suite.maxCheckMs ?? defaultMaxCheckMs, waitsFor },
  );
}
