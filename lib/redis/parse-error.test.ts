import { describe, expect, it } from 'vitest';
import { fixture, reply, VERSIONS } from './fixtures/load-fixture';
import { classifyError } from './parse-error';

describe('errors are known by their first word', () => {
  it.each([
    ['WRONGPASS invalid username-password pair or user is disabled.', 'WRONGPASS'],
    ['NOAUTH Authentication required.', 'NOAUTH'],
    ['LOADING Redis is loading the dataset in memory', 'LOADING'],
    [
      'MISCONF Redis is configured to save RDB snapshots, but it is currently not able to persist on disk.',
      'MISCONF',
    ],
    ["READONLY You can't write against a read only replica.", 'READONLY'],
    ['BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.', 'BUSY'],
    ['BUSYGROUP Consumer Group name already exists', 'BUSYGROUP'],
    ["OOM command not allowed when used memory > 'maxmemory'.", 'OOM'],
    ["MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.", 'MASTERDOWN'],
    ['CLUSTERDOWN Hash slot not served', 'CLUSTERDOWN'],
    ['MOVED 3999 127.0.0.1:6381', 'MOVED'],
    ['ASK 3999 127.0.0.1:6381', 'ASK'],
    ['NOREPLICAS Not enough good replicas to write.', 'NOREPLICAS'],
    ['DENIED Redis is running in protected mode because protected mode is enabled', 'DENIED'],
    ['WRONGTYPE Operation against a key holding the wrong kind of value', 'WRONGTYPE'],
    ['NOSCRIPT No matching script. Please use EVAL.', 'NOSCRIPT'],
    ['NOTBUSY No scripts in execution right now.', 'NOTBUSY'],
    ['NOPROTO unsupported protocol version', 'NOPROTO'],
    ['EXECABORT Transaction discarded because of previous errors.', 'EXECABORT'],
    ['INPROG Failover already in progress', 'INPROG'],
  ])('%s', (message, code) => expect(classifyError(message)).toMatchObject({ code, message }));
});

describe('the rest by what they say, in the wordings of all versions', () => {
  it.each([
    ["ERR unknown command 'FOO', with args beginning with: 'bar' ", 'UNKNOWN_COMMAND'],
    ['ERR unknown command `ACL`, with args beginning with: `LIST`, ', 'UNKNOWN_COMMAND'],
    ["ERR unknown command 'config'", 'UNKNOWN_COMMAND'],
    ["ERR Command is not available: 'BGSAVE'", 'UNKNOWN_COMMAND'],
    ["ERR Command 'foo' not found", 'UNKNOWN_COMMAND'],
    ["ERR unknown subcommand 'FOO'. Try CLIENT HELP.", 'UNKNOWN_SUBCOMMAND'],
    [
      "ERR Unknown subcommand or wrong number of arguments for 'HISTOGRAM'. Try LATENCY HELP.",
      'UNKNOWN_SUBCOMMAND',
    ],
    ["ERR Unknown sentinel subcommand 'primaries'", 'UNKNOWN_SUBCOMMAND'],
    ['ERR Syntax error, try CLIENT (LIST | KILL | GETNAME | SETNAME)', 'UNKNOWN_SUBCOMMAND'],
    ['ERR CONFIG subcommand must be one of GET, SET, RESETSTAT, REWRITE', 'UNKNOWN_SUBCOMMAND'],
    ["ERR wrong number of arguments for 'auth' command", 'AUTH_ARITY'],
    ["ERR wrong number of arguments for 'config|get' command", 'ARITY'],
    [
      'ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?',
      'AUTH_NOT_NEEDED',
    ],
    ['ERR Client sent AUTH, but no password is set', 'AUTH_NOT_NEEDED'],
    ['ERR invalid password', 'WRONGPASS'],
    ['ERR max number of clients reached', 'MAX_CLIENTS'],
    ['ERR max number of clients + cluster connections reached', 'MAX_CLIENTS'],
    ['ERR Background save already in progress', 'SAVE_IN_PROGRESS'],
    ['ERR Background append only file rewriting already in progress', 'REWRITE_IN_PROGRESS'],
    [
      "ERR An AOF log rewriting in progress: can't BGSAVE right now. Use BGSAVE SCHEDULE in order to schedule a BGSAVE whenever possible.",
      'REWRITE_IN_PROGRESS',
    ],
    [
      "ERR Another child process is active (AOF?): can't BGSAVE right now. Use BGSAVE SCHEDULE in order to schedule a BGSAVE whenever possible.",
      'REWRITE_IN_PROGRESS',
    ],
    ["ERR No such user 'zz'", 'NO_SUCH_USER'],
    ["ERR User 'nobody' not found", 'NO_SUCH_USER'],
    ['ERR No such client', 'NO_SUCH_CLIENT'],
    [
      'ERR This Redis instance is not configured to use an ACL file. You may want to specify users via the ACL SETUSER command',
      'NO_ACL_FILE',
    ],
    ['ERR The server is running without a config file', 'NO_CONFIG_FILE'],
    ['ERR This instance has cluster support disabled', 'CLUSTER_DISABLED'],
    [
      "ERR CONFIG SET failed (possibly related to argument 'dir') - can't set protected config",
      'CONFIG_REFUSED',
    ],
    ["ERR Unknown option or number of arguments for CONFIG SET - 'foo'", 'CONFIG_REFUSED'],
    ['ERR Unsupported CONFIG parameter: databases', 'CONFIG_REFUSED'],
    ['ERR Command not allowed inside a transaction', 'NOT_IN_TRANSACTION'],
    ['ERR syntax error', 'SYNTAX'],
    ['ERR value is not an integer or out of range', 'OTHER'],
    ['TSDB: the key does not exist', 'OTHER'],
    ['connect ECONNREFUSED 127.0.0.1:6379', 'OTHER'],
    ['', 'OTHER'],
  ])('%s', (message, code) => expect(classifyError(message).code).toBe(code));

  it('passes over the sign and the name that libraries put before a message', () => {
    expect(classifyError('-NOAUTH Authentication required.')).toMatchObject({
      code: 'NOAUTH',
      message: 'NOAUTH Authentication required.',
    });
    expect(classifyError('ReplyError: ERR invalid password').code).toBe('WRONGPASS');
  });
});

