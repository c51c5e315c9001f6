import { spawnSync } from "node:child_process";

/** The repository that a folder belongs to, for a `package.json`. */
export interface Repository {
  /** As npm writes it, such as `git+https://github.com/acme/clients.git`. */
  readonly url: string;
  /** The folder within the repository, with `/` at its end; empty for the repository's root. */
  readonly prefix: string;
}

/**
 * Asks git for the repository of a folder: the remote `origin`. Git itself ignores a repository that belongs to another user.
 *
 * @param folder - absolute
 * @returns `undefined` without git, without such a remote, and for a remote on this machine
 */
export function findRepository(folder: string): Repository | undefined {
  const remote = runGit(folder, ["config", "--get", "remote.origin.url"]);
  const url = remote === undefined ? undefined : repositoryUrl(remote);
  if (url === undefined) return undefined;
  return { url, prefix: runGit(folder, ["rev-parse", "--show-prefix"]) ?? "" };
}

/**
 * Writes the URL of a git remote as npm does. User names and passwords are left out: the file is published.
 *
 * @param remote - as git has it
 * @returns `undefined` for a path on this machine
 */
export function repositoryUrl(remote: string): string | undefined {
  const [, sshHost, sshPath] = /^(?:[\w.-]+@)?([\w-]+(?:\.[\w-]+)+):(?!\/\/)\/?([\w./~-]+)$/.exec(remote) ?? [];
  if (sshHost !== undefined) return `git+ssh://git@${sshHost}/${sshPath}`;
  if (!URL.canParse(remote)) return undefined;
  const url = new URL(remote);
  if (!["https:", "http:", "ssh:", "git:"].includes(url.protocol) || url.hostname === "") return undefined;
  const user = url.protocol === "ssh:" ? "git@" : "";
  const protocol = url.protocol === "git:" ? "git:" : `git+${url.protocol}`;
  return `${protocol}//${user}${url.host}${url.pathname}`;
}

function runGit(folder: string, args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync("git", ["-C", folder, ...args], { encoding: "utf8", timeout: 10_000 });
  return status === 0 ? stdout.trim() : undefined;
}
