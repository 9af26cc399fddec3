import { describe, expect, it } from 'vitest';
import { maskedSession } from './masked-session';

const ID = '0b1d5f0c-7c1e-4f51-9a55-6d1f2a3b4c5d';

describe('of a session’s key only the ends of the id are left', () => {
  it.each([
    [`session:${ID}`, 'session:0b1d…4c5d'],
    ['sess:V7kQ2mXcR8pLzT4w', 'sess:V7kQ…zT4w'],
    [`spring:session:sessions:${ID}`, 'spring:session:sessions:0b1d…4c5d'],
    [`user:123:sessions:${ID}`, 'user:123:sessions:0b1d…4c5d'],
    ['session:abc12345:data', 'session:abc…ata'],
    [':1:django.contrib.sessions.cachev8r1k2m3n4p5q6s7', ':1:django.contrib.sessions.cachev8r1…q6s7'],
    ['redisson:tomcat_session:A1B2C3D4E5F6A7B8', 'redisson:tomcat_session:A1B2…A7B8'],
    ['shop:V7kQ2mXcR8pLzT4w', 'shop:V7kQ…zT4w'],
    ['V7kQ2mXcR8pLzT4w', 'V7kQ…zT4w'],
    ['sess:abc', 'sess:…'],
    ['base64:?', '…'],
  ])('%s is shown as %s', (key, shown) => expect(maskedSession(key)).toBe(shown));
});
