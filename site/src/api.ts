import { join, posix } from "node:path";
import { Application, type ProjectReflection, type TypeDocOptions } from "typedoc";
import type { MarkdownRendererEvent, NavigationItem, PluginOptions } from "typedoc-plugin-markdown";
import { publishedPackages, repository, sourceAddress } from "./repository.ts";

/** A line of the reference's table of contents, as VitePress takes it. */
export interface ContentsLine {
  readonly text: string;
  /** Address of the page; a group has none. */
  readonly link?: string;
  readonly items?: ContentsLine[];
}

/** What a program can import. */
interface EntryPoint {
  /** As programs write it: `@org/http-core/node`. */
  readonly name: string;
  /** Its source file, relative to the repository. */
  readonly source: string;
}

/** Address of the reference on the site. */
const base = "/api/";

/** Lists what programs can import. */
export function entryPoints(): readonly EntryPoint[] {
  return publishedPackages().flatMap(({ name, shortName, exports }) =>
    Object.entries(exports).flatMap(([subpath, target]) => {
      if (typeof target === "string" || target.types === undefined) return [];
      const source = target.types.replace("./dist/", `packages/${shortName}/src/`).replace(/\.d\.ts$/, ".ts");
      return [{ name: posix.join(name, subpath), source }];
    }),
  );
}

/**
 * Writes the API reference as Markdown: a page for each export.
 *
 * @param folder - receives the pages
 * @returns the table of contents
 * @throws Error if TypeDoc warns, such as of a link in a comment that leads nowhere
 */
export async function writeApi(folder: string): Promise<ContentsLine[]> {
  const { app, project } = await readApi();
  app.options.setValue("outputs", [{ name: "markdown", path: folder }]);
  let contents: ContentsLine[] = [];
  app.renderer.postRenderAsyncJobs.push(async (event) => {
    const { navigation } = event as unknown as MarkdownRendererEvent;
    contents = (navigation ?? []).map(toContents);
  });
  await app.generateOutputs(project);
  if (app.logger.hasErrors() || app.logger.hasWarnings()) throw new Error("TypeDoc reports problems; see above");
  return contents;
}

/**
 * Reads the sources of all packages, with their comments.
 *
 * @throws Error if TypeDoc can't read them
 */
export async function readApi(): Promise<{ readonly app: Application; readonly project: ProjectReflection }> {
  const app = await Application.bootstrapWithPlugins(options());
  const project = await app.convert();
  if (project === undefined) throw new Error("TypeDoc could not read the sources; see above");
  nameModules(project);
  app.validate(project);
  return { app, project };
}

function options(): TypeDocOptions & PluginOptions {
  return {
    name: "API reference",
    entryPoints: entryPoints().map(({ source }) => join(repository, source)),
    tsconfig: join(import.meta.dirname, "../tsconfig.typedoc.json"),
    plugin: ["typedoc-plugin-markdown"],
    basePath: repository,
    disableGit: true,
    sourceLinkTemplate: `${sourceAddress()}/blob/main/packages/{path}#L{line}`,
    readme: "none",
    // The compiler of the project has checked the sources. This one only reads them.
    skipErrorChecking: true,
    excludePrivate: true,
    excludeInternal: true,
    excludeExternals: true,
    validation: { notExported: false, invalidLink: true, notDocumented: true },
    logLevel: "Warn",
    entryFileName: "index",
    hidePageHeader: true,
    hideBreadcrumbs: true,
    useCodeBlocks: true,
    indexFormat: "table",
    parametersFormat: "table",
  };
}

/** TypeDoc names a module after its file. Readers know it by the name that they import. */
function nameModules(project: ProjectReflection): void {
  const names = new Map(entryPoints().map(({ name, source }) => [source, name]));
  for (const module of project.children ?? []) {
    const [file] = module.sources ?? [];
    const name = names.get(file?.fileName ?? "");
    if (name === undefined) throw new Error(`${module.name} is no entry of a package`);
    module.name = name;
  }
}

function toContents({ title, path, children }: NavigationItem): ContentsLine {
  return {
    text: title,
    ...(path ? { link: `${base}${path.replace(/(?:index)?\.md$/, "")}` } : {}),
    ...(children?.length ? { items: children.map(toContents) } : {}),
  };
}
