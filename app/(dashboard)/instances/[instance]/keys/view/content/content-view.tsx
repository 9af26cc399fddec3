'use client';

import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import type { KeyContent } from '@/lib/keyspace/content-schema';
import { BitmapContent } from './bitmap';
import type { ContentProps } from './content-props';
import { GeoContent } from './geo';
import { HashContent } from './hash';
import { HyperloglogContent } from './hyperloglog';
import { JsonContent } from './json';
import { ListContent } from './list';
import { SetContent } from './set';
import { SortedSetContent } from './sorted-set';
import { StreamContent } from './stream';
import { StringContent } from './string';
import { TimeSeriesContent } from './time-series';
import { UnknownContent } from './unknown';
import { ViewTabs } from './view-tabs';

type AnyProps = Omit<ContentProps<'unknown'>, 'content'> & { content: KeyContent };

/** The content of a key by its kind, and the other ways to read it. */
export function ContentView({ hasChanged, ...props }: AnyProps & { hasChanged: boolean }) {
  return (
    <>
      {/* A string has them beside its other looks. */}
      {props.content.kind !== 'string' && (
        <ViewTabs content={props.content} asked={props.asked} onAsk={props.onAsk} />
      )}
      {hasChanged && (
        <Notice
          severity="info"
          title="It has changed since this was read."
          action={<Button onClick={props.onChanged}>Read it again</Button>}
        />
      )}
      <Kind {...props} />
    </>
  );
}

function Kind({ content, ...props }: AnyProps) {
  switch (content.kind) {
    case 'string':
      return <StringContent content={content} {...props} />;
    case 'bitmap':
      return <BitmapContent content={content} {...props} />;
    case 'hyperloglog':
      return <HyperloglogContent content={content} {...props} />;
    case 'list':
      return <ListContent content={content} {...props} />;
    case 'set':
      return <SetContent content={content} {...props} />;
    case 'zset':
      return <SortedSetContent content={content} {...props} />;
    case 'geo':
      return <GeoContent content={content} {...props} />;
    case 'hash':
      return <HashContent content={content} {...props} />;
    case 'stream':
      return <StreamContent content={content} {...props} />;
    case 'json':
      return <JsonContent content={content} {...props} />;
    case 'timeseries':
      return <TimeSeriesContent content={content} {...props} />;
    case 'unknown':
      return <UnknownContent content={content} {...props} />;
  }
}
