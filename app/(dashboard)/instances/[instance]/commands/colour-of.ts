import { commandColours } from '@/lib/metrics/command-colours';

/** The CSS colour of each command that the charts draw apart. */
export const colourOf = (commands: readonly string[]): Map<string, string> =>
  new Map([...commandColours(commands)].map(([command, index]) => [command, `var(--series-${index})`]));
