import 'server-only';
import { may } from '@/lib/capabilities';
import { MARKER_NEEDS, type Marker } from '@/lib/metrics/markers';
import type { Access } from '../access';

/** Those of the markers that the person could have found out by asking Redis. */
export async function seenMarkers(access: Access, markers: readonly Marker[]): Promise<Marker[]> {
  if (!markers.some(({ kind }) => MARKER_NEEDS[kind])) return [...markers];
  const { commands } = await access.capabilities();
  return markers.filter(({ kind }) => {
    const command = MARKER_NEEDS[kind];
    return command === undefined || may(commands[command]);
  });
}
