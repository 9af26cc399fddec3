import { ask } from '../testing/servers';
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
  // Each tab hears of what happens now.
  const limit = (bytes: number) =>
    ask(productionPort(), 'admin', (redis) => redis.config('SET', 'maxmemory', bytes));
  await limit(55 * 1024 ** 2);
  for (const page of tabs) await expect(page.getByLabel('Golden numbers')).toContainText(/of 55\sMiB/);
  await limit(0);
  const list = await ask(productionPort(), 'admin', (redis) => redis.client('LIST'));
  expect(String(list).match(/name=hitrate-collector/g)).toHaveLength(1);
});
