import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";

/** What a proxy does with connections. `cut` refuses them, `black hole` accepts them and never responds. */
export type ProxyMode = "pass" | "cut" | "black hole" | { readonly delayMs: number };

/** A proxy between a client and a server that simulates network failures. */
export class TcpProxy {
  readonly port: number;
  /** Number of connections accepted since the start. */
  connections = 0;
  readonly #server: Server;
  readonly #target: number;
  readonly #sockets = new Set<Socket>();
  /** Data held back by a black hole. As with TCP, it arrives when the network works again. */
  #held: (() => void)[] = [];
  #mode: ProxyMode = "pass";

  private constructor(server: Server, target: number) {
    this.#server = server;
    this.#target = target;
    this.port = (server.address() as AddressInfo).port;
    server.on("connection", (client) => this.#serve(client));
  }

  /** Starts one in front of a port on loopback. */
  static async start(target: number): Promise<TcpProxy> {
    const server = createServer({ pauseOnConnect: true }).listen(0, "127.0.0.1");
    await once(server, "listening");
    return new TcpProxy(server, target);
  }

  /** Changes the mode, for open connections too; `cut` closes them. */
  set mode(mode: ProxyMode) {
    this.#mode = mode;
    if (mode === "cut") this.#drop();
    if (mode === "black hole") return;
    for (const write of this.#held.splice(0)) write();
  }

  async close(): Promise<void> {
    this.#drop();
    this.#server.close();
    await once(this.#server, "close");
  }

  #drop(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  #serve(client: Socket): void {
    this.connections++;
    this.#keep(client);
    if (this.#mode === "cut") return void client.resetAndDestroy();
    const upstream = connect(this.#target, "127.0.0.1");
    this.#keep(upstream);
    this.#relay(client, upstream, false);
    this.#relay(upstream, client, true);
    client.resume();
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on("error", () => {});
    socket.once("close", () => this.#sockets.delete(socket));
  }

  #relay(from: Socket, to: Socket, delayed: boolean): void {
    from.on("data", (bytes) => {
      const mode = this.#mode;
      const write = (): void => void (to.destroyed || to.write(bytes));
      if (mode === "black hole") this.#held.push(write);
      else if (delayed && typeof mode === "object") setTimeout(write, mode.delayMs);
      else write();
    });
    from.once("close", () => to.destroy());
  }
}
