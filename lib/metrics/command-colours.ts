/** The colours of the palette that commands share; the eighth, a grey, is that of all others together. */
export const COMMAND_COLOURS = 7;

/**
 * Gives each command a colour of its own, the same on every page: each has an order of preference that follows from
 * its name alone, and the keenest pair is matched first, so that a command that comes or goes moves few others.
 *
 * @param commands at most `COMMAND_COLOURS`; the order does not matter
 * @returns a number of the palette by command, from 1 on
 */
export function commandColours(commands: readonly string[]): Map<string, number> {
  const wishes = commands
    .flatMap((command) =>
      Array.from({ length: COMMAND_COLOURS }, (_, index) => ({
        command,
        colour: index + 1,
        keenness: hash(`${command} ${index + 1}`),
      })),
    )
    .sort((a, b) => b.keenness - a.keenness);
  const colours = new Map<string, number>();
  const taken = new Set<number>();
  for (const { command, colour } of wishes) {
    if (colours.has(command) || taken.has(colour)) continue;
    colours.set(command, colour);
    taken.add(colour);
  }
  return colours;
}

/** FNV-1a with a last stir, since names that differ in one letter must not be alike. */
function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d);
  return (state ^ (state >>> 13)) >>> 0;
}
