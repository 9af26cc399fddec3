import { text } from 'node:stream/consumers';
import { ask } from '../testing/servers';
import { expect, shopPort, test, toast } from './fixtures';

/** Writes keys as the shop does. */
const write = (keys: Record<string, string>) =>
  ask(shopPort(), 'shop', (redis) => redis.mset(keys)).then(() => undefined);

const named = (names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, `value of ${name}`]));

test('a viewer searches by a pattern, filters what is found by keyboard, and opens a key', async ({
  open,
}) => {
  await write(named(['e2e:list:apple', 'e2e:list:pear', 'e2e:list:plum']));
  await ask(shopPort(), 'shop', (redis) => redis.hset('e2e:list:basket', 'apples', 3));
  const page = await open('viewer', '/instances/shop');
  await page.getByRole('link', { name: 'Keys' }).click();
  await page.getByRole('searchbox', { name: 'Name or pattern' }).fill('e2e:list:*');
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await expect(page).toHaveURL(/match=e2e:list:/);
  const rows = page.getByRole('table', { name: 'Keys' }).locator('tbody tr[tabindex]');
  await expect(rows).toHaveCount(4);
  await expect(rows.filter({ hasText: 'e2e:list:basket' })).toContainText(/hash.*never/);

  await page.getByRole('combobox', { name: 'Type' }).selectOption('string');
  await expect(rows).toHaveCount(3);
  await page.locator('body').press('/');
  await page.keyboard.type('pl');
  await expect(rows).toHaveCount(2);
  await rows.first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/keys\/view\?key=e2e(:|%3A)list(:|%3A)plum/);
  await expect(page.getByText('value of e2e:list:plum')).toBeVisible();
});

test('a search is a link, and goes on where its budget ended', async ({ open }) => {
  const page = await open('viewer', '/instances/shop/keys?type=string');
  const rows = page.getByRole('table', { name: 'Keys' }).locator('tbody tr[tabindex]');
  await expect(rows.first()).toContainText('string');
  const count = page.getByText(/^[\d,]+ keys$/);
  const before = await count.innerText();
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(count).not.toHaveText(before);
  await expect(page.getByText(/names looked over/)).toBeVisible();
});

test('one exact name is looked up; where it is not, the search is widened', async ({ open }) => {
  await write(named(['e2e:exact:one', 'e2e:exact:another']));
  const page = await open('viewer', '/instances/shop/keys?match=e2e:exact');
  await expect(page.getByText('There is no key e2e:exact.')).toBeVisible();
  await page.getByRole('button', { name: 'Names that begin with it' }).click();
  await expect(page.getByRole('table', { name: 'Keys' }).locator('tbody tr[tabindex]')).toHaveCount(2);
});

