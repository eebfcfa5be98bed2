import type { NsgFile } from './print-model.ts';

/** What a person has to know before deploying the file. */
export function headerOf({ kind, hierarchy, name, group }: NsgFile, file: string): string[] {
  const isHost = kind === 'host';
  return [
    `Rules for ${isHost ? 'the host' : 'the filter'} "${name}" of the hierarchy "${hierarchy}", made by Portolan from its plan.`,
    '',
    ...(isHost
      ? [
          "It hangs on the host's network card. What its subnet's group denies stays denied.",
          'MANAGEMENT ACCESS IS NOT IN THE PLAN: add rules for it with numbers below 4096.',
        ]
      : [
          'It hangs on every subnet that the filter stands between: both of its lists hold every rule, since a packet',
          'leaves one of them and enters another. All other traffic of these subnets is denied, also inside of them.',
        ]),
    'Health probes of load balancers need a rule for the service tag AzureLoadBalancer.',
    '',
    `check      az deployment group what-if --resource-group RG --template-file ${file}`,
    `load       az deployment group create --resource-group RG --template-file ${file}`,
    isHost
      ? `hang up    az network nic update --resource-group RG --name NIC --network-security-group ${group}`
      : `hang up    az network vnet subnet update --resource-group RG --vnet-name VNET --name SUBNET --network-security-group ${group}`,
    `take back  take it off the same way, then az network nsg delete --resource-group RG --name ${group}`,
  ];
}
