/** Languages of the kernel's that rules can be loaded in. */
export const LAB_DIALECTS = ['nftables', 'iptables'] as const;
export type LabDialect = (typeof LAB_DIALECTS)[number];
