import { expect, test } from 'vitest';
import { fullTierObstacle, labCache } from './full-tier.ts';
import type { ServedHost } from './services/service.ts';

const host: ServedHost = {
  id: 'h0',
  name: 'mp01',
  names: [],
  forest: 'corp.contoso.com',
  addresses: ['10.0.0.1'],
  roles: ['management-point'],
  hints: {},
  listens: [
    { transport: 'tcp', port: 80, services: ['http'] },
    { transport: 'tcp', port: 445, services: ['smb'] },
  ],
};

test('says which packages are missing, and how to install them', () => {
  const missing = fullTierObstacle([host], () => false, 0);
  expect(missing?.code).toBe('PT9801');
  expect(missing?.message).toBe('the full tier needs servers that are not installed: nginx-light, samba');
  expect(missing?.help).toContain('apt-get install --no-install-recommends nginx-light samba');
  expect(fullTierObstacle([host], () => true, 0)).toBeUndefined();
});

test('needs a device and strongSwan where something travels inside of IPsec', () => {
  const secured: ServedHost = { ...host, listens: [], ipsec: { configuration: '', starts: [] } };
  expect(fullTierObstacle([secured], () => false, 0)?.help).toContain('charon-systemd');
  const withoutDevice = fullTierObstacle([host, secured], (file) => file !== '/dev/net/tun', 0);
  expect(withoutDevice?.message).toMatch(/^the full tier needs the device \/dev\/net\/tun/);
  expect(withoutDevice?.help).toContain('mknod /dev/net/tun c 10 200');
  expect(fullTierObstacle([host], (file) => file !== '/dev/net/tun', 0)).toBeUndefined();
});

test('needs root', () => {
  expect(fullTierObstacle([host], () => true, 1000)?.message).toMatch(/^the full tier needs root/);
});

test('keeps its cache where the user says', () => {
  expect(labCache({ XDG_CACHE_HOME: '/somewhere' })).toBe('/somewhere/portolan/lab');
});
