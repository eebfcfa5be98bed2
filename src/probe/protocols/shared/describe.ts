import { plainText } from './bytes.ts';

/**
 * What answered on a port where something else was expected, as a noun for a sentence: `an HTTP server (HTTP/1.1 400
 * Bad Request, nginx)`. Recognises what is often found on a wrong port, and shows the first bytes otherwise.
 */
export function describeBytes(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'nothing';
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024)).toString('latin1');
  return describeText(text) ?? describeBinary(bytes) ?? firstBytes(bytes, text);
}

function describeText(text: string): string | undefined {
  const http = /^HTTP\/\d\.\d (\d{3})[^\r\n]{0,40}/.exec(text);
  if (http) {
    const server = /^server:[ \t]*([^\r\n]{1,40})/im.exec(text)?.[1];
    return `an HTTP server (${plainText(http[0])}${server ? `, ${plainText(server)}` : ''})`;
  }
  const line = plainText(/^[^\r\n]{0,60}/.exec(text)?.[0] ?? '');
  if (text.startsWith('PORTOLAN/1 ')) return `Portolan’s listener (${line})`;
  if (/^SSH-\d/.test(text)) return `an SSH server (${line})`;
  if (/^RFB \d{3}\.\d{3}/.test(text)) return `a VNC server (${line})`;
  if (/^220[ -]/.test(text)) return `a mail or FTP server (${line})`;
  if (/^\s*<(!doctype|html|\?xml)/i.test(text)) return `a web page (“${line}”)`;
  return undefined;
}

function describeBinary(bytes: Uint8Array): string | undefined {
  const [first, second, third] = bytes;
  // RFC 8446, 5.1: type, legacy version 3.x, length.
  if (first === 0x15 && second === 3 && bytes.length >= 7) return 'a TLS server (an alert)';
  if (first === 0x16 && second === 3) return 'a TLS server (a handshake)';
  if (bytes[4] === 0xfe && bytes[5] === 0x53 && bytes[6] === 0x4d && bytes[7] === 0x42)
    return 'an SMB 2 server';
  if (bytes[4] === 0xff && bytes[5] === 0x53 && bytes[6] === 0x4d && bytes[7] === 0x42)
    return 'an SMB 1 server';
  if (first === 5 && second === 0 && third !== undefined && third <= 19 && bytes.length >= 16)
    return 'an RPC server';
  if (first === 3 && second === 0 && (bytes[5] ?? 0) === 0xd0) return 'a Remote Desktop server';
  return undefined;
}

function firstBytes(bytes: Uint8Array, text: string): string {
  const shown = bytes.subarray(0, 16);
  const dots = bytes.length > shown.length ? ' …' : '';
  if (/^[\x20-\x7e\r\n\t]{4,}/.test(text))
    return `something that begins with “${plainText(text.slice(0, 40).trim())}”`;
  return `something that begins with ${Buffer.from(shown).toString('hex').replace(/..\B/g, '$& ')}${dots}`;
}
