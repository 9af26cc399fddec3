import { connect as connectSocket, type Socket } from 'node:net';
import { openBrowser } from './browser';
import { percentile, startWatched } from './watched';

const FILTERS = ['worker-7', 'name:web', 'id>5000 -api', '-worker', 'api-1 user:default'];

/** How long a filter over many clients takes in the browser: from the last key to the painted result. */
export async function measureClientFilter(clients: number): Promise<{ clients10kFilterMs: number }> {
  const watched = await startWatched(['--maxclients', String(clients + 500)]);
  const sockets: Socket[] = [];
  try {
    for (let start = 0; start < clients; start += 250)
      sockets.push(...(await openClients(watched.redis.port, start, 250)));
    const { browser, page } = await openBrowser(watched);
    await page.goto(`${watched.app.url}/instances/bench/clients`);
    await page.getByText(new RegExp(`^${clients.toLocaleString('en-US')} clients`)).waitFor();
    const times: number[] = [];
    for (const filter of FILTERS) {
      const field = page.getByRole('searchbox').last();
      await field.fill('');
      await page.waitForTimeout(500);
      times.push(
        await field.evaluate((element, value) => {
          const input = element as HTMLInputElement;
          const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!;
          return new Promise<number>((resolve) => {
            const counted = document.querySelectorAll('[role=status]');
            const status = counted[counted.length - 1]!;
            const began = performance.now();
            new MutationObserver((_, observer) => {
              observer.disconnect();
              // Painted: the frame after the one in which the result stands in the document.
              requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - began)));
            }).observe(status, { characterData: true, childList: true, subtree: true });
            setValue.call(input, value);
            input.dispatchEvent(new Event('input', { bubbles: true }));
          });
        }, filter),
      );
    }
    await browser.close();
    return { clients10kFilterMs: percentile(times, 0.5) };
  } finally {
    for (const socket of sockets) socket.destroy();
    await watched.stop();
  }
}

const KINDS = ['web', 'api', 'worker', 'cron'];

function openClients(port: number, start: number, count: number): Promise<Socket[]> {
  return Promise.all(
    Array.from(
      { length: count },
      (_, index) =>
        new Promise<Socket>((resolve, reject) => {
          const number = start + index;
          const socket = connectSocket(port, '127.0.0.1', () =>
            socket.write(`CLIENT SETNAME ${KINDS[number % KINDS.length]}-${number}\r\n`),
          );
          socket.once('data', () => resolve(socket));
          socket.once('error', reject);
        }),
    ),
  );
}
