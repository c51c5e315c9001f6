import { atomicWrite, type WriteOptions } from "../../files/atomic-write.js";
import { checkOutputPath } from "../../files/output-path.js";
import type { Api, ApiCall } from "./api.js";
import { checkBeginning, checkFileAnswer } from "./file-response.js";

/**
 * A file of the service, in memory.
 *
 * @param api - what is called
 * @param call - that answers the file
 * @param format - what was asked for, where it is known
 * @throws VigilesError `ANSWER_INVALID`
 */
export async function download(api: Api, call: ApiCall, format: string | undefined): Promise<Uint8Array> {
  const bytes = await api.bytes(call);
  return api.isDryRun() ? bytes : checkFileAnswer(bytes, format);
}

/**
 * The same as a stream, which fails where the answer turns out to be no such file or is cut short.
 *
 * @param api - what is called
 * @param call - that answers the file
 * @param format - what was asked for, where it is known
 */
export async function downloadStream(
  api: Api,
  call: ApiCall,
  format: string | undefined,
): Promise<AsyncIterable<Uint8Array>> {
  const stream = await api.stream(call);
  return api.isDryRun() ? stream : checkBeginning(stream, format);
}

/**
 * The same into a file, which appears whole or not at all. Its size costs no memory.
 *
 * @param api - what is called
 * @param call - that answers the file
 * @param format - what was asked for, where it is known
 * @param path - of the file
 * @param options - whether one that is there is replaced
 * @throws VigilesError `OUTPUT_INVALID`, `OUTPUT_EXISTS`, `OUTPUT_FAILED`, `ANSWER_INVALID`
 */
export async function downloadFile(
  api: Api,
  call: ApiCall,
  format: string | undefined,
  path: string,
  options: WriteOptions,
): Promise<void> {
  await checkOutputPath(path, options.noClobber);
  const stream = await downloadStream(api, call, format);
  // A dry run answers what it would have sent, in place of the file.
  if (api.isDryRun()) return stream as unknown as undefined;
  await atomicWrite(path, stream, options);
}
