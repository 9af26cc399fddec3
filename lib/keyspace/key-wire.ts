import { toWire, type Bytes } from '@/lib/patterns/bytes';

/** A key's name as it stands in URLs and in JSON. Redis has keys without a name, a URL's parameter must have one. */
export const keyWire = (name: Bytes): string => (name === '' ? 'base64:' : toWire(name));
