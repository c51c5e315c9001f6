import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { publicPackages, repository } from "../src/packages.ts";

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly "timeout-minutes"?: number;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly permissions: object;
  readonly on: Readonly<Record<string, unknown>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const read = (path: string): string => readFileSync(join(repository, path), "utf8");
const workflows = globSync(".github/workflows/*.yml", { cwd: repository }).map((path) => ({
  path,
  text: read(path),
  workflow: parse(read(path)) as Workflow,
}));
const jobs = workflows.flatMap(({ path, workflow }) =>
  Object.entries(workflow.jobs).map(([name, job]) => ({ name: `${path} ${name}`, job })),
);

describe("the workflows", () => {
  it.each(workflows)("pin each action to a full commit, with its version in a comment: $path", ({ text }) => {
    const uses = text.split("\n").filter((line) => /^\s*(?:- )?uses:/.test(line));
    expect(uses.length).toBeGreaterThan(0);
    for (const line of uses) expect(line).toMatch(/uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it.each(workflows)(
    "give no permissions to all jobs, and don't run with permissions for pull requests of strangers: $path",
    ({ workflow }) => {
      expect(workflow.permissions).toEqual({});
      expect(Object.keys(workflow.on)).not.toContain("pull_request_target");
    },
  );

  it.each(workflows)("use no secrets: $path", ({ text }) => expect(text).not.toContain("secrets."));

  it.each(jobs)("limit each job's permissions and time: $name", ({ job }) => {
    expect(job.permissions).toBeDefined();
    expect(job["timeout-minutes"]).toBeLessThanOrEqual(60);
  });

  it.each(jobs)("don't leave the token in the working copy: $name", ({ job }) => {
    for (const { with: given } of job.steps.filter((step) => step.uses?.startsWith("actions/checkout@") === true)) {
      expect(given).toMatchObject({ "persist-credentials": false });
    }
  });

  it.each(jobs)("insert no expressions into commands: $name", ({ job }) => {
    for (const { run = "" } of job.steps) expect(run).not.toContain("${{");
  });

  it.each(jobs)("install pnpm by its hash before they use it, and nothing else by name: $name", ({ job }) => {
    const commands = job.steps.flatMap(({ run }) => run ?? []);
    if (commands.length === 0) return;
    expect(commands[0]).toBe(".ci/install-pnpm");
    const otherInstalls =
      /\b(?:npm (?:install|i|add|exec)|npx|dlx|curl|wget|corepack)\b|pnpm install(?! --frozen-lockfile)/;
    for (const command of commands) expect(command).not.toMatch(otherInstalls);
  });

  it("let one job publish packages and one the site, which build nothing and wait for their environments", () => {
    const publishing = jobs.filter(({ job }) => job.permissions?.["id-token"] !== undefined);
    const packages = { environment: "release", needs: "pack" };
    const site = { environment: "github-pages", needs: "build", permissions: { pages: "write", "id-token": "write" } };
    expect(publishing).toMatchObject([
      { name: ".github/workflows/release.yml publish", job: packages },
      { name: ".github/workflows/site.yml publish", job: site },
    ]);
    for (const { job } of publishing) expect(JSON.stringify(job.steps)).not.toMatch(/turbo|build/);
  });
});

describe("the pnpm of the workflows", () => {
  const { packages } = JSON.parse(read(".ci/pnpm/package-lock.json")) as {
    packages: Record<string, { version?: string; integrity?: string; hasInstallScript?: boolean; resolved?: string }>;
  };
  const installed = Object.entries(packages).filter(([path]) => path !== "");

  it("is the version that package.json asks for", () => {
    const { packageManager } = JSON.parse(read("package.json")) as { packageManager: string };
    expect(installed.map(([, { version }]) => `pnpm@${version}`)).toEqual([packageManager]);
  });

  it.each(installed)("is pinned by hash, and runs no install script: %s", (_path, { integrity, hasInstallScript }) => {
    expect(integrity).toMatch(/^sha512-[\w+/]{86}==$/);
    expect(hasInstallScript).toBeUndefined();
  });

  it("is installed from the lockfile alone, without scripts", () => {
    expect(read(".ci/install-pnpm")).toMatch(/^npm ci --ignore-scripts /m);
  });
});

describe("the form for bug reports", () => {
  it("offers every package", () => {
    const { body } = parse(read(".github/ISSUE_TEMPLATE/bug.yml")) as {
      body: { id?: string; attributes: { options?: string[] } }[];
    };
    const options = body.find(({ id }) => id === "package")?.attributes.options;
    expect(options).toEqual(expect.arrayContaining(publicPackages().map(({ name }) => name)));
  });
});
