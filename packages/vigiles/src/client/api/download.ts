import { atomicWrite, type WriteOptions } from "../../files/atomic-write.js";
import { checkOutputPath } from "../../files/output-path.js";
import type { Api, ApiCall } from "./api.js";
import { checkFileResponse, checkFileStream } from "./file-response.js";

/** A request whose response is a file. */
export interface FileCall extends ApiCall {
  /** The requested format, by which the file is checked; `undefined` if the service chooses it. */
  readonly format: string | undefined;
  /** The syntax of the format. Default: the format itself. */
  readonly syntax?: string | undefined;
}

/** The three ways to receive a file. */
interface Downloads<Options> {
  download(token: string, options: Options): Promise<Uint8Array>;
  downloadStream(token: string, options: Options): Promise<AsyncIterable<Uint8Array>>;
  downloadFile(token: string, path: string, options: Options & (WriteOptions | undefined)): Promise<void>;
}

/**
 * Makes the operations that download one kind of file: into memory, as a stream, and into a file, which needs no memory
 * for the content.
 *
 * @param api - sends the requests
 * @param fileCall - makes the request for a token; what it throws rejects the operation
 * @throws VigilesError `RESPONSE_INVALID`, `SERVER_REFUSED`; into a file also `OUTPUT_INVALID`, `OUTPUT_EXISTS`, `OUTPUT_FAILED`
 */
export function downloadOperations<Options>(
  api: Api,
  fileCall: (token: string, options: Options) => FileCall,
): Downloads<Options> {
  const requestFile = async (call: FileCall): Promise<AsyncIterable<Uint8Array>> => {
    const { stream, ...response } = await api.requestStream(call);
    return api.isDryRun() ? stream : checkFileStream(stream, { ...call, ...response });
  };
  return {
    async download(token, options) {
      const call = fileCall(token, options);
      const { bytes, ...response } = await api.requestBytes(call);
      return api.isDryRun() ? bytes : checkFileResponse(bytes, { ...call, ...response });
    },
    downloadStream: async (token, options) => requestFile(fileCall(token, options)),
    async downloadFile(token, path, options) {
      const call = fileCall(token, options);
      await checkOutputPath(path, options?.noClobber);
      return api.withinTimeout(call, async (control) => {
        const stream = await requestFile({ ...call, control });
        // A dry run returns the signed request instead of the file.
        if (api.isDryRun()) return stream as unknown as undefined;
        await atomicWrite(path, stream, options);
      });
    },
  };
}
