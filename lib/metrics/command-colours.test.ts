import { describe, expect, it } from 'vitest';
import { COMMAND_COLOURS, commandColours } from './command-colours';

const USUAL = ['get', 'set', 'hgetall', 'zadd', 'evalsha', 'xreadgroup', 'expire'];

describe('the colours of commands', () => {
  it('are all different, and all of the palette', () => {
    const colours = [...commandColours(USUAL).values()].sort();
    expect(colours).toEqual(Array.from({ length: COMMAND_COLOURS }, (_, index) => index + 1));
  });

  it('do not depend on the order in which the commands come', () => {
    expect(commandColours(USUAL.toReversed())).toEqual(commandColours(USUAL));
  });

  it('stay with most commands when one of them gives way to another', () => {
    const before = commandColours(USUAL);
    for (const gone of USUAL) {
      const after = commandColours([...USUAL.filter((command) => command !== gone), 'lpush']);
      const moved = USUAL.filter((command) => command !== gone && after.get(command) !== before.get(command));
      expect(moved.length, `without ${gone}: ${moved.join(' ')}`).toBeLessThanOrEqual(3);
    }
  });

  it('are spread: alone, commands do not all want the same one', () => {
    const alone = new Set(USUAL.map((command) => commandColours([command]).get(command)));
    expect(alone.size).toBeGreaterThanOrEqual(4);
  });

  it('are as many as there are, and no more', () => {
    expect(commandColours([...USUAL, 'mget', 'incr']).size).toBe(COMMAND_COLOURS);
    expect(commandColours([]).size).toBe(0);
  });
});
