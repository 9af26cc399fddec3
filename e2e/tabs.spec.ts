import { ask } from '../testing/servers';
import { appUrl, expect, shopPort, test } from './fixtures';

test('ten tabs work over HTTP/1.1: they share one stream, and the server one collector', async ({
  open,
  context,
}) => {
  const first = await open('viewer', '/instances/shop?range=live');
  const tabs = [first];
  for (let tab = 1; tab < 10; tab += 1) {
    const page = await context.newPage();
    await page.goto(`${appUrl()}/instances/shop?range=live`);
    tabs.push(page);
  }
  // Each tab hears of what happens now.
  await ask(shopPort(), 'admin', (redis) => redis.config('RESETSTAT'));
  for (const page of tabs) await expect(page.locator('.recharts-reference-line-line').first()).toBeAttached();
  const list = await ask(shopPort(), 'admin', (redis) => redis.client('LIST'));
  expect(String(list).match(/name=hitrate-collector/g)).toHaveLength(1);
});
