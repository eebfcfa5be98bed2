import type { Protocol } from '../protocol.ts';
import { checkDnsTcp, checkDnsUdp } from './dns/check.ts';
import { dnsResponder } from './dns/responder.ts';
import { checkKerberos, checkKerberosUdp } from './kerberos/check.ts';
import { kerberosResponder } from './kerberos/responder.ts';
import { checkLdap, checkLdaps } from './ldap/check.ts';
import { ldapResponder, ldapsResponder } from './ldap/responder.ts';
import { checkLdapUdp } from './ldap/udp-check.ts';
import { checkDynamicPort, checkEndpointMapper } from './rpc/check.ts';
import { dynamicPortResponder, endpointMapperResponder } from './rpc/responder.ts';
import { checkNetbiosSession, checkSmb } from './smb/check.ts';
import { smbResponder } from './smb/responder.ts';

/** Protocols of Windows and of the network itself: SMB, RPC, LDAP, Kerberos, DNS, DHCP, TFTP, RDP, … */
export const WINDOWS_PROTOCOLS: readonly Protocol[] = [
  { name: 'SMB', transport: 'tcp', services: ['smb'], check: checkSmb, responder: smbResponder },
  {
    name: 'SMB over NetBIOS',
    transport: 'tcp',
    services: ['netbios-session'],
    check: checkNetbiosSession,
    responder: smbResponder,
  },
  {
    name: 'RPC endpoint mapper',
    transport: 'tcp',
    services: ['rpc-endpoint-mapper'],
    check: checkEndpointMapper,
    responder: endpointMapperResponder,
  },
  {
    name: 'RPC',
    transport: 'tcp',
    services: ['rpc-dynamic', 'rpc-dynamic-legacy'],
    check: checkDynamicPort,
    responder: dynamicPortResponder,
  },
  {
    name: 'LDAP',
    transport: 'tcp',
    services: ['ldap', 'global-catalog'],
    check: checkLdap,
    responder: ldapResponder,
  },
  {
    name: 'LDAP over TLS',
    transport: 'tcp',
    services: ['ldaps', 'global-catalog-tls'],
    check: checkLdaps,
    responder: ldapsResponder,
  },
  {
    name: 'LDAP over UDP',
    transport: 'udp',
    services: ['ldap-udp'],
    check: checkLdapUdp,
    responder: ldapResponder,
  },
  {
    name: 'Kerberos',
    transport: 'tcp',
    services: ['kerberos'],
    check: checkKerberos,
    responder: kerberosResponder,
  },
  {
    name: 'Kerberos over UDP',
    transport: 'udp',
    services: ['kerberos-udp'],
    check: checkKerberosUdp,
    responder: kerberosResponder,
  },
  { name: 'DNS', transport: 'udp', services: ['dns-udp'], check: checkDnsUdp, responder: dnsResponder },
  {
    name: 'DNS over TCP',
    transport: 'tcp',
    services: ['dns-tcp'],
    check: checkDnsTcp,
    responder: dnsResponder,
  },
];
