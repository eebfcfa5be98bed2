import type { Conversation, Pairing } from '../../catalog/model.ts';
import type { Match, PairingContext, PairingFunction } from '../match.ts';
import {
  assignedSite,
  boundaryGroup,
  consoles,
  fileShare,
  sameBoundaryGroup,
  sameSubnet,
} from './clients.ts';
import { cloud, exchange, internet } from './cloud.ts';
import {
  availabilityGroup,
  databaseReplica,
  siteDatabase,
  siteDatabases,
  warehouseDatabase,
  wsusDatabase,
} from './databases.ts';
import { everywhere, forest, networkDiscovery, networkService } from './network.ts';
import {
  activePassive,
  adminService,
  contentLibrary,
  issuingCa,
  migration,
  sameSite,
  siteServers,
} from './sites.ts';
import { pullSource, wsusUpstream } from './updates.ts';

function parentChild(context: PairingContext, conversation: Conversation): Iterable<Match> {
  return conversation.initiator === 'site-server' ? siteServers(context) : siteDatabases(context);
}

/** The catalog's pairing names and what they mean. */
export const PAIRING_FUNCTIONS: Readonly<Record<Pairing, PairingFunction>> = {
  'same-site': sameSite,
  'site-database': siteDatabase,
  'parent-child': parentChild,
  'active-passive': activePassive,
  'content-library': contentLibrary,
  'pull-source': pullSource,
  'boundary-group': boundaryGroup,
  'assigned-site': assignedSite,
  'same-subnet': sameSubnet,
  'same-boundary-group': sameBoundaryGroup,
  console: consoles,
  forest,
  'network-service': networkService,
  internet,
  cloud,
  'wsus-upstream': wsusUpstream,
  'wsus-database': wsusDatabase,
  'warehouse-database': warehouseDatabase,
  'database-replica': databaseReplica,
  'availability-group': availabilityGroup,
  migration,
  exchange,
  'file-share': fileShare,
  'issuing-ca': issuingCa,
  'network-discovery': networkDiscovery,
  'admin-service': adminService,
  everywhere,
};
