/** Has the browser save a text as a file, as bytes in the encoding that the file needs. */
export function saveFile(
  name: string,
  text: string,
  options: { type?: string; encoding?: string } = {},
): void {
  const { type = 'text/plain;charset=utf-8', encoding } = options;
  const content = encoding === 'utf16le' ? utf16(text) : text;
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

function utf16(text: string): ArrayBuffer {
  const buffer = new ArrayBuffer(text.length * 2);
  const view = new DataView(buffer);
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), true);
  return buffer;
}
