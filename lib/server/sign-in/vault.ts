import 'server-only';
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/**
 * The split-key vault: the cookie holds a random key, the store holds the ciphertext. Either alone is useless.
 * AES-256-GCM, bound to the session and the instance, so that a row cannot be moved to another session.
 */

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** A new key for one session, base64url. */
export const newVaultKey = (): string => randomBytes(32).toString('base64url');

/** What the store may know of a key: enough to recognise it, not to use it. */
export const hashVaultKey = (key: string): Buffer =>
  createHash('sha256').update(Buffer.from(key, 'base64url')).digest();

/**
 * Seals a secret.
 * @param key of `newVaultKey`
 * @param boundTo what the ciphertext belongs to; unsealing needs the same words
 * @returns iv, tag and ciphertext in one buffer
 */
export function seal(key: string, secret: string, boundTo: readonly string[]): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key, 'base64url'), iv);
  cipher.setAAD(Buffer.from(JSON.stringify(boundTo)));
  const ciphertext = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), ciphertext]);
}

/** Opens what `seal` made; throws when key, binding or content differ. */
export function unseal(key: string, sealed: Buffer, boundTo: readonly string[]): string {
  const iv = sealed.subarray(0, IV_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key, 'base64url'), iv);
  decipher.setAAD(Buffer.from(JSON.stringify(boundTo)));
  decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString(
    'utf8',
  );
}
