import { ask } from '../testing/servers';
import { expect, shopPort, test, toast } from './fixtures';
import { recognised } from './recognised';

const HOME = '/instances/shop/analytics';
const CIRCUITS = `${HOME}/circuit-breakers?thing=circuits`;

/** One circuit is open, one is near to it. */
async function writeCircuits(user: 'viewer' | 'operator'): Promise<void> {
  await ask(shopPort(), 'shop', async (redis) => {
    await redis.set('circuit:e2e-payments', 'open', 'EX', 300);
    await redis.set('failures:e2e-search', 4, 'EX', 300);
  });
  await recognised(user, 'circuits');
}

test('circuits stand in one table, the open ones first and counting down', async ({ open }) => {
  await writeCircuits('viewer');
  const page = await open('viewer', `${HOME}?pattern=circuit-breakers`);
  await page
    .getByRole('link', { name: /Circuit breakers/ })
    .first()
    .click();
  const circuits = page.getByRole('table', { name: 'Circuits' });
  const payments = circuits.getByRole('row', { name: /e2e-payments/ });
  await expect(payments).toContainText('OPEN');
  await expect(payments).toContainText(/4 min \d+ s/);
  await expect(circuits.getByRole('row', { name: /e2e-search/ })).toContainText('4 of 5');
  await page.getByRole('radio', { name: 'Failing' }).click();
  await expect(page).toHaveURL(/state=failing/);
  await expect(payments).toHaveCount(0);
});

test('an operator closes a circuit and opens another', async ({ open }) => {
  await writeCircuits('operator');
  const page = await open('operator', `${CIRCUITS}&search=e2e`);
  const circuits = page.getByRole('table', { name: 'Circuits' });
  await circuits
    .getByRole('row', { name: /e2e-payments/ })
    .getByRole('button', { name: 'Close circuit' })
    .click();
  await expect(page.getByRole('dialog')).toContainText('UNLINK circuit:e2e-payments');
  await page.getByRole('dialog').getByRole('button', { name: 'Close circuit' }).click();
  await expect(toast(page, 'e2e-payments is called again.')).toBeVisible();

  await circuits
    .getByRole('row', { name: /e2e-search/ })
    .getByRole('button', { name: 'Open circuit' })
    .click();
  await expect(page.getByRole('dialog')).toContainText('SET circuit:e2e-search open EX 60');
  await page.getByRole('dialog').getByRole('button', { name: 'Open circuit' }).click();
  await expect(toast(page, 'e2e-search is not called for 1 min.')).toBeVisible();
  expect(await ask(shopPort(), 'shop', (redis) => redis.get('circuit:e2e-search'))).toBe('open');
});

test('a viewer learns which grant closes a circuit', async ({ open }) => {
  await writeCircuits('viewer');
  const page = await open('viewer', `${CIRCUITS}&search=e2e-payments`);
  await page
    .getByRole('row', { name: /e2e-payments/ })
    .getByRole('button', { name: 'Close circuit' })
    .click({ force: true });
  await expect(page.getByRole('dialog')).toContainText('ACL SETUSER viewer +unlink');
});
