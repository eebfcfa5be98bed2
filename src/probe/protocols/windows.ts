import type { Protocol } from '../protocol.ts';
import { checkBinl, checkDhcp, checkDhcpClient } from './dhcp/check.ts';
import { dhcpClientResponder, dhcpResponder } from './dhcp/responder.ts';
import { DHCPV6 } from './dhcpv6/protocol.ts';
import { checkDnsTcp, checkDnsUdp } from './dns/check.ts';
import { dnsResponder } from './dns/responder.ts';
import { ICMP_ECHO } from './icmp/protocol.ts';
import { checkKerberos, checkKerberosUdp } from './kerberos/check.ts';
import { kerberosResponder } from './kerberos/responder.ts';
import { checkLdap, checkLdaps } from './ldap/check.ts';
import { ldapResponder, ldapsResponder } from './ldap/responder.ts';
import { checkLdapUdp } from './ldap/udp-check.ts';
import { checkNetbiosDatagram, checkNetbiosName } from './netbios/check.ts';
import { netbiosDatagramResponder, netbiosNameResponder } from './netbios/responder.ts';
import { checkNtp } from './ntp/check.ts';
import { ntpResponder } from './ntp/responder.ts';
import { checkRdp } from './rdp/check.ts';
import { rdpResponder } from './rdp/responder.ts';
import { checkDynamicPort, checkEndpointMapper } from './rpc/check.ts';
import { dynamicPortResponder, endpointMapperResponder } from './rpc/responder.ts';
import { RPC_UDP } from './rpc-udp/protocol.ts';
import { checkNetbiosSession, checkSmb } from './smb/check.ts';
import { smbResponder } from './smb/responder.ts';
import { checkSnmp } from './snmp/check.ts';
import { snmpResponder } from './snmp/responder.ts';
import { TEREDO } from './teredo/protocol.ts';
import { checkTftp, checkTftpData, checkTftpReply } from './tftp/check.ts';
import { tftpReplyResponder, tftpResponder } from './tftp/responder.ts';
import { WINRM } from './winrm/protocol.ts';
import { WS_DISCOVERY } from './ws-discovery/protocol.ts';

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
    services: ['ldap-udp', 'ldaps-udp'],
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
  { name: 'NTP', transport: 'udp', services: ['ntp'], check: checkNtp, responder: ntpResponder },
  {
    name: 'NetBIOS name service',
    transport: 'udp',
    services: ['netbios-name'],
    check: checkNetbiosName,
    responder: netbiosNameResponder,
  },
  {
    name: 'NetBIOS datagram service',
    transport: 'udp',
    services: ['netbios-datagram'],
    check: checkNetbiosDatagram,
    responder: netbiosDatagramResponder,
  },
  { name: 'SNMP', transport: 'udp', services: ['snmp'], check: checkSnmp, responder: snmpResponder },
  {
    name: 'Remote Desktop',
    transport: 'tcp',
    services: ['remote-desktop'],
    check: checkRdp,
    responder: rdpResponder,
  },
  { name: 'DHCP', transport: 'udp', services: ['dhcp'], check: checkDhcp, responder: dhcpResponder },
  {
    name: 'DHCP client',
    transport: 'udp',
    services: ['dhcp-client'],
    check: checkDhcpClient,
    responder: dhcpClientResponder,
  },
  {
    name: 'PXE (BINL)',
    transport: 'udp',
    services: ['pxe-binl'],
    check: checkBinl,
    responder: dhcpResponder,
  },
  { name: 'TFTP', transport: 'udp', services: ['tftp'], check: checkTftp, responder: tftpResponder },
  {
    name: 'TFTP transfer',
    transport: 'udp',
    services: ['tftp-data'],
    check: checkTftpData,
    responder: tftpResponder,
  },
  {
    name: 'TFTP transfer to the client',
    transport: 'udp',
    services: ['tftp-reply'],
    check: checkTftpReply,
    responder: tftpReplyResponder,
  },
  DHCPV6,
  RPC_UDP,
  TEREDO,
  ICMP_ECHO,
  ...WINRM,
  WS_DISCOVERY,
];
