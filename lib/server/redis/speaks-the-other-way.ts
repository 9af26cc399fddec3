import 'server-only';
import net from 'node:net';
import tls from 'node:tls';
import type { Endpoint } from './connection';
import type { AppError } from '../errors';

const ANSWER_MS = 1_000;

/** How a mismatch looks from here: TLS to a plain port hangs, plain text to a TLS port is cut off. */
const SUSPICIOUS = { tls: ['TIMEOUT', 'DISCONNECTED'], plain: ['DISCONNECTED'] };

/**
 * Whether the server would have answered had it been spoken to the other way: in plain text instead of TLS, or in
 * TLS instead of plain text. Neither failure says so itself, and both look like a firewall's or a dying server's.
 *
 * @param failure of the connection that could not be made; only one that could come from a mismatch is looked into
 */
export async function speaksTheOtherWay(
  { address, tls: files }: Endpoint,
  failure: AppError,
): Promise<boolean> {
  if ('path' in address || !SUSPICIOUS[files ? 'tls' : 'plain'].includes(failure.code)) return false;
  return files ? speaksPlain(address) : speaksTls(address);
}

/** Any reply will do: without a sign-in it is an error. */
function speaksPlain(address: { host: string; port: number }): Promise<boolean> {
  const socket = net.connect(address, () => socket.write('PING\r\n'));
  return new Promise<boolean>((resolve) => {
    socket.once('data', (reply) => resolve(/^[+-]/.test(reply.toString('latin1'))));
    settle(socket, resolve);
  }).finally(() => socket.destroy());
}

/** Only whether there is a handshake: nothing is sent, so the certificate does not matter. */
function speaksTls(address: { host: string; port: number }): Promise<boolean> {
  const socket = tls.connect({ ...address, rejectUnauthorized: false });
  return new Promise<boolean>((resolve) => {
    socket.once('secureConnect', () => resolve(true));
    settle(socket, resolve);
  }).finally(() => socket.destroy());
}

function settle(socket: net.Socket, resolve: (answer: boolean) => void): void {
  socket.setTimeout(ANSWER_MS, () => resolve(false));
  socket.once('close', () => resolve(false));
  socket.on('error', () => resolve(false));
}
