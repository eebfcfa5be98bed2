/**
 * The magic packet: six bytes of ones, then the card's address sixteen times (AMD, "Magic Packet Technology", 1995).
 * @param address - twelve hexadecimal digits
 */
export function magicPacket(address: string): Uint8Array {
  const card = Buffer.from(address, 'hex');
  return Buffer.concat([Buffer.alloc(6, 0xff), ...Array.from({ length: 16 }, () => card)]);
}
