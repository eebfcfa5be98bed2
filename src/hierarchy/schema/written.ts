/**
 * The document as it was written: its form is checked, its names are not yet looked up. Absent is what was left
 * out or reported. Model and document differ on purpose: the document has short forms, the model has none.
 */
import type { Network } from '../../net/network.ts';
import type { PortRange } from '../../net/ports.ts';
import type {
  At,
  ClientSettings,
  CloudDistributionPoint,
  Communication,
  Filter,
  Gateway,
  Options,
  OtherService,
  Site,
  SitePorts,
} from '../model.ts';
import type { Entry } from './collections.ts';
import type { WrittenDatabase } from './database.ts';
import type { WrittenRole } from './roles.ts';
import type { Located } from './shape.ts';
import type { WrittenWindow } from './window.ts';

type Name = Located<string>;
type Names = readonly Located<string>[];
interface Placed {
  readonly at: At;
}

export interface WrittenZone extends Placed {
  readonly networks?: readonly Network[];
}

export interface WrittenFilter extends Placed {
  readonly between?: Names;
  readonly dialect?: Name;
  readonly internetDestinations?: Filter['internetDestinations'];
  readonly interfaces?: readonly Entry<Names>[];
}

export interface WrittenRoute extends Placed {
  readonly from?: Name;
  readonly to?: Name;
  readonly via?: Names;
}

export interface WrittenProtection extends Placed {
  readonly name?: Name;
  readonly between?: Names;
  readonly and?: Names;
}

export interface WrittenOtherTraffic extends Placed {
  readonly name?: Name;
  readonly from?: Names;
  readonly to?: Names;
  readonly services?: readonly OtherService[];
  readonly filters?: Names;
  readonly reason?: string;
  readonly until?: string;
}

export interface WrittenMigration extends Placed {
  readonly from?: string;
  readonly until?: string;
  readonly provider?: Name;
  readonly database?: WrittenDatabase;
}

export interface WrittenSite extends Placed {
  readonly type?: Site['type'];
  readonly parent?: Name;
  readonly server?: Name;
  readonly passiveServer?: Name;
  readonly contentLibrary?: Name;
  readonly database?: WrittenDatabase;
  readonly communication?: Communication;
  readonly ports?: SitePorts & Placed;
  readonly wakeOnLan?: 'off' | 'traditional' | 'peer';
  readonly clientPush?: boolean | WrittenWindow;
  readonly clientInstallation?: Site['clientInstallation'];
  readonly installation?: WrittenWindow;
  readonly migration?: WrittenMigration;
  readonly wsusMaintenance?: boolean;
  readonly networkDiscovery?: readonly ('snmp' | 'dhcp' | 'ping')[];
  readonly fileShares?: Names;
  readonly discoversForests?: Names;
  readonly fileReplication?: Names;
  readonly clientSettings?: ClientSettings & Placed;
}

export interface WrittenHost extends Placed {
  readonly address?: readonly Network[];
  readonly addresses?: readonly Network[];
  readonly fqdn?: string;
  readonly site?: Name;
  readonly forest?: string;
  readonly os?: 'windows' | 'linux';
  readonly dialect?: Name;
  readonly roles?: readonly WrittenRole[];
  readonly rpc?: readonly PortRange[];
  readonly siteInitiated?: boolean;
  readonly internetFacing?: boolean;
  readonly installation?: WrittenWindow;
  readonly proxy?: Name;
}

export interface WrittenClients extends Placed {
  readonly subnet?: readonly Network[];
  readonly subnets?: readonly Network[];
  readonly boundaryGroup?: Name;
  readonly site?: Name;
  readonly forest?: string;
  readonly domainJoined?: boolean;
  readonly internet?: boolean;
  readonly devices?: readonly ('mac-computer' | 'mobile-device')[];
  readonly proxy?: Name;
  readonly settings?: ClientSettings & Placed;
}

export interface WrittenFallback extends Placed {
  readonly to?: Name;
  readonly after?: number;
}

export interface WrittenBoundaryGroup extends Placed {
  readonly site?: Name;
  readonly siteSystems?: Names;
  readonly fallback?: readonly (Name | WrittenFallback)[];
}

export interface WrittenConsoles extends Placed {
  readonly subnet?: readonly Network[];
  readonly subnets?: readonly Network[];
  readonly sites?: Names;
  readonly forest?: string;
  readonly proxy?: Name;
}

export interface WrittenGateway extends Placed, Partial<Omit<Gateway, 'name' | 'at'>> {}
export interface WrittenCloudDistributionPoint
  extends Placed,
    Partial<Omit<CloudDistributionPoint, 'name' | 'at'>> {}

export interface WrittenCloud extends Placed {
  readonly gateways?: readonly Entry<WrittenGateway>[];
  readonly distributionPoints?: readonly Entry<WrittenCloudDistributionPoint>[];
}

export interface WrittenDocument extends Placed {
  readonly hierarchy?: string;
  readonly version?: number;
  readonly internet?: 'direct' | 'none';
  readonly entra?: boolean;
  readonly forest?: string;
  readonly proxy?: Name;
  readonly options?: Options & Placed;
  readonly clientSettings?: ClientSettings & Placed;
  readonly zones?: readonly Entry<readonly Network[] | WrittenZone>[];
  readonly filters?: readonly Entry<WrittenFilter>[];
  readonly routes?: readonly WrittenRoute[];
  readonly sites?: readonly Entry<WrittenSite>[];
  readonly hosts?: readonly Entry<WrittenHost>[];
  readonly clients?: readonly Entry<WrittenClients>[];
  readonly boundaryGroups?: readonly Entry<WrittenBoundaryGroup>[];
  readonly consoles?: readonly Entry<WrittenConsoles>[];
  readonly cloud?: WrittenCloud;
  readonly otherTraffic?: readonly WrittenOtherTraffic[];
  readonly ipsec?: readonly WrittenProtection[];
}
