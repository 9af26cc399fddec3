import { afterEach, beforeEach, expect, it } from 'vitest';
import { openHistoryAt, type HistoryAt } from '@/testing/history-at';
import { nthSample, NTH_EVERY_MS, NTH_START } from '@/testing/nth-sample';
import { openHistoryConnection } from '../database';
import { HistoryFile } from './history-file';
import { OpenBlocks } from './open-blocks';

const HOUR = 3_600_000;
const END = NTH_START + 3 * HOUR;

let at: HistoryAt;
let file: HistoryFile;
beforeEach(async () => {
  at = openHistoryAt();
  for (let n = 0; n < (3 * HOUR) / NTH_EVERY_MS; n += 1) at.history.append('shop', nthSample(n));
  await at.history.maintain(END + HOUR);
  file = new HistoryFile(openHistoryConnection(at.directory));
});
afterEach(() => {
  file.database.close();
  at.remove();
});

const track = () => file.loadTracks()[0]!.id;
const read = (blocks: OpenBlocks) => blocks.read(track(), 1, NTH_START, END);

it('what was read stays open, with its columns', () => {
  const first = read(file.opened).map((block) => block.read('usedMemoryBytes'));
  const second = read(file.opened).map((block) => block.read('usedMemoryBytes'));
  expect(first).toHaveLength(3);
  first.forEach((cells, index) => expect(second[index]).toBe(cells));
});

it('with no room the answers are the same, and nothing stays open', () => {
  const cramped = new OpenBlocks(file.blocks, file.names, 0);
  const [roomy, tight] = [read(file.opened), read(cramped)];
  expect(tight.map((block) => block.read('usedMemoryBytes'))).toEqual(
    roomy.map((block) => block.read('usedMemoryBytes')),
  );
  expect(read(cramped)[0]).not.toBe(tight[0]);
});

it('with room for some the ones that were read last stay', () => {
  const sizes = file.blocks
    .starts(track(), 1, NTH_START, END)
    .map((start) => file.blocks.body(track(), 1, start).length);
  const some = new OpenBlocks(file.blocks, file.names, sizes[1]! + sizes[2]!);
  const before = read(some);
  expect(some.read(track(), 1, NTH_START + 2 * HOUR, END)[0]).toBe(before[2]);
  expect(some.read(track(), 1, NTH_START, NTH_START + HOUR)[0]).not.toBe(before[0]);
});

it('what was deleted is not told any more', () => {
  expect(read(file.opened)).toHaveLength(3);
  file.blocks.delete(track(), 1, NTH_START);
  expect(read(file.opened)).toHaveLength(2);
});
