import { describe, expect, it } from 'vitest';
import { readSignIn, type SignInSettings } from './settings.ts';

const SECRET = 'correct-horse';
const TEXT = `
issuer: https://login.example.com/tenant
clientId: portolan
clientSecretFile: secrets/client
address: https://portolan.example.com
roles:
  claim: realm_access.roles
  editor: [pki, firewall]
  operator: sccm-admins
proxies: [192.0.2.10, 2001:db8::/64]
`;

function read(
  text: string,
  environment: Record<string, string> = {},
  files: Record<string, string> = {},
): SignInSettings {
  return readSignIn({
    file: '/etc/portolan/sign-in.yaml',
    text,
    environment,
    read: (file) => {
      const found = files[file];
      if (found === undefined) throw new Error(`no ${file}`);
      return found;
    },
  });
}

const FILES = { '/etc/portolan/secrets/client': `${SECRET}\n` };

describe('readSignIn', () => {
  it('reads the settings, and the secret from its own file', () => {
    const { proxies, issuer, address, ...rest } = read(TEXT, {}, FILES);
    expect([issuer.href, address.href, proxies.map((proxy) => proxy.text)]).toEqual([
      'https://login.example.com/tenant',
      'https://portolan.example.com/',
      ['192.0.2.10', '2001:db8::/64'],
    ]);
    expect(rest).toMatchInlineSnapshot(`
      {
        "absolute": 36000000,
        "clientId": "portolan",
        "clientSecret": "correct-horse",
        "idle": 3600000,
        "roles": {
          "claim": "realm_access.roles",
          "editor": [
            "pki",
            "firewall",
          ],
          "operator": [
            "sccm-admins",
          ],
          "otherwise": "refused",
          "viewer": [],
        },
        "scopes": "openid profile email",
      }
    `);
  });

  it('takes the secret from the environment first', () => {
    expect(read(TEXT, { PORTOLAN_OIDC_CLIENT_SECRET: 'other' }, FILES).clientSecret).toBe('other');
  });

  it('takes a public client at its word', () => {
    const text = TEXT.replace('clientSecretFile: secrets/client', 'publicClient: true');
    expect(read(text)).not.toHaveProperty('clientSecret');
  });

  it.each([
    [
      'a secret among the settings',
      TEXT.replace('clientSecretFile: secrets/client', `clientSecret: ${SECRET}`),
    ],
    ['no secret', TEXT.replace('clientSecretFile: secrets/client', '')],
    ['a secret’s file that isn’t there', TEXT.replace('secrets/client', 'nowhere')],
    ['a provider without TLS', TEXT.replace('https://login', 'http://login')],
    ['an address without TLS', TEXT.replace('https://portolan', 'http://portolan')],
    ['an address with a path', TEXT.replace('portolan.example.com', 'portolan.example.com/sub')],
    ['no role for anybody', TEXT.replace(/ {2}editor.*\n {2}operator.*\n/, '')],
    ['a word that is none', TEXT.replace('roles:', 'rolls: 1\nroles:')],
    ['a proxy that is no address', TEXT.replace('192.0.2.10', 'proxy.example.com')],
    ['no YAML', 'a: [b'],
    ['nothing', ''],
  ])('refuses %s, and tells no secret', (_, text) => {
    let message = '';
    try {
      read(text, {}, FILES);
    } catch (error) {
      message = error instanceof Error ? `${error.name}: ${error.message}` : '';
    }
    expect(message).toMatch(/^SettingsError: \/etc\/portolan\/sign-in\.yaml/);
    expect(message).not.toContain(SECRET);
  });
});
