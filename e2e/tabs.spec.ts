import { ask, connect } from '../testing/servers';
import { appUrl, expect, productionPort, test } from './fixtures';

// Charts out of sight are not drawn: what is proved here is the stream, not how fast ten pages paint at once.
test.use({ viewport: { width: 1440, height: 320 } });

test('ten tabs work over HTTP/1.1: they share one stream, and the server one collector', async ({
  open,
  context,
}) => {
  const tabs = [await open('viewer', '/instances/orders')];
  for (let tab = 1; tab < 10; tab += 1) {
    const page = await context.newPage();
    await page.goto(`${appUrl()}/instances/orders`);
    tabs.push(page);
  }
  const connected = tabs.map((page) => page.locator('[data-metric=connectedClients] p').first());
  const before = Number(await connected.at(-1)!.innerText());
  // Each tab hears of what happens now.
  const clients = Array.from({ length: 3 }, () => connect(productionPort(), 'shop'));
  await Promise.all(clients.map((client) => client.connect()));
  for (const count of connected) await expect(count).toHaveText(String(before + 3));
  for (const client of clients) client.disconnect();
  const list = await ask(productionPort(), 'admin', (redis) => redis.client('LIST'));
  expect(String(list).match(/name=hitrate-collector/g)).toHaveLength(1);
});
