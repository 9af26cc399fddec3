import { describe, expect, test } from 'vitest';
import { keyCommand, RespWriter } from './resp-writer';

const everyByte = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte)).join('');
const written = (fill: (writer: RespWriter) => void) => {
  const writer = new RespWriter();
  fill(writer);
  return Buffer.from(writer.take()).toString('latin1');
};

describe('commands', () => {
  test('are arrays of strings', () => {
    expect(written((writer) => writer.write(['SCAN', '0', 'COUNT', '200']))).toBe(
      '*4\r\n$4\r\nSCAN\r\n$1\r\n0\r\n$5\r\nCOUNT\r\n$3\r\n200\r\n',
    );
  });

  test.each(['', 'a\r\nb', '$5\r\n', everyByte])('of any bytes: %j', (key) => {
    const encoded = `$${key.length}\r\n${key}\r\n`;
    expect(written((writer) => writer.write(['GET', key]))).toBe(`*2\r\n$3\r\nGET\r\n${encoded}`);
    expect(written((writer) => writer.writeForKey([keyCommand(['GET'])], key))).toBe(
      `*2\r\n$3\r\nGET\r\n${encoded}`,
    );
  });

  test('with the key in the middle, several for one key, one behind the other', () => {
    const commands = [keyCommand(['TYPE']), keyCommand(['MEMORY', 'USAGE'], ['SAMPLES', '5'])];
    const first = '*2\r\n$4\r\nTYPE\r\n$1\r\nk\r\n';
    const second = '*5\r\n$6\r\nMEMORY\r\n$5\r\nUSAGE\r\n$1\r\nk\r\n$7\r\nSAMPLES\r\n$1\r\n5\r\n';
    const both = written((writer) => {
      writer.writeForKey(commands, 'k');
      writer.write(['PING']);
    });
    expect(both).toBe(`${first}${second}*1\r\n$4\r\nPING\r\n`);
  });

  test('are taken once', () => {
    const writer = new RespWriter();
    expect(writer.take()).toHaveLength(0);
    writer.write(['PING']);
    const taken = writer.take();
    writer.write(['ECHO', 'x']);
    writer.take();
    expect(Buffer.from(taken).toString()).toBe('*1\r\n$4\r\nPING\r\n');
    expect(writer.take()).toHaveLength(0);
  });

  test('with a character that is no byte are refused as a whole, and the next ones go out', () => {
    const writer = new RespWriter();
    writer.write(['PING']);
    writer.writeForKey([keyCommand(['UNLINK'])], 'user:ā');
    expect(() => writer.take()).toThrow(/no byte: .*user:ā/);
    writer.write(['PING']);
    expect(writer.take()).toHaveLength(14);
  });
});
