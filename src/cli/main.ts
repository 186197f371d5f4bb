import { Command, CommanderError } from 'commander';
import { version } from '../../package.json';
import { UnusableSettings } from '../formats/format.ts';
import { visible } from '../report/visible.ts';
import { UnreadableInput } from '../session/node/unreadable.ts';
import { addClocks } from './clocks.ts';
import './compiling.ts';
import { addCompare } from './compare.ts';
import { addConvert } from './convert.ts';
import { addDiagram } from './diagram.ts';
import { Exit, UsageError } from './fail.ts';
import { addFormats } from './formats.ts';
import { addGenerate } from './generate.ts';
import { addReport } from './report.ts';
import { addVerify } from './verify.ts';

/** A reader that has seen enough, as `head` does, is no error. What was to be the exit code stays so. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
	if (error.code === 'EPIPE') process.exit();
	fail(`cannot write to standard output: ${error.message}`);
	process.exit();
});

const program = new Command('replication-trace')
	.description('Shows which writes of a replication trace conflict, why, and what became of them.')
	.version(version)
	.exitOverride()
	.configureOutput({ outputError: (text) => fail(text.replace(/^error: /, '')) });
addReport(program);
addCompare(program);
addDiagram(program);
addGenerate(program);
addConvert(program);
addClocks(program);
addVerify(program);
addFormats(program);

void run();

async function run(): Promise<void> {
	try {
		if (process.argv.length < 3) {
			throw new UsageError(
				'a command is needed: report, compare, diagram, clocks, verify, convert, formats or generate; --help tells more',
			);
		}
		await program.parseAsync();
	} catch (error) {
		if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? Exit.ok : Exit.unusable;
		else if (isExpected(error)) fail(error.message);
		else crash(error);
	}
}

/** A fault of the program must not look like conflicts to who asks for the exit code. */
function crash(error: unknown): void {
	process.exitCode = Exit.fault;
	process.stderr.write(
		`replication-trace: a fault of the program: ${error instanceof Error ? error.stack : error}\n`,
	);
}

/** Errors of what the user gave, rather than of the program. */
function isExpected(error: unknown): error is Error {
	return [UsageError, UnreadableInput, UnusableSettings].some((kind) => error instanceof kind);
}

/** One line, whatever the message holds, and the exit code of what cannot be used. */
function fail(message: string): void {
	process.exitCode = Exit.unusable;
	// File names are whoever's who made the files.
	process.stderr.write(`replication-trace: ${visible(message.trim().replace(/\s*\n\s*/g, ' '))}\n`);
}
