import type { Protocol } from '../protocol.ts';
import { SQL } from './sql/protocol.ts';
import { SQL_BROWSER } from './sql-browser/protocol.ts';

/** Protocols of Configuration Manager's roles: its HTTP services, SQL Server, notification, wake-up, peers, cloud. */
export const CONFIGURATION_MANAGER_PROTOCOLS: readonly Protocol[] = [SQL, SQL_BROWSER];
