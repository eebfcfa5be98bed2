import type { Role, RoleKind } from '../../src/catalog/model.ts';

const KINDS: Readonly<Record<RoleKind, string>> = {
  client: 'client mac-computer mobile-device network-device',
  console: 'console',
  'site-system':
    'site-server sql-server sms-provider management-point=mp distribution-point=dp software-update-point=sup fallback-status-point=fsp state-migration-point=smp reporting-services-point=rsp endpoint-protection-point=epp service-connection-point=scp cmg-connection-point data-warehouse-service-point asset-intelligence-sync-point=aisp certificate-registration-point enrollment-point enrollment-proxy-point exchange-connector ndes-policy-module',
  infrastructure:
    'domain-controller=dc global-catalog=gc dns-server=dns dhcp-server=dhcp ntp-server=ntp issuing-ca file-share-server wsus-server wsus-database-server remote-content-library proxy-server=proxy exchange-server any',
  cloud: 'cmg cloud-distribution-point azure azure-logic-app azure-blob-storage entra-id exchange-online',
  internet: 'internet',
};

/** The catalog's roles, as far as reading needs them, so that these tests don't depend on the catalog's data. */
export const ROLES: ReadonlyMap<string, Role> = new Map(
  Object.entries(KINDS).flatMap(([kind, words]) =>
    words.split(' ').map((word): [string, Role] => {
      const [id = '', alias] = word.split('=');
      const removed: Record<string, number> = {
        'certificate-registration-point': 2403,
        'asset-intelligence-sync-point': 2603,
      };
      const lifecycle =
        removed[id] !== undefined
          ? { status: 'removed' as const, deprecated: 2111, removed: removed[id] }
          : undefined;
      return [
        id,
        {
          id,
          title: id,
          aliases: alias ? [alias] : [],
          kind: kind as RoleKind,
          ...(lifecycle && { lifecycle }),
        },
      ];
    }),
  ),
);
