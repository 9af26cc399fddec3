// @ts-check
import { createServer } from 'node:http';

/** The peer: Node's own HTTP server, one event a second of the size of a sample to everybody who listens. */
const FILLER = 'x'.repeat(2_000);
/** @type {Set<import('node:http').ServerResponse>} */
const listeners = new Set();

const server = createServer((request, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  response.write(': hello\n\n');
  listeners.add(response);
  request.on('close', () => listeners.delete(response));
});
server.listen(0, '127.0.0.1', () => {
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  process.send?.({ url: `http://127.0.0.1:${port}` });
});
setInterval(() => {
  const bytes = Buffer.from(`event: sample\nid: ${Date.now()}\ndata: ${FILLER}\n\n`);
  for (const response of listeners) response.write(bytes);
}, 1_000);
