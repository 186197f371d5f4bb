import { visible } from '../report/visible.ts';
import { Exit } from './fail.ts';

/**
 * Says on standard error what could be read only in part. What is told of it is told, but the program's exit code is that of input
 * that cannot be read: a build must not pass on half a trace.
 *
 * @returns sets the exit code, to be called in the end
 */
export function tellDamaged(damaged: readonly string[]): () => void {
	for (const sentence of damaged) process.stderr.write(`replication-trace: ${visible(sentence)}\n`);
	return () => {
		if (damaged.length > 0) process.exitCode = Exit.unusable;
	};
}
