'use client';

import { useQueryStates } from 'nuqs';
import { Segmented } from '@/components/ui/segmented';
import { clientsParams } from '@/lib/search-params';

/** Who is connected now, or who has been; each is rendered by the server. */
export function ClientTabs() {
  const [{ tab }, setParams] = useQueryStates(
    { tab: clientsParams.tab },
    { shallow: false, history: 'push' },
  );
  return (
    <Segmented
      label="Clients now or over time"
      value={tab}
      onChange={(value) => void setParams({ tab: value })}
      options={[
        { value: 'now', label: 'Now' },
        { value: 'history', label: 'History' },
      ]}
    />
  );
}