test('a name of any bytes is shown escaped, and its page opens', async ({ open }) => {
  await ask(shopPort(), 'shop', (redis) =>
    redis.set(Buffer.from([...Buffer.from('e2e:bytes:'), 0xff, 0x00, 0x0a]), 'odd'),
  );
  const page = await open('viewer', '/instances/shop/keys?match=e2e:bytes:*');
  await page.getByRole('row', { name: /e2e:bytes:\\xff\\x00\\x0a/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('e2e:bytes:\\xff\\x00\\x0a');
  await expect(page.getByText('odd', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Copy name' }).click();
  await expect(page.getByRole('menuitem', { name: /For redis-cli/ })).toContainText(
    '"e2e:bytes:\\xff\\x00\\x0a"',
  );
});

test('the tree opens branch by branch, the chosen one is listed beside, and it is a link', async ({
  open,
}) => {
  await write(named(['e2e:tree:a:1', 'e2e:tree:a:2', 'e2e:tree:b', 'e2e:tree:a']));
  const page = await open('viewer', '/instances/shop/keys?layout=tree');
  const tree = page.getByRole('tree', { name: 'Prefixes' });
  const branch = (name: string) => tree.getByRole('treeitem', { name, exact: false });
  await branch('e2e').last().click();
  await expect(page).toHaveURL(/prefix=e2e:/);
  await branch('tree').last().click();
  await expect(page).toHaveURL(/prefix=e2e:tree:/);
  const rows = page.getByRole('table', { name: 'Keys' }).locator('tbody tr[tabindex]');
  await expect(rows).toHaveCount(4);

  await page.reload();
  const chosen = tree.locator('[role=treeitem][aria-selected=true]');
  await expect(chosen).toHaveAttribute('aria-level', '3');
  // What is below is looked up level by level.
  const below = tree.getByRole('treeitem', { name: /^a\b/, level: 4 });
  await expect(below).toBeVisible();
  await chosen.focus();
  await page.keyboard.press('ArrowDown');
  await expect(below).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/prefix=e2e:tree:a:/);
  await expect(rows).toHaveCount(2);
  await page.getByRole('button', { name: 'tree', exact: true }).click();
  await expect(rows).toHaveCount(4);
});

test('the arrows pass by what is still looked up, for the focus would be lost with it', async ({
  page,
  open,
}) => {
  await write(named(['e2e:wait:1', 'e2e:wake:1']));
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route(/keys\/tree\?.*prefix=e2e(:|%3A)wait/, async (route) => {
    await held;
    await route.continue();
  });
  await open('viewer', '/instances/shop/keys?layout=tree&prefix=e2e:wait:');
  const tree = page.getByRole('tree', { name: 'Prefixes' });
  await expect(tree.getByRole('treeitem', { name: 'Looking…', level: 4 })).toBeVisible();
  const next = tree.getByRole('treeitem', { name: /^wake/, level: 3 });
  await expect(next).toBeVisible();
  await tree.locator('[role=treeitem][aria-selected=true]').focus();
  await page.keyboard.press('ArrowDown');
  await expect(next).toBeFocused();
  letGo();
  await expect(tree.getByRole('treeitem', { name: /^1/, level: 4 })).toBeVisible();
  await expect(next).toBeFocused();
});

test('what the ACL does not cover stands in its place, without what it is', async ({ open }) => {
  await write(named(['e2e:mine:1', 'e2e:theirs:1']));
  const page = await open('clerk', '/instances/shop/keys?match=e2e:*:1');
  await expect(page.getByRole('row', { name: /e2e:mine:1/ })).toContainText('string');
  const denied = page.getByRole('row', { name: /e2e:theirs:1/ });
  await expect(denied).toContainText('no access');
  await denied.click();
  await expect(page.getByText(/ACL SETUSER clerk/)).toBeVisible();
  await expect(page.getByText('value of e2e:theirs:1')).toHaveCount(0);
});

test('an operator removes what is selected; a viewer learns what is missing', async ({ open }) => {
  await write(named(['e2e:chosen:1', 'e2e:chosen:2', 'e2e:chosen:3']));
  const page = await open('operator', '/instances/shop/keys?match=e2e:chosen:*');
  for (const name of ['e2e:chosen:1', 'e2e:chosen:2'])
    await page.getByRole('checkbox', { name: `Select ${name}` }).check();
  await page.getByRole('button', { name: 'Remove 2 keys' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('e2e:chosen:2');
  await dialog.getByRole('textbox').fill('2');
  await dialog.getByRole('button', { name: 'Remove 2 keys' }).click();
  await expect(toast(page, 'Removed 2 keys.')).toBeVisible();
  await expect(page.getByRole('table', { name: 'Keys' }).locator('tbody tr[tabindex]')).toHaveCount(1);
});

test('an operator sets the time to live of what is selected, and exports what has that long left', async ({
  open,
}) => {
  await write(named(['e2e:fading:1', 'e2e:fading:2', 'e2e:fading:3']));
  const page = await open('operator', '/instances/shop/keys?match=e2e:fading:*');
  for (const name of ['e2e:fading:1', 'e2e:fading:2'])
    await page.getByRole('checkbox', { name: `Select ${name}` }).check();
  await page.getByRole('button', { name: 'Set time to live' }).click();
  const form = page.getByRole('dialog', { name: 'Set time to live' });
  await form.getByRole('spinbutton', { name: 'Ends in' }).fill('2');
  await form.getByRole('button', { name: 'Let 2 keys end in 2 h' }).click();
  const confirm = page.getByRole('dialog', { name: /Let 2 keys end/ });
  await expect(confirm).toContainText('e2e:fading:2');
  await confirm.getByRole('textbox').fill('2');
  await confirm.getByRole('button', { name: 'Let 2 keys end in 2 h' }).click();
  await expect(toast(page, /2 keys are gone in/)).toBeVisible();
  await ask(shopPort(), 'shop', async (redis) => {
    expect(await redis.ttl('e2e:fading:1')).toBeGreaterThan(7_000);
    expect(await redis.ttl('e2e:fading:3')).toBe(-1);
  });

  await page.goto('about:blank');
  await open('admin', '/instances/shop/keys?match=e2e:fading:*&ttl=day');
  await page.getByRole('button', { name: 'All that match' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: /Export with DUMP/ }).click();
  const names = (await text((await (await download).createReadStream())!)).match(/e2e:fading:\d/g);
  expect(names?.sort()).toEqual(['e2e:fading:1', 'e2e:fading:2']);
});

test('all that match are counted and named before they go, and the audit log says which and how many', async ({
  open,
}) => {
  await write(named(Array.from({ length: 25 }, (_, index) => `e2e:all:${index}`)));
  const page = await open('operator', '/instances/shop/keys?match=e2e:all:*');
  await page.getByRole('button', { name: 'All that match' }).click();
  await page.getByRole('menuitem', { name: 'Remove…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Remove all that match' });
  await expect(dialog).toContainText(/25\s*match/);
  await expect(dialog).toContainText('e2e:all:');
  await dialog.getByRole('button', { name: 'Remove 25 keys' }).click();
  const confirm = page.getByRole('dialog', { name: /Remove 25 keys/ });
  await confirm.getByRole('textbox').fill('25');
  await confirm.getByRole('button', { name: 'Remove 25 keys' }).click();
  await expect(toast(page, /Removed 25 keys/)).toBeVisible();
  expect(await ask(shopPort(), 'shop', (redis) => redis.exists('e2e:all:0', 'e2e:all:24'))).toBe(0);
  await page.goto(page.url().replace(/keys.*/, 'audit'));
  await expect(page.getByRole('row', { name: /keys\.unlink|Remove all that match/ }).first()).toContainText(
    /e2e:all:|25/,
  );
});
