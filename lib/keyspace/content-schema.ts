import { z } from 'zod';
import { geoContent, hashContent, listContent, setContent, zsetContent } from './collection-content-schema';
import { jsonContent, timeseriesContent, unknownContent } from './module-content-schema';
import { streamContent } from './stream-content-schema';
import { bitmapContent, hyperloglogContent, stringContent } from './string-content-schema';

/** What the content of one key is answered as: one shape for each `kind`, always a page. */
export const contentResponse = z.discriminatedUnion('kind', [
  stringContent,
  bitmapContent,
  hyperloglogContent,
  listContent,
  setContent,
  zsetContent,
  geoContent,
  hashContent,
  streamContent,
  jsonContent,
  timeseriesContent,
  unknownContent,
]);
export type KeyContent = z.infer<typeof contentResponse>;
export type ContentKind = KeyContent['kind'];

/** The content of one kind, for the component that draws it. */
export type ContentOf<Kind extends ContentKind> = Extract<KeyContent, { kind: Kind }>;
