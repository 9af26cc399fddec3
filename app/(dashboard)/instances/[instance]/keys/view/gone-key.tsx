'use client';

import Link from 'next/link';
import { useLive } from '@/components/live/live-provider';
import { PageHeader } from '@/components/shell/page-header';
import { buttonStyle } from '@/components/ui/button';
import { CutName } from '@/components/ui/cut-name';
import { Notice } from '@/components/ui/notice';
import { toShown } from '@/components/ui/wire-name';
import { sectionPath } from '@/components/shell/sections';
import { branchesAbove } from '../branches-above';
import { branchPath } from '../key-path';
import { KeysTabs } from '../keys-tabs';

/** The page of a key that is not there: it never was, or it has gone before anybody opened it. */
export function GoneKey({ database, wire }: { database: number; wire: string }) {
  return (
    <>
      <PageHeader title={<CutName wire={wire} className="text-lg leading-7" />}>
        <KeysTabs />
      </PageHeader>
      <GoneNotice database={database} wire={wire}>
        There is no key of this name: it never was, it has expired, or somebody removed it.
      </GoneNotice>
    </>
  );
}

/** What has become of a key, and where to go from here. */
export function GoneNotice({
  database,
  wire,
  children,
}: {
  database: number;
  wire: string;
  children: React.ReactNode;
}) {
  const { instance } = useLive();
  const above = branchesAbove(wire, ':').at(-2);
  return (
    <Notice
      severity="info"
      title={`${short(toShown(wire))} is gone`}
      className="max-w-3xl"
      action={
        <div className="flex flex-wrap gap-2">
          {above && (
            <Link href={branchPath(instance.id, database, above.prefix)} className={buttonStyle()}>
              See what begins with {short(toShown(above.prefix))}
            </Link>
          )}
          <Link
            href={`${sectionPath(instance.id, 'keys')}${database > 0 ? `?db=${database}` : ''}`}
            className={buttonStyle()}
          >
            All keys
          </Link>
        </div>
      }
    >
      {children}
    </Notice>
  );
}

const short = (name: string) => (name.length > 60 ? `${name.slice(0, 40)}…${name.slice(-19)}` : name);
