/** Folders that Windows' rules name by a variable, with the paths that they usually have. */
const FOLDERS: readonly (readonly [string, string])[] = [
  ['%windir%\\', '%systemroot%\\'],
  ['c:\\windows\\', '%systemroot%\\'],
  ['%systemdrive%\\windows\\', '%systemroot%\\'],
  ['c:\\program files\\', '%programfiles%\\'],
  ['%systemdrive%\\program files\\', '%programfiles%\\'],
  ['c:\\program files (x86)\\', '%programfiles(x86)%\\'],
  ['%systemdrive%\\program files (x86)\\', '%programfiles(x86)%\\'],
];

/** A program's path in one form, to be compared: lower case, variables instead of the usual folders. */
export function normalProgram(path: string): string {
  const lower = path.trim().toLowerCase().replaceAll('/', '\\');
  for (const [folder, variable] of FOLDERS) {
    if (lower.startsWith(folder)) return variable + lower.slice(folder.length);
  }
  return lower;
}
