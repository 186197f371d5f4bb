import { readFileSync, statSync } from 'node:fs';
import type { Command } from 'commander';
import { visible } from '../report/visible.ts';
import { readFiles } from '../session/node/readFiles.ts';
import { reasonOf } from '../session/node/unreadable.ts';
import { checkCertificate, type Verdict } from '../verify/check.ts';
import { tellDamaged } from './damaged.ts';
import { Exit, UsageError } from './fail.ts';
import { mapOption, readingOf } from './mapOption.ts';
import { fromOption } from './options.ts';
import { writeOutput } from './output.ts';

/** What has none of these fields is no certificate, not even a wrong one. */
const MARKS = ['certificate', 'claim', 'steps'];
/** Larger files are no certificates. */
const MAX_BYTES = 256 << 20;

export function addVerify(program: Command): void {
	program
		.command('verify')
		.summary('check certificates against a trace')
		.description(
			'Checks certificates, as clocks and report write them, against the lines of the trace, independently of the analysis that made them. Exits with 1 where one is refused.',
		)
		.argument('<certificate>', 'a certificate, or several, one a line')
		.argument('<file...>', 'files of the trace')
		.addOption(fromOption())
		.addOption(mapOption())
		.action(async (path: string, files: string[], { from, map }: { from?: string; map?: string }) => {
			const certificates = read(path);
			const { trace, source, damaged, check } = await readFiles(
				files.map((name) => ({ name, path: name })),
				readingOf(from, map),
			);
			try {
				const end = tellDamaged(damaged);
				const verdicts = certificates.map((certificate) => checkCertificate(trace, certificate));
				process.exitCode = verdicts.some((verdict) => 'refused' in verdict) ? Exit.conflicts : Exit.ok;
				await writeOutput(verdicts.map(line), undefined, { inputs: files, check });
				end();
			} finally {
				source.close();
			}
		});
}

function line(verdict: Verdict, i: number): string {
	const number = `#${i + 1}`;
	return 'accepted' in verdict
		? `${number} accepted: ${visible(verdict.accepted)}\n`
		: `${number} refused: ${visible(verdict.refused)}\n`;
}

/** The certificates of a file: one JSON text, or one a line. */
function read(path: string): unknown[] {
	let text: string;
	try {
		if (statSync(path).size > MAX_BYTES) throw new UsageError(`${path} is too large to hold certificates`);
		text = readFileSync(path, 'utf8');
	} catch (error) {
		if (error instanceof UsageError) throw error;
		throw new UsageError(`cannot read ${path}: ${reasonOf(error)}`);
	}
	const whole = parse(text);
	const certificates =
		whole === undefined
			? text
					.split('\n')
					.filter((one) => one.trim() !== '')
					.map(parse)
			: [whole].flat();
	if (certificates.includes(undefined)) throw new UsageError(`${path} is not JSON`);
	// One that is wrong is refused. A file of something else is a mistake of who named it.
	if (!certificates.some(isMeant)) throw new UsageError(`${path} has no certificate`);
	return certificates;
}

function isMeant(json: unknown): boolean {
	return typeof json === 'object' && json !== null && MARKS.some((name) => Object.hasOwn(json, name));
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
