import { vigiles, type Run, type World } from "./command.js";
import { loopback, type Answer, type Loopback, type Seen } from "./servers/loopback.js";
import { plainService } from "./servers/plain-service.js";
import { workspace, type Workspace } from "./workspace.js";

/** A command that finds key file and server in its environment, so that a test says only what it is about. */
export interface Configured extends AsyncDisposable {
  readonly files: Workspace;
  readonly server: Loopback;
  readonly env: Record<string, string>;
  run(argv: readonly string[], world?: World): Promise<Run>;
  /** Parameters of the last request. */
  lastParams(): Map<string, string>;
}

/** @param answer - of the server; default: every operation in its documented shape */
export async function configured(answer: (seen: Seen) => Answer | Promise<Answer> = plainService): Promise<Configured> {
  const server = await loopback(answer);
  const files = workspace();
  const env = { VIGILES_KEY_FILE: files.keyFile(), LINUXLINK_SERVER: server.url, VIGILES_EDITION: "groups" };
  return {
    files,
    server,
    env,
    run: (argv, world = {}) => vigiles(argv, { ...world, env: { ...env, ...world.env } }),
    lastParams: () => new Map(server.requests.at(-1)?.params),
    async [Symbol.asyncDispose]() {
      files[Symbol.dispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}
