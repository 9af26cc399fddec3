import type { Redis } from 'ioredis';

/** Names of two parts of random letters: nothing in them can be told to be an identifier, and hardly one comes twice. */
const SCRIPT = `
  math.randomseed(tonumber(ARGV[1]))
  for _ = 1, tonumber(ARGV[2]) do
    local letters = {}
    for place = 1, 14 do letters[place] = math.random(97, 122) end
    letters[7] = 58
    redis.call('SET', string.char(unpack(letters)), '')
  end`;
const BATCH = 100_000;

/** Fills a server with so many keys of names that have nothing in common. */
export async function writeOddNames(redis: Redis, keys: number): Promise<void> {
  for (let written = 0; written < keys; written += BATCH) await redis.eval(SCRIPT, 0, written + 1, BATCH);
}
