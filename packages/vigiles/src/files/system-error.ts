import type { FileProblem } from "@org/linuxlink-auth/files";

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EACCES: "permission is denied",
  EPERM: "permission is denied",
  EISDIR: "it is a directory",
  ENOTDIR: "a part of the path is not a directory",
  ENAMETOOLONG: "the name is too long",
  ELOOP: "it is a loop of links",
  ENOSPC: "the disk is full",
  EFBIG: "the file would be too large",
  EDQUOT: "the disk quota is used up",
  EROFS: "the file system is read-only",
  EBADF: "it is not open for this",
  ENXIO: "no program reads from the pipe",
  EPIPE: "the program that read from the pipe has ended",
  EMFILE: "too many files are open",
  ERR_INVALID_ARG_VALUE: "the path contains a NUL character",
};

/**
 * Says why a file operation failed, without the path.
 *
 * @param error - as thrown by `node:fs`
 */
export function systemReason(error: unknown): string {
  const code = systemCode(error);
  return code === undefined ? "it failed" : (reasons[code] ?? code);
}

/** The system's own code for a failure, for example `EACCES`; undefined if there is none. */
export function systemCode(error: unknown): string | undefined {
  const code: unknown = typeof error === "object" && error !== null ? Reflect.get(error, "code") : undefined;
  return typeof code === "string" ? code : undefined;
}

/**
 * Says why a file could not be read, without the path.
 *
 * @param problem - from a reader of `@org/linuxlink-auth/files`
 */
export function problemReason(problem: FileProblem): string {
  return problem.code === undefined ? problem.reason : systemReason(problem);
}
