/** Longer shapes are cut: a key may be half a gigabyte. */
const MAX_LENGTH = 120;

/**
 * The shape of a key: its name with `*` for whatever tells one key from the next, so that `user:1001` and
 * `user:1002` are one thing.
 *
 * Identifiers are UUIDs, e-mail and IPv4 addresses, dates and times in digits (`2025-01-31`, `20250131`,
 * `2025-W05`), numbers, eight and more hexadecimal digits, three and more digits within a word (`user1001` →
 * `user*`), words of eight and more characters in which letters follow digits, and words of 32 and more. Small
 * numbers that end a word stay, for they are versions and not identities (`v2`, `md5`).
 *
 * @param key any text; bytes that are no text count as an identifier
 * @returns the shape; parts that changed and are joined by `-`, `_` or `.` become one `*`. At most 120 characters.
 */
export function keyShape(key: string): string {
  const shape = key
    .slice(0, 4 * MAX_LENGTH)
    .replace(/\.\.\. \(\d+ more bytes\)$/, '*')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, '*')
    .replace(/[^\s:/|,;{}[\]<>()]+@[\w-]+\.[\w.-]+/g, '*')
    .replace(/\b\d{1,3}(?:\.\d{1,3}){3}\b/g, '*')
    .replace(
      /(?<!\d)\d{4}[-_.]?(?:W\d{2}|\d{2}(?:[-_.]?\d{2}(?:[T_-]?\d{2}(?:[-:]?\d{2}){0,2})?)?)(?!\d)Z?/g,
      '*',
    )
    .replace(/[^:/|#,;\s{}[\]<>()*]+/g, segmentShape)
    .replace(/\*(?:[-_.]?\*)+/g, '*');
  return shape.length <= MAX_LENGTH ? shape : `${shape.slice(0, MAX_LENGTH - 1)}…`;
}

function segmentShape(segment: string): string {
  // Random text of base64's and nanoid's alphabets holds `-` and `_` itself, and both cases of letters.
  if (segment.length >= 16 && isMixed(segment) && /[a-z]/.test(segment) && /[A-Z]/.test(segment)) return '*';
  return segment.replace(/[^-_.]+/g, wordShape);
}

function wordShape(word: string): string {
  if (isBinary(word) || word.length >= 32) return '*';
  if (/^\d+$/.test(word) || /^[0-9a-f]{8,}$/i.test(word) || (word.length >= 8 && isMixed(word))) return '*';
  return word.replace(/\d{3,}/g, '*');
}

const isMixed = (word: string) => /\d.*[a-z]/i.test(word);

const isBinary = (word: string) => /[\0-\x1f\x7f\ufffd]/.test(word);
