import { expect, test } from 'vitest';
import { loadCatalog } from '../../catalog/load.ts';
import type { Listen, ServedHost } from './service.ts';
import { missingPackages, SERVERS, servicesOf } from './table.ts';

const tcp = (port: number, ...services: string[]): Listen => ({ transport: 'tcp', port, services });
const host = (roles: string[], ...listens: Listen[]): ServedHost => ({
  id: 'h0',
  name: 'h',
  names: [],
  hints: {},
  forest: 'corp.contoso.com',
  addresses: ['10.0.0.1'],
  roles,
  listens,
});
const shown = (one: ServedHost): string[] => {
  const { services, rest } = servicesOf(one);
  return [...services, { program: 'portolan', serves: rest }].map(
    ({ program, serves }) => `${program}: ${serves.map(({ port }) => port).join(' ')}`,
  );
};

test('names services and roles of the catalog only', () => {
  const { services, roles } = loadCatalog();
  for (const server of SERVERS) {
    for (const id of server.services) expect(services.has(id), id).toBe(true);
    for (const id of server.roles === 'any' ? [] : server.roles) expect(roles.has(id), id).toBe(true);
  }
});

test('gives every port of a host to one server', () => {
  const range = { ...tcp(49152, 'rpc-dynamic'), range: { first: 49152, last: 65535 } };
  const smb = [tcp(445, 'smb'), tcp(135, 'rpc-endpoint-mapper'), range];
  expect(
    shown(
      host(
        ['management-point'],
        ...smb,
        tcp(80, 'http'),
        tcp(443, 'https'),
        tcp(10123, 'client-notification'),
      ),
    ),
  ).toEqual(['smbd: 445 135 49152', 'nginx: 80 443', 'portolan: 10123']);
  expect(shown(host(['domain-controller', 'file-share-server'], ...smb, tcp(389, 'ldap')))).toEqual([
    'samba: 445 135 49152 389',
    'portolan: ',
  ]);
});

test('leaves a port of several protocols to the servers that know all of them', () => {
  const one = host(['distribution-point'], tcp(80, 'http', 'peer-cache'), tcp(443, 'https'));
  expect(shown(one)).toEqual(['nginx: 443', 'portolan: 80']);
});

test('serves clients with the small servers, except for Remote Desktop', () => {
  expect(
    shown(host(['client'], tcp(445, 'smb'), tcp(135, 'rpc-endpoint-mapper'), tcp(3389, 'remote-desktop'))),
  ).toEqual(['xrdp: 3389', 'portolan: 445 135']);
});

test('starts nothing for a range alone', () => {
  expect(shown(host(['site-server'], tcp(49152, 'rpc-dynamic')))).toEqual(['portolan: 49152']);
});

test('names the packages that are missing, and only of servers that a host has', () => {
  const one = host(['management-point'], tcp(80, 'http'), tcp(445, 'smb'));
  expect(missingPackages([one], () => false)).toEqual(['nginx-light', 'samba']);
  expect(missingPackages([one], (file) => file !== '/usr/sbin/nginx')).toEqual(['nginx-light']);
  expect(missingPackages([one], () => true)).toEqual([]);
});
