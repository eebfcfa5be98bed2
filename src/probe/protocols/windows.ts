import type { Protocol } from '../protocol.ts';

/** Protocols of Windows and of the network itself: SMB, RPC, LDAP, Kerberos, DNS, DHCP, TFTP, RDP, … */
export const WINDOWS_PROTOCOLS: readonly Protocol[] = [];
