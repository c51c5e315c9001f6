import { vigiles, type Run, type World } from "./command.js";
import { loopback, type TestResponse, type Loopback, type SeenRequest } from "./servers/loopback.js";
import { plainService } from "./servers/plain-service.js";
import { workspace, type Workspace } from "./workspace.js";

/** The command with a key file and a server, which it finds in its environment. */
export interface PreparedCommand extends AsyncDisposable {
  readonly files: Workspace;
  readonly server: Loopback;
  readonly env: Record<string, string>;
  run(argv: readonly string[], world?: World): Promise<Run>;
  /** Parameters of the last request. */
  lastParams(): Map<string, string>;
}

/**
 * Starts a server, and prepares the command for it.
 *
 * @param handle - makes the responses. Default: every operation in its documented shape
 */
export async function prepareCommand(
  handle: (seen: SeenRequest) => TestResponse | Promise<TestResponse> = plainService,
): Promise<PreparedCommand> {
  const server = await loopback(handle);
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
