import { startApp, type RunningApp } from '../testing/app';
import { aclUsers, startRedis, type RunningRedis } from '../testing/servers';
import { expect, test } from './fixtures';

// A dashboard of its own: failures count against the address, and all tests have the same.
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

test('after five failures the form counts down before it takes another', async ({ page }) => {
  await page.goto(`${app.url}/login`);
  const submit = page.getByRole('button', { name: 'Sign in' });
  const guess = async (password: string) => {
    await page.getByLabel('User name').fill('admin');
    await page.getByLabel('Password').fill(password);
    const answered = page.waitForResponse((response) => response.url().includes('/callback/redis'));
    await submit.click();
    await answered;
  };
  for (let failure = 0; failure < 5; failure += 1) {
    await guess(`guess ${failure}`);
    await expect(submit).toBeEnabled();
  }
  await guess('the right one is refused too');
  const alert = page.getByRole('alert').first();
  await expect(alert).toContainText(/wait \d+ s/);
  await expect(submit).toBeDisabled();
  const seconds = Number(/wait (\d+) s/.exec(await alert.innerText())?.[1]);
  await expect(alert).toContainText(`wait ${seconds - 2} s`);
});
