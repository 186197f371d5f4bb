import { analyse } from '../analysis/analyse.ts';
import type { AnalysisOptions } from '../analysis/analysis.ts';
import { ConflictNews } from '../report/news/conflictNews.ts';
import { newsJson, newsText } from '../report/news/newsLine.ts';
import { count, visible } from '../report/visible.ts';
import { follow } from '../session/node/follow.ts';
import { FollowedFiles } from '../session/node/followedFiles.ts';
import { STANDARD_INPUT } from '../session/node/readFiles.ts';
import type { Reading } from '../session/wire.ts';
import { UsageError } from './fail.ts';
import { writeOutput } from './output.ts';
import { Progress } from './progress.ts';

/**
 * Prints every conflict of files that grow as one line, and another one when it grows or is resolved, until the process is interrupted.
 * Of files that were replaced all is told anew.
 */
export async function followReport(
	files: readonly string[],
	reading: Reading,
	analysing: AnalysisOptions,
	format: 'text' | 'json',
): Promise<void> {
	if (files.includes(STANDARD_INPUT))
		throw new UsageError('--follow is for files, not for standard input (-)');
	const interrupted = new AbortController();
	const interrupt = () => interrupted.abort();
	process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
	const { signal } = interrupted;
	const progress = new Progress();
	const inputs = files.map((path) => ({ name: path, path }));
	const say = (message: string) => process.stderr.write(`replication-trace: ${visible(message)}\n`);
	let followed: FollowedFiles | null = null;
	try {
		const open = await FollowedFiles.open(inputs, {
			...reading,
			signal,
			onProgress: (bytes, total) => progress.update('Reading', total === null ? null : bytes / total),
		});
		followed = open;
		const news = new ConflictNews();
		let skippedTold = 0;
		const tell = async (what: 'first' | 'grown' | 'replaced') => {
			if (what === 'replaced') {
				news.restart();
				if (format === 'json') await writeOutput(['{"event":"restarted"}\n'], undefined);
				else say('a file was replaced or became shorter: starting over');
			}
			const { trace, source } = open;
			const skipped = trace.files.flatMap((file) => Object.values(file.skipped)).reduce((a, b) => a + b, 0);
			if (skipped > skippedTold) say(`${count(skipped, 'line')} could not be read so far`);
			skippedTold = skipped;
			const shown = { analysis: analyse(trace, analysing), source };
			progress.end();
			const line = format === 'json' ? newsJson : newsText;
			await writeOutput(
				linesOf(news.update(shown), (one) => line(shown, one)),
				undefined,
			);
		};
		await follow(open, tell, { signal, trouble: say });
	} catch (error) {
		// Interrupted while the files were read for the first time.
		if (!signal.aborted || error !== signal.reason) throw error;
	} finally {
		progress.end();
		followed?.close();
		process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
	}
}

function* linesOf<T>(items: readonly T[], line: (item: T) => string): Iterable<string> {
	for (const item of items) yield `${line(item)}\n`;
}
