import type { ComponentProps } from 'react';
import { ElementSheet } from './element-sheet';

type Shared = 'title' | 'noun' | 'raw' | 'onRaw';

/** A member of a set or sorted set in full. Its bytes are its name: there are no others to ask for. */
export const MemberSheet = (props: Omit<ComponentProps<typeof ElementSheet>, Shared>) => (
  <ElementSheet {...props} title="Member" noun="member" raw={false} onRaw={() => {}} />
);
