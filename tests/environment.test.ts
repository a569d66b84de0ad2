import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { checkout } from './bed/paths.ts';

const script = `
  import ${JSON.stringify(join(checkout, 'src/environment.ts'))};
  import { execFileSync } from 'node:child_process';
  process.stdout.write(execFileSync('/usr/bin/env', ['-0']));
`;

/** The names of the variables that a child of the program gets, when the program gets these. */
function passedOn(env: Record<string, string>): string[] {
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], { env, encoding: 'utf8' });
  return output.split('\0').flatMap((line) => /^[^=]+/.exec(line)?.[0] ?? []);
}

describe('environment', () => {
  it('passes on neither what steers Node nor what steers OpenSSL', () => {
    const steering = ['NODE_EXTRA_CA_CERTS', 'NODE_TLS_REJECT_UNAUTHORIZED', 'NODE_PENDING_DEPRECATION', 'NODE'];
    const tls = ['OPENSSL_CONF', 'OPENSSL_MODULES', 'SSL_CERT_FILE', 'SSL_CERT_DIR', 'SSLKEYLOGFILE'];
    const env = Object.fromEntries([...steering, ...tls].map((name) => [name, '1']));
    assert.deepEqual(passedOn({ ...env, PATH: '/bin', XDG_STATE_HOME: '/x' }).sort(), ['PATH', 'XDG_STATE_HOME']);
  });

  it('knows that Windows takes a name in any case', () => {
    assert.deepEqual(passedOn({ Node_Options: '--no-warnings', ssl_cert_file: '/x' }), []);
  });
});
