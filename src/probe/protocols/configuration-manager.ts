import type { Protocol } from '../protocol.ts';
import { HTTP, HTTPS } from './http/protocol.ts';
import { CLIENT_NOTIFICATION } from './notification/protocol.ts';
import { HTTP_PROXY } from './proxy/protocol.ts';
import { SQL } from './sql/protocol.ts';
import { SQL_BROWSER } from './sql-browser/protocol.ts';
import {
  DATABASE_MIRRORING,
  DELIVERY_OPTIMIZATION,
  DELTA_DOWNLOAD,
  REMOTE_CONTROL,
  SERVICE_BROKER,
} from './unpublished/tcp.ts';
import { MULTICAST, PEER_CACHE_SEARCH, WAKE_ON_LAN, WAKE_UP_PROXY } from './unpublished/udp.ts';

/** Protocols of Configuration Manager's roles: its HTTP services, SQL Server, notification, wake-up, peers, cloud. */
export const CONFIGURATION_MANAGER_PROTOCOLS: readonly Protocol[] = [
  HTTP,
  HTTPS,
  HTTP_PROXY,
  CLIENT_NOTIFICATION,
  SQL,
  SQL_BROWSER,
  SERVICE_BROKER,
  DATABASE_MIRRORING,
  REMOTE_CONTROL,
  DELIVERY_OPTIMIZATION,
  DELTA_DOWNLOAD,
  WAKE_ON_LAN,
  WAKE_UP_PROXY,
  PEER_CACHE_SEARCH,
  MULTICAST,
];
