import { createServer } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";

/** A proxy for CONNECT which leads every tunnel to one port of this machine, and keeps who was asked for. */
export interface ConnectProxy extends AsyncDisposable {
  readonly url: string;
  readonly asked: string[];
}

export async function connectProxy(port: string): Promise<ConnectProxy> {
  const asked: string[] = [];
  const open = new Set<Socket>();
  const server = createServer((_request, response) => response.writeHead(405).end());
  server.on("connect", ({ url = "" }, client: Socket) => {
    asked.push(url);
    const target = connect(Number(port), "127.0.0.1", () => {
      client.write("HTTP/1.1 200 OK\r\n\r\n");
      client.pipe(target).pipe(client);
    });
    for (const socket of [client, target]) {
      open.add(socket);
      socket.on("error", () => client.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
