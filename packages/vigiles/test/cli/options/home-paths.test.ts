import { existsSync } from "node:fs";
import { expect, it } from "vitest";
import { commands, program } from "../../support/command-tree.js";
import { prepareCommand } from "../../support/prepare-command.js";
import { plainService } from "../../support/servers/plain-service.js";

it("every flag whose value is a file is known as one, so that ~ is resolved in it", async () => {
  const root = await program();
  const options = [root, ...commands(root)].flatMap((command) => command.options);
  const files = options.filter(
    ({ long, negate }) =>
      // `--no-project-file` has no value.
      !negate && /-(?:config|path|file|bundle|outfile)$|^--(?:sarif|junit|html|markdown|csv|outfile)$/.test(long ?? ""),
  );
  expect(new Set(files.map(({ long }) => long)).size).toBe(14);
  for (const { flags, parseArg } of files) expect([flags, parseArg]).toStrictEqual([flags, expect.any(Function)]);
});

it("flags of inputs and outputs resolve ~ as a shell does", async () => {
  const scan = { body: { manifest_token: "T.0", cves: [] } };
  await using command = await prepareCommand((seen) => (seen.method === "POST" ? scan : plainService(seen)));
  const { files } = command;
  const sbom = files.write("s.json", { bomFormat: "CycloneDX", specVersion: "1.6", components: [] });
  files.write("kernel", "CONFIG_NET=y\n");
  const env = { HOME: files.folder };
  const upload = ["manifest", "upload", sbom, "--kernel-config=~/kernel", "--sarif=~/out.sarif", "--junit=~/out.xml"];
  expect(await command.run(upload, { env })).toMatchObject({ exit: 0 });
  expect(command.lastParams().get("kernel_config")).toBe("CONFIG_NET=y\n");
  const download = ["manifest", "download", "T.0", "--outfile=~/out.json"];
  expect(await command.run(download, { env })).toMatchObject({ exit: 0 });
  expect(["out.sarif", "out.xml", "out.json"].map((name) => existsSync(files.path(name)))).toStrictEqual([
    true,
    true,
    true,
  ]);
});
