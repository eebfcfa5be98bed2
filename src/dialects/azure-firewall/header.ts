import type { FirewallFile } from './print-model.ts';

/** What a person has to know before deploying the file. */
export function headerOf({ hierarchy, name, policy, network }: FirewallFile, file: string): string[] {
  return [
    `Rules for the filter "${name}" of the hierarchy "${hierarchy}", made by Portolan from its plan.`,
    '',
    'The policy permits what the plan needs across this firewall, and nothing else. To keep a policy that is there, let',
    'this one inherit from it (basePolicy), or deploy the rule collection group alone.',
    ...(network.some(({ byName }) => byName)
      ? ['Network rules with names need the DNS proxy of the firewall, and clients that ask it.']
      : []),
    '',
    `check      az deployment group what-if --resource-group RG --template-file ${file}`,
    `load       az deployment group create --resource-group RG --template-file ${file}`,
    `put to use az network firewall update --resource-group RG --name FIREWALL --firewall-policy ${policy}`,
    'take back  give the firewall its former policy the same way, then',
    `           az network firewall policy delete --resource-group RG --name ${policy}`,
  ];
}
