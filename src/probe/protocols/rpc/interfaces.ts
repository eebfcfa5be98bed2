import type { RpcInterface } from './wire.ts';

/** [C706] appendix O. */
export const ENDPOINT_MAPPER: RpcInterface = {
  name: 'endpoint mapper',
  uuid: 'e1af8308-5d1f-11c9-91a4-08002b14a0fa',
  major: 3,
  minor: 0,
};

/** The remote management of services: every Windows host has it. [MS-SCMR] 1.9. */
export const SERVICE_CONTROL: RpcInterface = {
  name: 'service control',
  uuid: '367abb81-9844-35f1-ad32-98f038001003',
  major: 2,
  minor: 0,
};

const ON_DOMAIN_CONTROLLERS: readonly RpcInterface[] = [
  // [MS-NRPC] 1.9, [MS-DRSR] 1.9, [MS-SAMR] 1.9, [MS-LSAT] 1.9.
  { name: 'Netlogon', uuid: '12345678-1234-abcd-ef00-01234567cffb', major: 1, minor: 0 },
  { name: 'directory replication', uuid: 'e3514235-4b06-11d1-ab04-00c04fc2dcd2', major: 4, minor: 0 },
  { name: 'security accounts', uuid: '12345778-1234-abcd-ef00-0123456789ac', major: 1, minor: 0 },
  { name: 'local security', uuid: '12345778-1234-abcd-ef00-0123456789ab', major: 0, minor: 0 },
];

const ON_DHCP_SERVERS: readonly RpcInterface[] = [
  // [MS-DHCPM] 1.9.
  { name: 'DHCP management', uuid: '6bffd098-a112-3610-9833-46c3f874532d', major: 1, minor: 0 },
];

const ON_EVERY_HOST: readonly RpcInterface[] = [
  SERVICE_CONTROL,
  // [MS-RSP] 1.9, [MS-TSCH] 1.9, [MS-EVEN6] 1.9, [MS-RRP] 1.9, [MS-RPRN] 1.9.
  { name: 'shutdown', uuid: 'd95afe70-a6d5-4259-822e-2c84da1ddb0d', major: 1, minor: 0 },
  { name: 'task scheduler', uuid: '86d35949-83c9-4044-b424-db363231fd0c', major: 1, minor: 0 },
  { name: 'event log', uuid: 'f6beaff7-1e19-4fbb-9f8f-b89e2018337c', major: 1, minor: 0 },
  { name: 'remote registry', uuid: '338cd001-2244-31f1-aaaa-900038001003', major: 1, minor: 0 },
  { name: 'print spooler', uuid: '12345678-1234-abcd-ef00-0123456789ab', major: 1, minor: 0 },
];

/** Interfaces that the endpoint mapper is asked for, those of the host's roles first. */
export function interfacesFor(roles: readonly string[]): readonly RpcInterface[] {
  const first = [
    ...(roles.includes('domain-controller') ? ON_DOMAIN_CONTROLLERS : []),
    ...(roles.includes('dhcp-server') ? ON_DHCP_SERVERS : []),
  ];
  return [...new Set([...first, ...ON_EVERY_HOST, ...ON_DOMAIN_CONTROLLERS, ...ON_DHCP_SERVERS])];
}
