// @ts-check
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { SetupError } from './setup.mjs';

/**
 * Runs the built server in this very process, so that signals reach it and nothing else stays behind.
 *
 * @param {string} standalone folder of the build
 * @param {{ onListening?: (address: string) => void }} [options]
 */
export async function serve(standalone, { onListening } = {}) {
  const host = process.env.HITRATE_HOST ?? '127.0.0.1';
  const port = process.env.PORT ?? '3000';
  await ensureFree(host, port);
  // V8 lets garbage grow to three times what is in use before it collects: results of an analysis that goes on, one every
  // few seconds, would take 100 MB. It begins at half of it.
  setFlagsFromString('--heap-growing-percent=50');
  // Next reads these names, and changes the directory: relative paths are meant from here.
  Object.assign(process.env, {
    NODE_ENV: 'production',
    HOSTNAME: host,
    PORT: port,
    HITRATE_DATA: resolve(process.env.HITRATE_DATA ?? 'data'),
    ...(process.env.HITRATE_CONFIG && { HITRATE_CONFIG: resolve(process.env.HITRATE_CONFIG) }),
  });
  await import(pathToFileURL(resolve(standalone, 'server.js')).href);
  const shown = host.includes(':') ? `[${host}]` : host === '0.0.0.0' ? '127.0.0.1' : host;
  const prefix = process.env.PUBLIC_URL ? new URL(process.env.PUBLIC_URL).pathname.replace(/\/+$/, '') : '';
  const address = `http://${shown}:${port}${prefix}`;
  await untilAnswering(`${address}/api/health`);
  onListening?.(process.env.PUBLIC_URL ?? address);
}

/**
 * @param {string} host
 * @param {string} port
 */
async function ensureFree(host, port) {
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new SetupError(`PORT=${port} is no port: use a number from 1 to 65535.`);
  await new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(Number(port), host, () => probe.close(resolve));
  }).catch((/** @type {NodeJS.ErrnoException} */ { code, message }) => {
    throw new SetupError(
      code === 'EADDRINUSE'
        ? `${host}:${port} is taken by another program: set PORT to a free one, e.g. PORT=3001.`
        : `It cannot listen on ${host}:${port} (${message}): check HITRATE_HOST and PORT.`,
    );
  });
}

/** @param {string} url */
async function untilAnswering(url) {
  for (let attempt = 0; attempt < 150; attempt += 1) {
    const answers = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (answers) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`${url} does not answer.`);
}
