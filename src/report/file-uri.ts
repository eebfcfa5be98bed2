/** Characters that `encodeURIComponent` leaves, though they have a meaning in a URI. */
const LEFT = /[!'()*]/g;

/**
 * A file's path as a reference by which it is found: relative paths stay relative, absolute ones become `file:` URIs;
 * everything else that has a meaning in a URI is percent-encoded. Windows' paths are understood on every system.
 */
export function fileUri(path: string): string {
  const drive = /^[A-Za-z]:[\\/]/.test(path);
  const windows = drive || path.startsWith('\\\\');
  const slashed = windows || !path.includes('/') ? path.replaceAll('\\', '/') : path;
  // Half a surrogate pair has no bytes of its own.
  const encoded = slashed.toWellFormed().split('/').map(encodeSegment).join('/');
  if (drive) return `file:///${path[0]}:${encoded.slice(encoded.indexOf('/'))}`;
  if (slashed.startsWith('//') && windows) return `file:${encoded}`;
  if (slashed.startsWith('/')) return `file://${encoded.replace(/^\/+/, '/')}`;
  return encoded;
}

function encodeSegment(segment: string): string {
  return encodeURIComponent(segment).replace(
    LEFT,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
