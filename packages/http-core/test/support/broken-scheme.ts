import type { AnyAuthScheme, AuthScheme, Credential } from "../../src/index.js";
import {
  testAuthScheme,
  type AuthSchemeSuite,
  type SchemeSubject,
  type SubjectOptions,
} from "../../src/testing/index.js";

/** Makes a subject. */
export type Make = (options: SubjectOptions) => SchemeSubject;

/** The parts of a suite that depend on the scheme. */
export type Suite = Pick<AuthSchemeSuite, "make" | "covers" | "cannot" | "optionNames" | "maxCheckMs">;

/** Runs one check of the suite by itself, and returns what it failed with. */
export async function failure(title: string, suite: Suite): Promise<unknown> {
  const checks = new Map<string, () => Promise<void> | void>();
  const runner = { describe: (_: string, body: () => void) => body(), it: keep };
  function keep(name: string, body: () => Promise<void> | void): void {
    checks.set(name, body);
  }
  testAuthScheme({ maxCheckMs: 60_000, ...suite, name: "broken", runner });
  const check = checks.get(title);
  if (check === undefined) throw new Error(`The suite has no check "${title}"`);
  try {
    await check();
  } catch (error) {
    return error;
  }
  return undefined;
}

/** Returns a subject whose scheme is wrong in some of its members. */
export function broken(
  make: Make,
  change: (scheme: AnyAuthScheme, subject: SchemeSubject) => Partial<AnyAuthScheme>,
): Make {
  return (options) => {
    const subject = make(options);
    return { ...subject, scheme: { ...subject.scheme, ...change(subject.scheme, subject) } };
  };
}

/** Logs in with the scheme as it was. */
export function acquireOf(scheme: AnyAuthScheme): NonNullable<AuthScheme<unknown, unknown>["acquire"]> {
  const { acquire } = scheme;
  if (acquire === undefined) throw new Error("the scheme has no login");
  return (context) => acquire.call(scheme, context);
}

/** Returns a subject whose credentials are changed after each login. */
export function brokenCredential(
  make: Make,
  change: (credential: Credential<never>) => Credential<unknown>,
  apply: AuthScheme<never>["apply"],
): Make {
  return broken(make, (scheme) => ({
    acquire: async (context) => change((await acquireOf(scheme)(context)) as Credential<never>),
    apply: apply as AnyAuthScheme["apply"],
  }));
}
