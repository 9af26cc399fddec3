import { ExtData } from '@msgpack/msgpack';
import { toHex } from './hex-dump';

/** Of a binary part, so many bytes are told. */
const SHOWN_BYTES = 64;

/**
 * A value of MessagePack as indented JSON; binary parts as `<4 bytes: 0a0b0c0d>`, which JSON has no words for.
 * @param most characters, about: indents make far more of a deep value than it was
 */
export function printJson(value: unknown, most: number): { text: string; complete: boolean } {
  const parts: string[] = [];
  let length = 0;
  const isFull = () => length > most;
  const write = (text: string) => {
    parts.push(text);
    length += text.length;
  };
  const writeList = <T>(
    items: readonly T[],
    [left, right]: string,
    indent: string,
    each: (item: T) => void,
  ) => {
    if (items.length === 0) return write(left! + right!);
    items.some((item, index) => {
      write(`${index === 0 ? left : ','}\n${indent}  `);
      each(item);
      return isFull();
    });
    write(`\n${indent}${right}`);
  };
  const writeValue = (each: unknown, indent: string): void => {
    const scalar = scalarText(each);
    if (scalar !== null) return write(scalar);
    const deeper = `${indent}  `;
    if (Array.isArray(each)) return writeList(each, '[]', indent, (item) => writeValue(item, deeper));
    writeList(Object.entries(each as object), '{}', indent, ([name, item]) => {
      write(`${JSON.stringify(name)}: `);
      writeValue(item, deeper);
    });
  };
  writeValue(value, '');
  return { text: parts.join(''), complete: !isFull() };
}

/** What is no map and no array; `null` for those. */
function scalarText(value: unknown): string | null {
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number' && !Number.isFinite(value)) return JSON.stringify(String(value));
  if (value instanceof Date)
    return JSON.stringify(Number.isNaN(value.getTime()) ? 'a time out of range' : value.toISOString());
  if (value instanceof Uint8Array) return bytesText(value, 'bytes');
  if (value instanceof ExtData) {
    const data = value.data instanceof Uint8Array ? value.data : value.data(0);
    return bytesText(data, `bytes of extension ${value.type}`);
  }
  return typeof value === 'object' && value !== null ? null : (JSON.stringify(value) ?? 'null');
}

function bytesText(data: Uint8Array, what: string): string {
  const hex = toHex(String.fromCharCode(...data.subarray(0, SHOWN_BYTES)));
  return JSON.stringify(`<${data.length} ${what}: ${hex}${data.length > SHOWN_BYTES ? '…' : ''}>`);
}
