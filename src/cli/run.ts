import { parseArguments, unknownName } from './args.ts';
import { COMMANDS, type CommandEntry } from './commands.ts';
import { EXIT, type ExitCode, UsageError } from './exit.ts';
import { type Io, processIo, type Surroundings } from './io.ts';
import { packageVersion } from './version.ts';

/** Runs one command line to its end. Never throws: what goes wrong is told on standard error. */
export async function runCommandLine(argv: readonly string[], process: Surroundings): Promise<ExitCode> {
  const io = processIo(process, argv.includes('--no-color'));
  try {
    return await dispatch(argv, io);
  } catch (error) {
    return await tell(error, io, (process.env.PORTOLAN_DEBUG ?? '') !== '');
  }
}

async function dispatch(argv: readonly string[], io: Io): Promise<ExitCode> {
  const [name, ...rest] = argv[0] === '--no-color' ? argv.slice(1) : argv;
  if (name === undefined) {
    await io.err((await import('./help.ts')).overview());
    return EXIT.usage;
  }
  if (name === '--help' || name === '-h') return await print((await import('./help.ts')).overview(), io);
  if (name === '--version' || name === '-V') return await print(`portolan ${packageVersion()}\n`, io);
  if (name === 'help') return await help(rest[0], io);
  if (name.startsWith('-'))
    throw new UsageError(`the command comes first, before ${name}`, 'portolan --help');
  const command = await find(name).load();
  const args = parseArguments(rest, command);
  if (args.options.help !== undefined) return await help(name, io);
  return await command.run(args, io);
}

async function help(name: string | undefined, io: Io): Promise<ExitCode> {
  const { commandHelp, overview } = await import('./help.ts');
  return await print(name === undefined ? overview() : commandHelp(await find(name).load()), io);
}

async function print(text: string, io: Io): Promise<ExitCode> {
  await io.out(text);
  return EXIT.fine;
}

function find(name: string): CommandEntry {
  const entry = COMMANDS.find((command) => command.name === name);
  if (entry) return entry;
  throw unknownName(
    'portolan has no command',
    name,
    COMMANDS.map((command) => command.name),
  );
}

async function tell(error: unknown, io: Io, debug: boolean): Promise<ExitCode> {
  const { visible } = await import('../diagnostics/visible.ts');
  if (error instanceof UsageError) {
    const help = error.help === undefined ? '' : `  ${visible(error.help)}\n`;
    await io.err(`portolan: ${visible(error.message)}\n${help}`);
    return EXIT.usage;
  }
  const message = error instanceof Error ? error.message : String(error);
  const detail = debug && error instanceof Error ? `${error.stack ?? ''}\n` : '';
  await io.err(
    `portolan: internal error: ${visible(message)}\n` +
      `  This is a bug of Portolan. PORTOLAN_DEBUG=1 shows where; please report it with the command that you typed.\n${detail}`,
  );
  return EXIT.internal;
}
