import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { publicPackages, repository } from "./packages.ts";
import type { Registry } from "./registry.ts";
import { run } from "./run.ts";

/** A copy of this repository for rehearsing releases. */
export interface WorkingCopy {
  readonly root: string;
  /** Writes a changeset: the bump of each package, and the text for users. */
  describe(id: string, bumps: Readonly<Record<string, string>>, text: string): void;
  /** Does what the release workflow does: versions, changelogs, a commit, publishing, tags. */
  release(): Promise<void>;
  changelog(shortName: string): string;
  tags(): Promise<readonly string[]>;
}

const environment = {
  GIT_AUTHOR_NAME: "Release rehearsal",
  GIT_AUTHOR_EMAIL: "rehearsal@example.com",
  GIT_COMMITTER_NAME: "Release rehearsal",
  GIT_COMMITTER_EMAIL: "rehearsal@example.com",
  // Provenance needs an identity provider, which only CI has.
  npm_config_provenance: "false",
  pnpm_config_provenance: "false",
};

/**
 * Copies this repository with its uncommitted changes and built files, and installs its dependencies.
 *
 * @param root - the new folder; this function creates it
 * @param registry - receives the published packages
 */
export async function copyRepository(root: string, registry: Registry): Promise<WorkingCopy> {
  const copy = { cwd: root, env: environment };
  const commit = async (message: string): Promise<void> => {
    await run("git", ["add", "--all"], copy);
    await run("git", ["-c", "commit.gpgSign=false", "commit", "--allow-empty", "--quiet", "--message", message], copy);
  };
  await copyFiles(root);
  writeFileSync(join(root, ".npmrc"), registry.npmrc);
  await run("git", ["init", "--quiet", "--initial-branch", "main"], copy);
  await commit("Start");
  await run("pnpm", ["install", "--prefer-offline", "--frozen-lockfile", "--ignore-scripts", ...onlyPublished], copy);
  return {
    root,
    describe(id, bumps, text): void {
      const lines = Object.entries(bumps).map(([name, bump]) => `"${name}": ${bump}\n`);
      writeFileSync(join(root, ".changeset", `${id}.md`), `---\n${lines.join("")}---\n\n${text}\n`);
    },
    async release(): Promise<void> {
      await commit("Change");
      await run("pnpm", ["exec", "changeset", "version"], copy);
      await commit("Version");
      await run("pnpm", ["exec", "changeset", "publish"], copy);
    },
    changelog: (shortName) => readFileSync(join(root, "packages", shortName, "CHANGELOG.md"), "utf8"),
    tags: async () => (await run("git", ["tag", "--list"], copy)).trim().split("\n"),
  };
}

const onlyPublished = ["--filter", "./packages/*", "--filter", "org"];

async function copyFiles(root: string): Promise<void> {
  const listed = await run("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"], {
    cwd: repository,
  });
  for (const path of listed.split("\0").filter((each) => each !== "" && existsSync(join(repository, each)))) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    cpSync(join(repository, path), join(root, path));
  }
  for (const { folder, shortName } of publicPackages()) {
    const built = join(folder, "dist");
    if (existsSync(built)) cpSync(built, join(root, "packages", shortName, "dist"), { recursive: true });
  }
}