describe('NOPERM tells what was denied', () => {
  it.each([
    [
      "NOPERM this user has no permissions to run the 'client' command or its subcommand",
      'command',
      'client',
    ],
    ["NOPERM this user has no permissions to run the 'client|kill' command", 'command', 'client|kill'],
    ["NOPERM User probe has no permissions to run the 'client|kill' command", 'command', 'client|kill'],
    ['NOPERM this user has no permissions to access one of the keys used as arguments', 'key', null],
    ['NOPERM No permissions to access a key', 'key', null],
    ['NOPERM this user has no permissions to access one of the channels used as arguments', 'channel', null],
    ['NOPERM No permissions to access a channel', 'channel', null],
    ['NOPERM No permissions to access database', 'database', null],
    ['NOPERM', null, null],
  ])('%s', (message, denied, deniedCommand) => {
    expect(classifyError(message)).toMatchObject({ code: 'NOPERM', denied, deniedCommand });
  });

  it.each(['redis-7.0.15', 'redis-7.2.6', 'redis-8.0.6', 'valkey-8.1.1'] as const)(
    'ACL DRYRUN of %s does as well',
    (version) => {
      const said = (command: string) => String(reply(version, `ACL DRYRUN alice ${command}`));
      expect(classifyError(said('CONFIG GET x'))).toMatchObject({
        code: 'NOPERM',
        denied: 'command',
        deniedCommand: 'config|get',
      });
      expect(classifyError(said('GET other'))).toMatchObject({
        code: 'NOPERM',
        denied: 'key',
        deniedCommand: null,
      });
      expect(classifyError(said('GET user:1')).code).toBe('OTHER');
    },
  );
});

describe('recorded errors', () => {
  it.each(VERSIONS)('of %s are all understood', (version) => {
    const recorded = JSON.parse(fixture(version, 'resp2.json')) as Record<
      string,
      { __error__?: string } | null
    >;
    const messages = Object.values(recorded).flatMap((sent) => sent?.__error__ ?? []);
    expect(messages.length).toBeGreaterThan(1);
    expect(messages.filter((message) => classifyError(message).code === 'OTHER')).toEqual([]);
  });
});
