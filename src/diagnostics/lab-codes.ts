/** What can be found when a lab is started or tested. */
export const LAB_CODES = {
  PT9801: {
    severity: 'error',
    title: 'The lab can not run on this machine',
    explanation:
      'It needs Linux with network namespaces, and the programs `ip` and `nft`. Whoever isn’t root needs user namespaces, too. The message says what is missing.',
  },
  PT9802: {
    severity: 'error',
    title: 'The lab did not start',
    explanation:
      'The kernel refused a part of it, or one of the same hierarchy runs already. Nothing is left of it.',
  },
  PT9803: {
    severity: 'note',
    title: 'A part of the hierarchy is not in the lab',
    explanation:
      'A large hierarchy is sampled: some hosts of each kind, and some subnets of each network. What was left out is not tested.',
  },
  PT9804: {
    severity: 'note',
    title: 'A filter speaks another language in the lab',
    explanation:
      'A kernel knows nftables and iptables only. The same policy is printed in one of those, so what is tested is the policy and not the filter’s own text.',
  },
  PT9805: {
    severity: 'warning',
    title: 'A part of the lab does not work',
    explanation:
      'A port could not be opened, or rules could not be printed or loaded. The message says which; what depends on it is not tested.',
  },
  PT9806: {
    severity: 'note',
    title: 'IPsec travels in another way in the lab',
    explanation:
      'Each host whose packets travel inside of IPsec has a strongSwan with what Portolan prints for it, in that language whatever the host’s own. Its ESP is made by strongSwan and not by the kernel: that knows tunnels inside of UDP only, and starts none by itself. Certificates are the lab’s own. So the filters’ rules for UDP 500 and 4500 are tested, and the one for ESP (protocol 50) is not.',
  },
} as const;
