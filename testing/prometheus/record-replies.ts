import net from 'node:net';
import { list, string, type Reply } from '@/lib/redis/reply';
import { RespReader } from '@/lib/redis/resp-reader';

/** A way to a server that notes what is asked over it and answered. */
export interface Recorder {
  port: number;
  /** The last reply to a command that begins with these words, in capitals; `undefined` where nobody has asked. */
  replyTo: (command: string) => Reply | undefined;
  close: () => void;
}

/** Stands between a client and a server on this machine, and passes everything on. */
export async function recordReplies(serverPort: number): Promise<Recorder> {
  const asked: { command: string; reply: Reply }[] = [];
  const open = new Set<net.Socket>();
  const relay = net.createServer((client) => {
    const server = net.connect(serverPort, '127.0.0.1');
    const waiting: string[] = [];
    const commands = new RespReader({
      onReply: (words) => waiting.push(list(words).map(string).join(' ').toUpperCase()),
    });
    const replies = new RespReader({
      onReply: (reply) => asked.push({ command: waiting.shift() ?? '', reply }),
    });
    const pass = (from: net.Socket, to: net.Socket, reader: RespReader) => {
      open.add(from);
      from.on('data', (chunk: Buffer) => {
        reader.feed(chunk);
        to.write(chunk);
      });
      from.on('error', () => undefined);
      from.on('close', () => {
        open.delete(from);
        to.destroy();
      });
    };
    pass(client, server, commands);
    pass(server, client, replies);
  });
  await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve));
  return {
    port: (relay.address() as net.AddressInfo).port,
    replyTo: (command) => asked.findLast((each) => each.command.startsWith(command))?.reply,
    close: () => {
      relay.close();
      for (const socket of open) socket.destroy();
    },
  };
}
