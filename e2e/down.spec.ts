import { AppClient } from '../testing/app-client';
import { startApp, type RunningApp } from '../testing/app';
import { aclUsers, startRedis, type RunningRedis } from '../testing/servers';
import { expect, ROLES, test } from './fixtures';

let redis: RunningRedis;
let app: RunningApp;

test.beforeAll(async () => {
  redis = await startRedis({ aclLines: aclUsers() });
  app = await startApp([
    { id: 'box', name: 'Box', url: `redis://collector:collector@127.0.0.1:${redis.port}` },
  ]);
});

test.afterAll(async () => {
  await app.stop();
  await redis.stop();
});

for (const role of ROLES) {
  test(`${role} sees the past of a server that went down, why it did, and may try again`, async ({
    page,
    context,
  }) => {
    const client = await new AppClient(app.url).signIn('box', role, role);
    await context.addCookies([...client.cookies].map(([name, value]) => ({ name, value, url: app.url })));
    await page.goto(`${app.url}/instances/box?range=live`);
    const state = page.getByLabel('State');
    await expect(state).toContainText('Redis');
    await expect(page.locator('.recharts-area-curve').first()).toHaveAttribute('d', /L/);

    redis.kill('SIGKILL');
    await expect(state).toContainText(/Down for/);
    await expect(state).toContainText(/ECONNREFUSED|closed the connection/);
    await expect(state.getByRole('button', { name: 'Try again' })).toBeVisible();
    await expect(page.locator('.recharts-area-curve').first()).toHaveAttribute('d', /L/);

    await redis.restart();
    await state.getByRole('button', { name: 'Try again' }).click();
    await expect(state).not.toContainText('Down for');
  });
}
