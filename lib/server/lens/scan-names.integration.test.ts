import type { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startInside, type Inside } from '../../../testing/inside';
import { connect, startRedis, waitUntil, type RunningRedis } from '../../../testing/servers';
import type { Access } from '../access';
import { footprintOn } from '../collector/footprint';
import { endSession } from '../sign-in/sessions';
import { scanNames } from './scan-names';

const KEYS = 3_000;

let redis: RunningRedis;
let admin: Redis;
let inside: Inside;
beforeAll(async () => {
  redis = await startRedis({
    aclLines: [
      'user default on nopass ~* &* +@all',
      'user ann on >ann ~* +@all',
      'user bob on >bob ~* +@all -scan',
    ],
  });
  admin = connect(redis.port);
  const names = Array.from({ length: KEYS }, (_, index) => Buffer.from(`a:${index}\xff\r\n`, 'latin1'));
  await admin.mset(...names.flatMap((name) => [name, 'x']), 'b:1', 'x');
  const shop = { id: 'shop', url: `redis://127.0.0.1:${redis.port}` };
  inside = await startInside([shop]);
});
afterAll(async () => {
  inside.stop();
  admin.disconnect();
  await redis.stop();
});

const never = new AbortController().signal;

async function namesOf(access: Access, match?: string): Promise<string[]> {
  const all: string[] = [];
  for await (const names of scanNames(access, 0, 'fast', never, match)) all.push(...names);
  return all.sort();
}

test('brings every name, whatever its bytes, and counts its calls', async () => {
  const { calls } = footprintOn(`127.0.0.1:${redis.port}`);
  const before = calls.get('scan') ?? 0;
  const names = await namesOf(inside.access('ann'));
  expect(names).toEqual(['b:1', ...Array.from({ length: KEYS }, (_, index) => `a:${index}\xff\r\n`)].sort());
  expect(calls.get('scan')! - before).toBeGreaterThanOrEqual(KEYS / 500);
  expect(await namesOf(inside.access('ann'), 'b:*')).toEqual(['b:1']);
});

test('leaves no connection behind, also when it is ended early', async () => {
  const ours = async () => `${await admin.client('LIST')}`.match(/cmd=scan .*user=ann/g)?.length ?? 0;
  for await (const names of scanNames(inside.access('ann'), 0, 'fast', never)) {
    expect(names.length).toBeGreaterThan(0);
    expect(await ours()).toBe(1);
    break;
  }
  await waitUntil('it is closed', async () => (await ours()) === 0);
});

test('ends when the person signs out', async () => {
  const access = inside.access('ann');
  const scan = async () => {
    for await (const names of scanNames(access, 0, 'fast', never)) {
      expect(names.length).toBeGreaterThan(0);
      endSession(access.ticket.sid);
    }
  };
  await expect(scan()).rejects.toMatchObject({ code: 'DISCONNECTED' });
});

test('says which grant is missing', async () => {
  await expect(namesOf(inside.access('bob'))).rejects.toMatchObject({
    code: 'NOPERM',
    options: { line: 'ACL SETUSER bob +scan' },
  });
});
